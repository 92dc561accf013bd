"""Fuzzes the reading of OCDS JSON by the program itself, with an oracle that knows JSON and the standard.

Usage: ocds_json.py PROGRAM CPU_SECONDS [SEED]

Histories of releases are made, written as a package, a list, JSON Lines or documents one behind the other, and most of them
are spoiled byte by byte. A strict parser says whether what came out is JSON: what is none must be refused (65, one error that
names the line), and nothing may end the program otherwise. Where every value that decides on figures still has its shape, the
releases are merged by the published rules, and counts and sums must be equal to the cent.
"""

import datetime
import json
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
from decimal import Decimal

ALPHABET = [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"0", b"1", b"7", b"e", b"E", b"+", b"-", b".", b"n", b"t", b" ",
            b"\n", b"\t", b"\x00", b"\x1f", b"\x7f", b"\x80", b"\xc3", b"\xff", b"null", b"true", b"\\u00", b"\\ud800", b"[]",
            b"{}", b'""', b'"id":1,', b"a", "市".encode()]
STATUSES = ["active", "active", "active", "ACTIVE", "cancelled", "pending", "unsuccessful", None]
ZONES = ["Z", "+09:00", "-05:00"]


class Unmodelled(Exception):
    """A document about which the oracle has no opinion."""


def release(chance: random.Random, ocid: str) -> dict:
    """A release with some awards, some of them partial updates."""
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randrange(700))
    result: dict = {"ocid": ocid, "id": f"r{chance.randrange(10**6)}", "tag": ["award"],
                    "date": f"{day}T{chance.randrange(24):02}:30:00{chance.choice(ZONES)}"}
    if chance.random() < 0.9:
        result["tender"] = {"mainProcurementCategory": "works", "title": "道路 \\\"改良\\\" \u00e9"}
        if chance.random() < 0.1:
            result["tender"]["status"] = chance.choice(["cancelled", "complete", "active"])
    awards = []
    for number in range(chance.randrange(3)):
        award: dict = {"id": chance.choice(["a1", "a2", 3])}
        status = chance.choice(STATUSES)
        if status is not None and chance.random() < 0.9:
            award["status"] = status
        if chance.random() < 0.9:
            award["date"] = f"{day}T12:00:00Z"
            award["value"] = {"amount": chance.choice([100, 2500.5, 0.01, 1e3, 7]), "currency": "USD"}
        if chance.random() < 0.05:
            award["value"] = None
        awards.append(award)
    if awards:
        result["awards"] = awards
    elif chance.random() < 0.1:
        result["awards"] = None
    result["other"] = {"x": [1, [True, None, {"y": -0.5e-3}]], "z": "日本語"}
    return result


def document(chance: random.Random) -> bytes:
    """Some histories in one of the forms that publishers use."""
    releases = [release(chance, f"o{chance.randrange(3)}") for _ in range(chance.randrange(1, 5))]
    if chance.random() < 0.1:
        releases.append(releases[0])
    form = chance.randrange(4)
    plain = chance.random() < 0.5

    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=plain, indent=chance.choice([None, 1]) if form != 2 else None)

    if form == 0:
        result = text({"version": "1.1", "releases": releases})
    elif form == 1:
        result = text(releases)
    elif form == 2:
        result = "".join(text(r) + "\n" for r in releases)
    else:
        result = " ".join(text({"releases": [r]}) for r in releases)
    return result.encode()


def spoil(chance: random.Random, text: bytes) -> bytes:
    """A few bytes taken out, put in or replaced."""
    for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
        place = chance.randrange(len(text) + 1)
        way = chance.randrange(4)
        if way == 0:
            text = text[:place] + text[place + chance.choice([1, 1, 2, 9]):]
        elif way == 1:
            text = text[:place] + chance.choice(ALPHABET) + text[place:]
        elif way == 2:
            text = text[:place] + chance.choice(ALPHABET) + text[place + 1:]
        else:
            text = text[:place]
    return text


def unique(pairs: list) -> dict:
    """An object whose keys stand once."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice")
    return result


def refuse(word: str) -> None:
    raise ValueError(word)


def parse(text: bytes) -> list:
    """The values of a text, one behind the other, by the letter of RFC 8259."""
    decoder = json.JSONDecoder(object_pairs_hook=unique, parse_constant=refuse, parse_float=Decimal, parse_int=Decimal)
    string = text.decode("utf-8")
    values, place = [], 0
    while True:
        while place < len(string) and string[place] in " \t\r\n":
            place += 1
        if place == len(string):
            return values
        value, place = decoder.raw_decode(string, place)
        values.append(value)


def instant(text: object) -> datetime.datetime:
    """The instant of a date as this file writes them."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text):
        raise Unmodelled
    try:
        value = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise Unmodelled from error
    if not 1990 < value.year < 2100:
        raise Unmodelled
    return value


def merge(into: dict, update: dict) -> None:
    """Merges an object by the published rules: null removes, awards by identifier, other lists whole."""
    for key, value in update.items():
        if value is None:
            into.pop(key, None)
        elif key == "awards":
            if not isinstance(value, list):
                raise Unmodelled
            kept = into.setdefault("awards", [])
            for award in value:
                if not isinstance(award, dict) or not isinstance(award.get("id"), (str, Decimal)) or award["id"] == "":
                    raise Unmodelled
                old = next((a for a in kept if str(a["id"]) == str(award["id"])), None)
                if old is None:
                    old = {}
                    kept.append(old)
                merge(old, award)
        elif isinstance(value, dict):
            if not isinstance(into.get(key, {}), dict):
                raise Unmodelled
            merge(into.setdefault(key, {}), value)
        else:
            into[key] = value


def expected(values: list) -> tuple[int, int]:
    """The number of awards that count and their sum in cents.

    Raises Unmodelled where a value that matters is of another shape than this file writes.
    """
    releases = []
    for value in values:
        found = value.get("releases", [value]) if isinstance(value, dict) else value
        if not isinstance(found, list) or isinstance(value, dict) and "releases" not in value and "ocid" not in value:
            raise Unmodelled
        releases += found
    processes: dict = {}
    for one in releases:
        known = {"ocid", "id", "tag", "date", "tender", "awards", "other"}
        if not isinstance(one, dict) or not isinstance(one.get("ocid"), str) or not one["ocid"].strip():
            raise Unmodelled
        if {"records", "releases", "compiledRelease", "contracts", "bids", "parties", "buyer"} & set(one) or not known & set(one):
            raise Unmodelled
        if not isinstance(one.get("tag"), list) or any(t != "award" for t in one["tag"]):
            raise Unmodelled
        processes.setdefault(one["ocid"], []).append((instant(one.get("date")), one))
    count, total, currencies = 0, 0, set()
    for history in processes.values():
        process: dict = {}
        for _, one in sorted(history, key=lambda pair: pair[0]):
            merge(process, {k: v for k, v in one.items() if k not in ("id", "date", "tag", "other")})
        tender = process.get("tender", {})
        if not isinstance(tender, dict) or set(tender) - {"mainProcurementCategory", "title", "status"}:
            raise Unmodelled
        status = tender.get("status", "active")
        if status not in ("cancelled", "complete", "active"):
            raise Unmodelled
        for award in process.get("awards", []):
            if set(award) - {"id", "status", "date", "value"} or not isinstance(award.get("status", ""), str):
                raise Unmodelled
            word = award.get("status", "").strip().lower()
            if word not in ("active", "cancelled", "pending", "unsuccessful", ""):
                raise Unmodelled
            if word != "active" or status == "cancelled":
                continue
            value = award.get("value")
            if tender.get("mainProcurementCategory") != "works" or not isinstance(value, dict):
                raise Unmodelled
            amount = value.get("amount")
            if not isinstance(amount, Decimal) or set(value) - {"amount", "currency"} or not 0 <= amount < Decimal(10) ** 12:
                raise Unmodelled
            cents = amount * 100
            if cents != cents.to_integral_value() or value.get("currency") != "USD":
                raise Unmodelled
            instant(award.get("date"))
            count += 1
            total += int(cents)
    return count, total


def check(program: str, path: pathlib.Path, text: bytes) -> tuple[str, str | None]:
    """What kind of document it was, and what is wrong with the answer."""
    path.write_bytes(text)
    done = subprocess.run([program, "tables", str(path), "--format", "json", "--lang", "en", "--quiet"], capture_output=True,
                          timeout=60)
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 65):
        return "crash", f"exit {done.returncode}: {errors[-300:]}"
    try:
        values = parse(text)
    except (ValueError, RecursionError):
        if done.returncode == 65 and errors.startswith("juchu: ") and "found:" in errors or "hint:" in errors:
            return "refused", None
        return "refused", f"exit {done.returncode} for what is no JSON: {errors[-300:]}"
    if "this is not valid JSON" in errors:
        return "valid", f"JSON was refused: {errors[-300:]}"
    try:
        count, total = expected(values) if values else (0, 0)
    except Unmodelled:
        return "valid", None
    if not values:
        return "valid", None if done.returncode == 65 else "a file without a value was counted"
    if done.returncode != 0:
        return "counted", f"refused, but {count} awards of {total} cents count: {errors[-300:]}"
    cells = [c for c in json.loads(done.stdout)["cells"] if c["category"] == "total" and c["row"] == "total"]
    found = sum(c["count"] for c in cells), sum(c["amount"] for c in cells)
    return "counted", None if found == (count, total) else f"{found}, expected {(count, total)}"


def main() -> int:
    program, limit = sys.argv[1], float(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    kinds: dict[str, int] = {}
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "document.json"
        while problems < 10:
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            own = resource.getrusage(resource.RUSAGE_SELF)
            if used.ru_utime + used.ru_stime + own.ru_utime + own.ru_stime >= limit:
                break
            text = spoil(chance, document(chance))
            kind, problem = check(program, path, text)
            kinds[kind] = kinds.get(kind, 0) + 1
            if problem:
                problems += 1
                print(f"{problem}\n{text!r}\n", file=sys.stderr)
    tried = sum(kinds.values())
    print(f"{tried} documents: " + ", ".join(f"{n} {k}" for k, n in sorted(kinds.items())) + f"; {problems} problems")
    return 1 if problems or min(kinds.get("refused", 0), kinds.get("counted", 0)) * 20 < tried else 0


if __name__ == "__main__":
    sys.exit(main())
