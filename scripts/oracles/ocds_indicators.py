#!/usr/bin/env python3
"""Counts tenders, bidders, single and disqualified bids of compiled OCDS releases directly and compares them with juchu.

Usage: ocds_indicators.py RELEASES.jsonl JUCHU.csv
A bidder is a set of tenderers with a bid that is valid, disqualified or pending; processes that were cancelled do not count.
"""
import csv
import json
import statistics
import sys
from decimal import ROUND_HALF_UP, Decimal


def rounded(numerator, denominator):
    return str((Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def main():
    bidders, bids, disqualified = [], 0, 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            release = json.loads(line)
            if release.get("tender", {}).get("status") == "cancelled":
                continue
            firms = {}
            for number, bid in enumerate(release.get("bids", {}).get("details", [])):
                key = frozenset(t["id"] for t in bid.get("tenderers", [])) or number
                if bid["status"] in ("valid", "disqualified", "pending") and key not in firms:
                    firms[key] = bid["status"]
            if firms:
                bidders.append(len(firms))
            bids += len(firms)
            disqualified += sum(status == "disqualified" for status in firms.values())
    median = Decimal(str(statistics.median(bidders))).quantize(Decimal("0.01"))
    expected = {
        "U001": str(len(bidders)), "U015": rounded(100 * bidders.count(1), len(bidders)), "U017": rounded(bids, len(bidders)),
        "U018": str(median), "U024": rounded(100 * disqualified, bids),
    }
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        found = {row["code"]: row["value"] for row in csv.DictReader(file) if row["code"] in expected}
    wrong = {code: (found.get(code), value) for code, value in expected.items() if found.get(code) != value}
    print(f"{len(expected)} codes compared, {len(wrong)} wrong {wrong or ''}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
