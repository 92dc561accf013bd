#!/usr/bin/env python3
"""Computes the indicators of the bids of 国土交通省 with fractions, independently of juchu, and compares them with its CSV.

Usage: bid_indicators.py BIDS.csv [JUCHU.csv [DIVISION,...]]
Without the second file it prints the indicators of all tenders. It ends with the number of figures that were compared and fails
where one differs.
"""
import csv
import sys
from collections import Counter, OrderedDict, defaultdict
from fractions import Fraction
from math import floor

METHODS = {
    "通常指名競争入札": "designated", "簡易公募型競争入札": "selective", "一般競争入札（拡大型）": "open",
    "施工体制確認型指名競争入札": "designated", "従来型指名競争入札": "designated", "一般競争入札（ＷＴＯ対象）": "open",
    "一般競争入札": "open", "簡易公募型プロポーザル": "proposal", "公募型競争入札": "selective", "不調随契": "after-failure",
    "随意契約（特命）": "negotiated", "随意契約": "negotiated", "標準型プロポーザル": "proposal", "公募型プロポーザル": "proposal",
    "随意契約（少額）": "negotiated", "随意契約（関連）": "negotiated", "技術提案・交渉方式": "proposal",
}
COMPETITIVE = {"open", "designated", "selective"}
WORDS = {"辞退": "withdrawn", "無効": "invalid", "不参加": "absent", "入札不参加": "absent"}


def half_up(value, decimals=2):
    return floor(value * 10**decimals + Fraction(1, 2)) / Fraction(10**decimals)


def number(text):
    text = text.replace(",", "")
    try:
        return floor(Fraction(text) + Fraction(1, 2))
    except (ValueError, ZeroDivisionError):
        return None


def offer(row):
    """The last number of three rounds with its round, or else the quotation (round 0); words say why there is none."""
    status = WORDS.get(row["bid1"])
    rounds = [n for n in (1, 2, 3) if number(row[f"bid{n}"]) is not None]
    if rounds:
        behind = [WORDS[w] for w in (row[f"bid{n}"] for n in range(rounds[-1] + 1, 4)) if WORDS.get(w) == "invalid"]
        return number(row[f"bid{rounds[-1]}"]), status or (behind or ["valid"])[0], rounds[-1]
    quote = row["quote"]
    if number(quote) is not None:
        return number(quote), status or "valid", 0
    words = [WORDS[row[f"bid{n}"]] for n in (3, 2, 1) if row[f"bid{n}"] in WORDS]
    return None, status or WORDS.get(quote) or ("valid" if quote else (words or ["absent"])[0]), 0


def tenders(path):
    grouped = OrderedDict()
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            grouped.setdefault((row["kind"], row["office"], row["title"], row["bid_date"]), []).append(row)
    return grouped.values()


def judge(rows):
    first = rows[0]
    year, month, _ = map(int, first["bid_date"].split("-"))
    ceiling, threshold = number(first["planned_price"]), number(first["threshold_price"])
    bids = OrderedDict()
    for row in rows:
        wins = row["note"] in ("落札", "決定")
        amount, status, number_of_round = offer(row)
        if status == "absent" and amount is None:
            continue
        if row["bidder"] not in bids or wins:
            bids[row["bidder"]] = (amount, status, wins, row["technical_points"], number_of_round)
    facts = Counter()
    facts["submitted"] = sum(s not in ("withdrawn", "absent") for _, s, _, _, _ in bids.values())
    facts["withdrawn"] = sum(s == "withdrawn" for _, s, _, _, _ in bids.values())
    last = max((r for _, _, _, _, r in bids.values()), default=0)
    facts["withRound"], facts["secondRound"] = last > 0, last > 1
    offers = [(a, p, r) for a, s, _, p, r in bids.values() if s == "valid" and a is not None]
    open_ = [(a, p) for a, p, _ in offers]
    facts["invalid"] = sum(s == "invalid" or (s == "valid" and a is None) for a, s, _, _, _ in bids.values())
    # A bid of an earlier round alone competes no more.
    valid = [(a, p) for a, p, r in offers if (ceiling is None or a <= ceiling) and r in (0, last)]
    facts["valid"] = len(valid)
    if first["scored"] == "有":
        values = [Fraction(p) / a for a, p in valid if a > 0 and p not in ("", "-")]
        facts["tied"] = values.count(max(values)) if values else 0
    else:
        prices = [a for a, _ in valid]
        facts["tied"] = prices.count(min(prices)) if prices else 0
    winner = [a for a, _, wins, _, _ in bids.values() if wins]
    fate = "awarded" if winner else None
    if not winner:
        if facts["submitted"] == 0:
            fate = "noBid"
        elif open_ and not valid:
            fate = "aboveCeiling"
        else:
            fate = "otherwiseFailed"
    return {
        "facts": facts, "fate": fate, "award": winner[0] if winner else None, "ceiling": ceiling, "threshold": threshold,
        "year": year if month >= 4 else year - 1, "method": first["method"], "office": first["office"],
        "trade": first["category"], "month": str(month),
        "category": {"construction": "works", "consulting": "services"}[first["kind"]],
    }


def quantile(values, quarters):
    place, rest = divmod((len(values) - 1) * quarters, 4)
    return values[place] + (Fraction(rest, 4) * (values[place + 1] - values[place]) if rest else 0)


def indicators(group):
    fates = Counter(t["fate"] for t in group)
    total = Counter()
    for t in group:
        total.update(t["facts"])
    bidders = sorted(t["facts"]["submitted"] for t in group if t["facts"]["submitted"])
    valid = [t["facts"]["valid"] for t in group if t["facts"]["valid"] or t["facts"]["tied"]]
    priced = [t for t in group if t["award"] is not None]
    rated = [t for t in priced if t["ceiling"]]
    rates = sorted(Fraction(t["award"], t["ceiling"]) for t in rated)
    surveyed = [t for t in priced if t["threshold"] is not None]
    out = {
        "tenders": len(group), "awarded": fates["awarded"], "aboveCeiling": fates["aboveCeiling"],
        "otherwiseFailed": fates["otherwiseFailed"], "amount": sum(t["award"] for t in priced),
        "withoutRate": fates["awarded"] - len(rated),
    }
    if fates["noBid"]:
        out["noBid"] = fates["noBid"]

    def percent(name, part, whole):
        out[name] = half_up(Fraction(100 * part, whole)) if whole else None

    percent("failedShare", len(group) - fates["awarded"], len(group))
    percent("singleBid", bidders.count(1), len(bidders))
    percent("singleValidBid", valid.count(1), len(valid))
    percent("singleBidAmount", sum(t["award"] for t in priced if t["facts"]["submitted"] == 1), out["amount"])
    percent("invalidShare", total["invalid"], total["submitted"])
    percent("withdrawnShare", total["withdrawn"], total["submitted"] + total["withdrawn"])
    percent("secondRound", total["secondRound"], total["withRound"])
    percent("byLot", sum(t["facts"]["tied"] > 1 for t in group), len(valid))
    percent("rateOfSums", sum(t["award"] for t in rated), sum(t["ceiling"] for t in rated))
    percent("belowSurveyThreshold", sum(t["award"] < t["threshold"] for t in surveyed), len(surveyed))
    for mark in (90, 95, 100):
        above = [t for t in rated if 100 * t["award"] >= mark * t["ceiling"]]
        percent(f"rateAtLeast{mark}", len(above), len(rated))
        percent(f"amountAtLeast{mark}", sum(t["award"] for t in above), sum(t["award"] for t in rated))
    if bidders:
        out["biddersMean"] = half_up(Fraction(sum(bidders), len(bidders)))
    if rates:
        # A sum of thousands of fractions has a denominator of thousands of digits: Python carries it.
        out["rateMean"] = half_up(100 * total_of(rates) / len(rates))
    for name, quarters in (("LowerQuartile", 1), ("Median", 2), ("UpperQuartile", 3)):
        if bidders:
            out["bidders" + name] = half_up(Fraction(quantile(bidders, quarters)))
        if rates:
            out["rate" + name] = half_up(100 * quantile(rates, quarters))
    return out


def total_of(values):
    if len(values) < 3:
        return sum(values, Fraction(0))
    half = len(values) // 2
    return total_of(values[:half]) + total_of(values[half:])


def main():
    path, result = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    divisions = sys.argv[3].split(",") if len(sys.argv) > 3 else []
    judged = [t for t in map(judge, tenders(path)) if METHODS[t["method"]] in COMPETITIVE]
    groups = defaultdict(list)
    for tender in judged:
        values = tuple(tender[d] for d in divisions)
        for key in {(str(tender["year"]),), ("all",)}:
            groups[key + ("all",) * len(divisions)].append(tender)
            if divisions:
                groups[key + values].append(tender)
    if result is None:
        for key, group in sorted(groups.items()):
            print(key, {k: float(v) if v is not None else None for k, v in indicators(group).items()})
        return
    printed = {}
    with open(result, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            printed[(row["year"],) + tuple(row[d] for d in divisions) + (row["indicator"],)] = row["value"]
    compared, wrong = 0, 0
    for key, group in groups.items():
        for name, expected in indicators(group).items():
            found = printed.pop(key + (name,), None)
            compared += 1
            if (Fraction(found) if found else None) != expected:
                wrong += 1
                print("differs:", key, name, "juchu", found, "oracle", expected, file=sys.stderr)
    known = {"noBid", "belowFloor", "disqualifiedShare", "atFloor", "awardToFloor", "cancelled", "readvertised",
             "readvertisedAwarded"}
    firms = {"firmsBid", "firmsWon", "neverWonShare", "successRate", "newFirms", "returningFirms", "topTenShare", "largestShare"}
    for key, value in printed.items():
        if key[-1] not in known | firms or (key[-1] in known and value not in ("", "0", "0.00")):
            wrong += 1
            print("not expected:", key, value, file=sys.stderr)
    print(f"{compared} figures compared, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
