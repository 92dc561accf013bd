"""Contracting processes as publishers write them in OCDS, kind by kind, and whether juchu gives the right figures or one clear
error; see scripts/test-kinds.

Most variants are of one award of 1,000 yen in the fiscal year 2021, or of one tender with two equal lowest bids.
"""
import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from releases import award, bid, bids, contract, dated, package, party, release, tied, two, value

ONE = {2021: (1, 1000)}
NONE = {}
TIE = (1, {2: 1})


def statuses():
    """Which awards count."""
    for word in ["ACTIVE", "Active", " active ", "aCtIvE"]:
        yield f"award status {word!r}", "tables", release(award(status=word)), ONE, None
    for word, said in [(None, "missing"), ("", "missing"), ("  ", "missing"), ("CANCELLED", "cancelled"), ("Pending", "pending"), ("canceled", "canceled"), ("complete", "complete"), ("Adjudicado", "adjudicado"), (1, "1")]:
        yield f"award status {word!r}", "tables", release(award(status=word)), NONE, f'"award-status: {said}" *: 1'
    for word in [True, ["active"], {"code": "active"}]:
        yield f"award status {word!r}", "tables", release(award(status=word)), None, "awards/0/status: .*another kind"
    yield "status by mapping", "tables", release(award(status=None), award("2", 5, status="Adjudicado")), {2021: (2, 1005)}, None, ["--mapping", "award-status: {missing: active, adjudicado: active}\n"]
    for final, status, figures in [("complete", None, ONE), ("COMPLETE", None, ONE), ("complete", "cancelled", ONE), ("cancelled", "active", NONE), ("unsuccessful", "active", NONE), (None, "active", ONE), ("", "active", ONE), ("other", "active", NONE)]:
        yield f"finalStatus {final!r} over {status!r}", "tables", release(award(status=status, finalStatus=final)), figures, None
    for part, said in [({"status": "Cancelled"}, "cancelled"), ({"status": "unsuccessful"}, "unsuccessful"), ({"status": "withdrawn"}, "withdrawn"), ({"finalStatus": "cancelled"}, "cancelled"), ({"status": "active", "finalStatus": "unsuccessful"}, "unsuccessful")]:
        yield f"tender {part}", "tables", release(award(), tender=part), NONE, f'"tender-status: {said}" *: 1'
    for part in [{"status": "complete"}, {"status": "active"}, {"status": "planned"}, {"finalStatus": "complete", "status": "cancelled"}, {"status": None}]:
        yield f"tender {part}", "tables", release(award(), tender=part), ONE, None
    for status, figures in [("cancelled", NONE), ("CANCELLED", NONE), ("terminated", ONE), ("pending", ONE), (None, ONE)]:
        yield f"contract {status}", "tables", release(award(), contracts=[contract(status=status)]), figures, None if figures else '"contract-status: cancelled" *: 1'
    for final, figures in [("unsuccessful", NONE), ("cancelled", NONE), ("incomplete", ONE), ("complete", ONE)]:
        yield f"contract finalStatus {final}", "tables", release(award(), contracts=[contract(finalStatus=final)]), figures, None
    lots = {"lots": [{"id": "l1", "status": "cancelled"}, {"id": "l2", "status": "active"}]}
    yield "the award's lot is cancelled", "tables", release(award(relatedLots=["l1"]), award("2", 5, relatedLots=["l2"]), tender=lots), {2021: (1, 5)}, '"lot-status: cancelled" *: 1'
    yield "one of two lots is cancelled", "tables", release(award(relatedLots=["l1", "l2"]), tender=lots), ONE, None


def values():
    """What an award is worth, and when it was made."""
    amended = package(release(award(), contracts=[contract(amount=1100)]), release(date="2021-09-01T00:00:00Z", tag=["contractAmendment"], contracts=[contract(amount=1300)]))
    renamed = package(release(award(), contracts=[contract(amount=1100)]), release(date="2021-09-01T00:00:00Z", tag="contractAmendment", contracts=[contract(amount=1300)]))
    for rule, amount in [("award", 1000), ("contract", 1100), ("latest-amendment", 1300)]:
        yield f"--value {rule}", "tables", amended, {2021: (1, amount)}, None, ["--value", rule]
        yield f"--value {rule}, the tag a text", "tables", renamed, {2021: (1, amount)}, None, ["--value", rule]
    for rule in ["contract", "latest-amendment"]:
        yield f"--value {rule} without contracts", "tables", release(award()), ONE, '"inferredAmounts" *: 1', ["--value", rule]
    yield "two contracts", "tables", release(award(value=None), contracts=[contract(amount=300), contract("c2", 200)]), {2021: (1, 500)}, '"inferredAmounts" *: 1'
    yield "two contracts, amounts as texts", "tables", release(award(value=None), contracts=[contract(amount="1,300"), contract("c2", "2e2")]), {2021: (1, 1500)}, '"inferredAmounts" *: 1'
    yield "one contract of two cancelled", "tables", release(award(value=None), contracts=[contract(amount=300, status="cancelled"), contract("c2", 200)]), {2021: (1, 200)}, None
    yield "one contract without a value", "tables", release(award(value=None), contracts=[contract(amount=300), contract("c2")]), None, "awards/0/value/amount"
    yield "contracts in two currencies", "tables", release(award(value=None), contracts=[contract(amount=300), contract("c2", 2, "USD")]), None, "contracts/1/value/currency"
    yield "no value, the bid that is named", "tables", release(award(value=None, relatedBids=["b2"]), bids=bids(bid("b1", 700, "S"), bid("b2", 900, "S"))), {2021: (1, 900)}, '"inferredAmounts" *: 1'
    yield "no value, two bids of the supplier", "tables", release(award(value=None), bids=bids(bid("b1", 700, "S"), bid("b2", 900, "S"))), None, "awards/0/value/amount"
    yield "two awards of one bid", "tables", release(award(value=None), award("2", value=None), bids=bids(bid("b1", 700, "S"))), None, "awards/0/value/amount"
    yield "framework", "tables", release(award(suppliers=[{"id": "S"}, {"id": "L"}]), tender={"techniques": {"hasFrameworkAgreement": True}}), ONE, '"frameworks" *: 1'
    call_off = release(award(amount=7), ocid="o-2", relatedProcesses=[{"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": "o-1"}])
    for name, whole in [("behind", package(release(award()), call_off)), ("before", package(call_off, release(award())))]:
        yield f"framework with a call-off {name} it", "tables", whole, {2021: (1, 7)}, '"framework with call-offs" *: 1'
    yield "a related process of another kind", "tables", package(release(award()), call_off | {"relatedProcesses": [{"id": "1", "relationship": ["prior"], "scheme": "ocid", "identifier": "o-1"}]}), {2021: (2, 1007)}, None
    yield "joint venture", "tables", release(award(suppliers=[{"id": "S"}, {"id": "L"}])), ONE, '"frameworks" *: 0'
    early = release(award(date="2021-03-31"), contracts=[contract(dateSigned="2021-04-02")])
    yield "--date award", "tables", early, {2020: (1, 1000)}, None, ["--date", "award"]
    yield "--date signed", "tables", early, ONE, None, ["--date", "signed"]
    for day in [None, "", " "]:
        yield f"no date of the award ({day!r})", "tables", release(award(date=day), contracts=[contract(), contract("c2", dateSigned="2021-04-02")]), ONE, '"inferredDates" *: 1'
    for day, year in [("2021-03-31T15:00:00Z", 2021), ("2021-03-31T14:59:59Z", 2020), ("2021-04-01T00:00:00", 2021), ("2021-04-01t00:00:00z", 2021), ("2021-03-31T23:59:60Z", 2021), ("2021-03-31 15:00:00Z", 2021), ("2021-04-01T00:00:00+0900", 2021), ("2021-04-01T00:00+09:00", 2021), ("2021-04-01T00:00:00-12:00", 2021), ("20210401", 2021), ("令和3年4月1日", 2021), (" 2021-04-01 ", 2021), ({"$date": "2021-04-01T00:00:00Z"}, 2021), ({"$date": {"$numberLong": "1617202800000"}}, 2021), ({"$date": 1617202799999}, 2020)]:
        yield f"day {day!r}", "tables", release(award(date=day)), {year: (1, 1000)}, None
    for day in ["2021-02-30", "2021-04", "2021", "01/04/2021", 1617235200000, "2021-04-01T25:00:00Z", "2021-04-01T", "N/A", "0001-01-01T00:00:00Z", "9999-12-31", ["2021-04-01"], {}, True]:
        yield f"day {day!r}", "tables", release(award(date=day)), None, "o-1 awards/0/date"
    yield "--time-zone", "tables", release(award(date="2021-04-01T00:30:00Z")), {2020: (1, 1000)}, None, ["--time-zone", "-05:00"]
    yield "--time-zone by name", "tables", release(award(date="2021-04-01T03:30:00Z")), {2020: (1, 1000)}, None, ["--time-zone", "America/New_York"]


def amounts():
    """Amounts and currencies."""
    for amount, found in [("1000", 1000), ("1,000", 1000), ("１０００", 1000), ("¥1,000", 1000), ("1000円", 1000), ("1E3", 1000), ("1.0E7", 10_000_000), ("1000.0", 1000), ({"$numberLong": "1000"}, 1000), ({"$numberInt": "1000"}, 1000), ({"$numberDecimal": "1E+3"}, 1000), ({"$numberDouble": "1000.0"}, 1000)]:
        yield f"amount {amount!r}", "tables", release(award(amount=amount)), {2021: (1, found)}, '"amounts written as text" *: 1'
    for amount in ["abc", "1,00", "0x10", "1000 JPY", "-1000", "", -1, True, {}, [], [1000], {"amount": 1000}, {"$numberLong": None}, {"$numberLong": "x"}, "1e-1", 0.1, "1e999"]:
        yield f"amount {amount!r}", "tables", release(award(amount=amount)), None, "o-1 awards/0/value/amount"
    for given, found in [(1000, 1000), ("1000", 1000), ([value(1000)], 1000)]:
        yield f"value {given!r}", "tables", release(award(value=given)), {2021: (1, found)}, '"repairedProcesses" *: 1'
    for given in [[value(1000), value(5)], [], True]:
        yield f"value {given!r}", "tables", release(award(value=given)), None, "o-1 awards/0/value: .*another kind"
    for given in [None, {}, value(None)]:
        yield f"value {given!r}", "tables", release(award(value=given)), None, "o-1 awards/0/value/amount: a value is missing"
    for text, found in [("1e3", 1000), ("1000.00", 1000), ("12.5e1", 125), ("1000e-1", 100), ("-0", 0), ("9223372036854775807", 2**63 - 1)]:
        yield f"number {text}", "tables", json.dumps(release(award(amount=77))).replace("77", text), {2021: (1, found)}, None
    for text in ["9223372036854775808", "1e30", "1e-7", "0.5"]:
        yield f"number {text}", "tables", json.dumps(release(award(amount=77))).replace("77", text), None, "o-1 awards/0/value/amount"
    for currency, amount, minor in [("JPY", 1000, 1000), ("jpy", 1000, 1000), ("円", 1000, 1000), ("USD", 12.34, 1234), ("KWD", 1.234, 1234), ("TND", 0.001, 1), ("CLP", 1000, 1000), ("KRW", 5, 5), ("CLF", 1.2345, 12345), ("UYI", 7, 7), ("XYZ", 10.5, 1050), (None, 1000, 1000)]:
        yield f"{amount} {currency}", "tables", release(award(amount=amount, currency=currency)), {2021: (1, minor)}, None
    for currency, amount in [("JPY", 1.5), ("USD", 12.345), ("KWD", 1.2345), ("CLP", 1.5), (None, 0.5)]:
        yield f"{amount} {currency}", "tables", release(award(amount=amount, currency=currency)), None, "smallest unit of its currency"
    for first, second in [("JPY", None), (None, "JPY"), ("JPY", "USD"), ("USD", "EUR")]:
        yield f"{first} beside {second}", "tables", two(award(currency=first), award(amount=5, currency=second)), None, "o-2 awards/0/value/currency"
    yield "--currency", "tables", two(award(), award(amount=5, currency="USD")), {2021: (1, 500)}, '"filtered" *: 1', ["--currency", "usd"]
    yield "--currency of none", "tables", two(award(), award(amount=5, currency=None)), {2021: (1, 5)}, '"filtered" *: 1', ["--currency", "XXX"]
    yield "--minimum-amount in dollars", "tables", release(award(amount=1000, currency="USD"), award("2", 1000.01, "USD")), {2021: (1, 100_001)}, None, ["--minimum-amount", "1000"]
    yield "--minimum-amount in dinars", "tables", release(award(amount=1000, currency="KWD"), award("2", 1000.001, "KWD")), {2021: (1, 1_000_001)}, None, ["--minimum-amount", "1000"]
    yield "fractions in the mapping", "tables", release(award(amount=12.345, currency="USD")), {2021: (1, 1235)}, '"roundedAmounts" *: 1', ["--mapping", "fractions: half-up\n"]


def organizations():
    """Who is who among the contractors: how many there are."""
    def reg(scheme, number):
        return {"identifier": {"scheme": scheme, "id": number}}
    same, other = ("甲組", "甲組"), ("甲組", "乙組")
    for name, count, names, parts in [
        ("ids of parties hold within a process", 2, other, [{}, {}]), ("a name across processes", 1, same, [{}, {}]), ("corporate forms", 1, ("㈱甲組", "株式会社甲組"), [{}, {}]),
        ("one identifier, two names", 1, other, [reg("XX-REG", "7"), reg("XX-REG", "7")]), ("identifier as number", 1, other, [reg("XX-REG", "7"), reg("XX-REG", 7)]), ("identifier 7.0", 1, other, [reg("XX-REG", 7.0), reg("XX-REG", 7)]),
        ("scheme in other letters", 1, other, [reg("XX-REG", "7"), reg("xx-reg", "7")]), ("identifier with its scheme", 1, other, [reg("XX-REG", "7"), reg("XX-REG", "XX-REG-7")]), ("two schemes", 2, same, [reg("XX-REG", "7"), reg("YY-REG", "7")]),
        ("two identifiers, one name", 2, same, [reg("XX-REG", "7"), reg("XX-REG", "8")]), ("corporate numbers in any width", 1, other, [reg("JP-JCN", "7000012050002"), reg("jp-jcn", "７００００１２０５０００２")]),
        ("empty identifiers", 2, other, [reg("XX-REG", ""), reg("XX-REG", "")]), ("no scheme", 2, other, [reg(None, "7"), reg("", "7")]), ("identifier as text", 1, same, [{"identifier": "7"}, {"identifier": "7"}]), ("identifier in a list", 1, other, [{"identifier": [reg("X", "7")["identifier"]]}, reg("X", "7")]),
        ("two addresses", 2, same, [{"address": {"locality": "東京"}}, {"address": {"locality": "大阪"}}]), ("one address in two widths", 1, same, [{"address": {"streetAddress": "１－１"}}, {"address": {"streetAddress": "1-1"}}]), ("addresses as texts", 2, same, [{"address": "東京"}, {"address": "大阪"}]), ("an odd address", 1, same, [{"address": 5}, {"address": [1, 2]}]),
    ]:
        yield name, "firms", package(*[release(award(suppliers=[{"id": "1"}]), ocid=f"o-{place}", parties=[party("1", names[place], **parts[place])]) for place in range(2)]), count, None
    for suppliers, count in [([{"name": "ＡＢＣ"}], 1), (["甲組"], 1), ("甲組", 1), ({"name": "甲組"}, 1), ([None, {"id": "S"}, None], 1), ([{"id": "S"}, {"id": "S"}], 1), ([{"id": "zz"}], 1), ([{"id": "", "name": ""}], 0), ([], 0), (None, 0), ([{"name": "非公表"}], 0), ([{"name": "N/A"}], 0)]:
        yield f"suppliers {suppliers!r}", "firms", release(award(suppliers=suppliers)), count, None
    for suppliers in [[5], True, 5, [["S"]]]:
        yield f"suppliers {suppliers!r}", "firms", release(award(suppliers=suppliers)), None, "o-1 awards/0/suppliers.*another kind"
    yield "contractors where no award counts", "firms", release(award(status=None)), 0, '"award-status: missing" *: 1'
    for scale, row in [("small", "sme"), ("SME", "sme"), ("Large", "large"), ("selfEmployed", "sme"), (["small", "micro"], "sme"), ([None, "large"], "large"), ("", None), (None, None), ("Mipyme", None), ("self-employed", None), (["small", "large"], None), ({"code": "large"}, None), (1, None)]:
        words = {"Mipyme": '"scale: Mipyme" *: 1', "self-employed": '"scale: self-employed" *: 1', 1: '"scale: 1" *: 1'}.get(scale if isinstance(scale, (str, int)) else None)
        yield f"scale {scale!r}", "size", release(award(), parties=[party("S", "甲組", details={"scale": scale})]), row, words
    yield "details in a list", "size", release(award(), parties=[party("S", "甲組", details=[{"scale": "large"}])]), "large", '"members of another shape" *: 1'
    yield "a party twice", "size", release(award(), parties=[{"id": "S", "name": "甲組"}, {"id": "S", "details": {"scale": "large"}}]), "large", None
    yield "ids as number and text", "size", release(award(suppliers=[{"id": 5}]), parties=[party("5", "甲組", details={"scale": "large"})]), "large", None
    yield "a name with two roles", "size", release(award(suppliers=[{"name": "甲組"}]), parties=[party("1", "甲組", roles=["buyer"], details={"scale": "large"}), party("2", "甲組", details={"scale": "small"})]), "sme", None


def histories():
    """Releases that become one process."""
    later = "2021-09-01T00:00:00Z"
    def history(first, *others, **more):
        return package(release(first, **more), *[dated(other, "2021-%02d-01T00:00:00Z" % (7 + place)) for place, other in enumerate(others)])
    for name, update, figures in [
        ("amount", {"awards": [{"id": "1", "value": {"amount": 1200}}]}, {2021: (1, 1200)}), ("status", {"awards": [{"id": "1", "status": "cancelled"}]}, NONE), ("null on the amount", {"awards": [{"id": "1", "value": {"amount": None}}]}, None), ("null on the value", {"awards": [{"id": "1", "value": None}]}, None), ("null on the status", {"awards": [{"id": "1", "status": None}]}, NONE), ("null on the awards", {"awards": None}, NONE), ("an empty list", {"awards": []}, ONE), ("an empty object", {"awards": [{}]}, ONE), ("another award", {"awards": [award("2", 5)]}, {2021: (2, 1005)}),
        ("the id as a number", {"awards": [{"id": 1, "value": {"amount": 7}}]}, {2021: (1, 7)}), ("the id as 1.0", {"awards": [{"id": 1.0, "value": {"amount": 7}}]}, {2021: (1, 7)}), ("another id", {"awards": [award("01", 7)]}, {2021: (2, 1007)}), ("one object", {"awards": {"id": "1", "value": {"amount": 7}}}, {2021: (1, 7)}), ("the tender is cancelled", {"tender": {"status": "cancelled"}}, NONE), ("null on the tender", {"tender": None}, None), ("no awards", {}, ONE), ("no id", {"awards": [award(None, 5)]}, {2021: (2, 1005)}), ("an $oid", {"awards": [{"id": {"$oid": "1"}, "value": {"amount": 7}}]}, {2021: (1, 7)}),
    ]:
        yield f"update: {name}", "tables", history(award(), update), figures, None if figures is not None else "o-1"
    yield "update: an empty object", "tables", history(award(), {"awards": [{}]}), ONE, '"award-status: missing" *: 1'
    for first, second in [("2021-07-01T09:00:00+09:00", "2021-07-01T00:00:01Z"), ("2021-07-01T00:00:00+01:00", "2021-06-30T20:00:00-04:00"), ("2021-07-01T00:00:00.25Z", "2021-07-01T00:00:00.5Z"), ("2021-06-30", "2021-07-01T00:00:00Z"), (None, "2000-01-01"), ("2021-07-01T00:00:00Z", "2021-07-01T00:00:00Z")]:
        for order in [0, 1] if first != second else [0]:
            pair = [release(award(), date=first), release(award(amount=7), date=second)]
            yield f"order of {first} and {second}, {order}", "tables", package(*(pair[::-1] if order else pair)), {2021: (1, 7)}, None
    yield "a date that is none", "tables", package(release(award(), date="x"), release(award(), date=later)), None, "o-1 date"
    yield "a date that is none, of one release", "tables", release(award(), date="x"), ONE, None
    compiled = release(award(amount=9), tag=["compiled"], date="2021-08-01T00:00:00Z")
    yield "a compiled release and older ones", "tables", package(release(award()), compiled), {2021: (1, 9)}, '"releases covered by a compiled one" *: 1'
    yield "a compiled release and a later one", "tables", package(compiled, release(award("2", 5), date=later)), {2021: (2, 14)}, None
    yield "a release twice", "tables", package(release(award()), release(award())), ONE, '"releases that stand twice" *: 1'
    days = {f"{day:02}.json": package(release(award(amount=day), date=f"2021-06-{day:02}T00:00:00Z"), release(award(amount=1), ocid=f"p-{day}")) for day in range(1, 31)}
    yield "thirty daily packages", "tables", days, {2021: (31, 60)}, None


def forms():
    """Files in all forms, and files that are wrong."""
    one, other = release(award()), release(award(amount=5), ocid="o-2")
    both = {2021: (2, 1005)}
    text, second = json.dumps(one, ensure_ascii=False), json.dumps(other)
    nameless = {key: part for key, part in one.items() if key != "ocid"}
    def record(**parts):
        return {"records": [{"ocid": "o-1", **parts}]}
    for name, data, figures, words in [
        ("package", package(one), ONE, None), ("list", [one, other], both, None), ("list of packages", [package(one), package(other)], both, None), ("lines", text + "\n" + second + "\n", both, None), ("lines with CR LF", text + "\r\n" + second + "\r\n", both, None), ("lines of packages", json.dumps(package(one)) + "\n" + json.dumps(package(other)), both, None), ("one behind the other", text + second, both, None), ("list with null", [None, one], ONE, "nulls in lists"), ("releases null", {"releases": None}, NONE, None), ("releases as one object", {"releases": one}, ONE, "lists written as one value"),
        ("record", record(compiledRelease=one), ONE, None), ("compiled before releases", record(compiledRelease=one, releases=[other | {"ocid": "o-1"}]), ONE, "covered"), ("compiled null", record(compiledRelease=None, releases=[one]), ONE, None), ("compiled empty", record(compiledRelease={}, releases=[one]), ONE, None), ("compiled in a list", record(compiledRelease=[one]), ONE, "another shape"), ("compiled without ocid", record(compiledRelease=nameless), ONE, None), ("releases without ocid in a record", record(releases=[nameless]), ONE, None), ("compiled behind the process", {"records": [{"compiledRelease": nameless, "ocid": "o-1"}]}, ONE, None),
        ("linked releases", record(releases=[{"url": "https://example.org", "date": "2021-05-01", "tag": ["award"]}]), NONE, "linked"), ("versioned release", record(versionedRelease={"ocid": "o-1"}), NONE, "versioned"), ("links and a compiled release", record(compiledRelease=one, releases=[{"url": "https://example.org"}]), ONE, None), ("a record as a line", json.dumps({"ocid": "o-1", "compiledRelease": one}), ONE, None), ("planning", {"releases": [{"ocid": "o-1", "tag": ["planning"]}]}, NONE, "processes without award"), ("contracts alone", release(contracts=[contract(amount=5)]), NONE, "contracts without award"), ("nothing", {"releases": []}, NONE, None),
        ("mark", b"\xef\xbb\xbf" + text.encode(), ONE, None), ("a mark a line", b"\xef\xbb\xbf" + text.encode() + b"\n\xef\xbb\xbf" + second.encode(), both, None), ("UTF-16", ("\ufeff" + text).encode("utf-16-le"), ONE, "utf-16le"), ("UTF-16 without mark", text.encode("utf-16-be"), ONE, "utf-16be"), ("CP932", text.replace("甲組", "カナ組").encode("cp932"), ONE, "cp932"), ("gzip", gzip.compress(text.encode()), ONE, "gzip"), ("half a pair of surrogates", text.replace("甲組", "\\ud800"), ONE, None), ("deep", text[:-1] + ',"x":' + "[" * 200 + "]" * 200 + "}", ONE, None),
    ]:
        yield f"form: {name}", "tables", data, figures, words
    for name, data, words in [
        ("a comma at the end", "[" + text + ",]", "behind a comma"), ("a comma at the beginning", "[," + text + "]", "value is expected"), ("two commas", "[" + text + ",," + second + "]", "value is expected"), ("no comma", "[" + text + " " + second + "]", "a comma or the end of an array"), ("a comma between values", text + "," + second, "value is expected"), ("cut in the list", "[" + text, "cut off"), ("cut in the package", '{"releases":[' + text + "]", "cut off"), ("cut in a text", text[:30], "cut off"), ("too many brackets", "[" + text + "]]", "value is expected"), ("text behind", text + " end", "value is expected"),
        ("single quotes", text.replace('"', "'"), "quotes"), ("comment", "// x\n" + text, "value is expected"), ("NaN", text.replace("1000", "NaN"), "RFC 8259"), ("+1", text.replace("1000", "+1"), "RFC 8259"), ("01", text.replace("1000", "01"), "begins with 0"), ("1.", text.replace("1000", "1."), "digit"), ("True", text.replace('"active"', "True"), "value is expected"), ("line end in a text", text.replace("active", "act\nive"), "control character"), ("escape", text.replace("active", "act\\xive"), "escape"), ("comma in an object", text[:-1] + ",}", "key in quotes"), ("no colon", text.replace('"status":', '"status"'), "colon"),
        ("a key twice", text.replace('"status": "active"', '"status": "active", "status": "active"'), "stands twice.*publisher"), ("a key twice in another spelling", text.replace('"status": "active"', '"status": "active", "st\\u0061tus": "x"'), "stands twice"), ("a key twice where nobody looks", text[:-1] + ',"x":{"a":1,"a":2}}', "stands twice"), ("releases twice", '{"releases":[' + text + '],"releases":[]}', "stands twice"), ("too deep", text[:-1] + ',"x":' + "[" * 300 + "]" * 300 + "}", "deep"), ("NUL", text.encode() + b"\0", "value is expected"), ("bad UTF-8 where nobody looks", text[:-1].encode() + b',"x":"\xff"}', "UTF-8"), ("nothing at all", "", "empty"), ("a mark alone", b"\xef\xbb\xbf", "empty"),
        ("a list of lists", [[one]], "no OCDS release"), ("results", {"results": [one]}, "no OCDS release"), ("a number", "5", "no OCDS release"), ("null", "null", "no OCDS release"), ("an object", {}, "no OCDS release"), ("releases a text", {"releases": "x"}, "no OCDS release"), ("no ocid", nameless, "no OCDS release"), ("a release without ocid", package(one, nameless), "releases/1 ocid: a value is missing"), ("two compiled releases", record(compiledRelease=[one, other]), "no OCDS release"), ("awards a text", release(awards="none"), "o-1 awards: .*another kind"), ("awards of texts", release(awards=["x"]), "o-1 awards/0: .*another kind"), ("contracts a number", release(award(), contracts=5), "o-1 contracts: .*another kind"),
    ]:
        yield f"form: {name}", "tables", data, None, words
    for name, bad in [("awards a text", release(ocid="o-2", awards="none")), ("an amount", release(award(amount="abc"), ocid="o-2")), ("a status", release(award(status=[]), ocid="o-2")), ("no ocid", nameless), ("a day", release(award(date="x"), ocid="o-2"))]:
        yield f"--rejects: {name}", "tables", package(one, bad), ONE, '"rejected" *: 1', ["--rejects", "rejects.csv"]
    for name in ["inspect"]:
        for form, data in [("package", package(one)), ("record", record(compiledRelease=one)), ("lines", text + "\n" + second), ("bids", tied())]:
            yield f"{name}: {form}", name, data, 0, "OCDS"


def tenders():
    """Bids: how many tenders there are, and how many firms tie in them."""
    a, b, c = bid("1", 100, "A"), bid("2", 100, "B"), bid("3", 120, "C")
    for word in ["VALID", "Valid", " valid "]:
        yield f"bid status {word!r}", "incidence", tied(a, b | {"status": word}, c), TIE, None
    for word in ["disqualified", "Withdrawn", "pending", "INVITED"]:
        yield f"bid status {word!r}", "incidence", tied(a, b | {"status": word}, c), (1, {}), '"filtered" *: 0'
    for word, said in [(None, "missing"), ("", "missing"), ("Qualified", "qualified"), (1, "1")]:
        yield f"bid status {word!r}", "incidence", tied(a, b | {"status": word}, c), (1, {}), f'"bid-status: {said}" *: 1'
    for word in [True, ["valid"]]:
        yield f"bid status {word!r}", "incidence", tied(a, b | {"status": word}), None, "bids/details/1/status.*another kind"
    yield "bid status by mapping", "incidence", tied(a | {"status": None}, b | {"status": "Qualified"}), TIE, None, ["--mapping", "bid-status: {missing: valid, qualified: valid}\n"]
    for part in [{"status": "CANCELLED"}, {"status": "unsuccessful"}, {"finalStatus": "cancelled"}]:
        yield f"bids of a tender {part}", "incidence", tied(a, b, tender=part), (0, {}), "tender-status"
    def lots(*names):
        return tied(*[bid(str(place), 100, firm, relatedLots=lot) for place, (firm, lot) in enumerate(names)])
    for name, data, right in [
        ("two ties in two lots", lots(("A", ["l1"]), ("B", ["l1"]), ("C", ["l2"]), ("D", ["l2"])), (2, {2: 2})), ("no tie across lots", lots(("A", ["l1"]), ("B", ["l2"])), (2, {})), ("one firm in two lots", lots(("A", ["l1"]), ("B", ["l1"]), ("A", ["l2"])), (2, {2: 1})), ("a lot as a text", lots(("A", "l1"), ("B", "l1"), ("C", "l2")), (2, {2: 1})), ("lots as objects", lots(("A", [{"id": "l1"}]), ("B", [{"id": "l1"}]), ("C", [{"id": "l2"}])), (2, {2: 1})), ("lots as numbers", lots(("A", [1]), ("B", ["1"]), ("C", [2])), (2, {2: 1})), ("bundles", lots(("A", ["l1", "l2"]), ("B", ["l2", "l1"]), ("C", ["l2"])), (2, {2: 1})), ("no lots", lots(("A", None), ("B", [])), TIE),
        ("one lot", tied(a | {"relatedLots": ["l1"]}, b | {"relatedLots": ["l1"]}, tender={"lots": [{"id": "l1"}]}), TIE), ("lots that no bid names", tied(a, b, tender={"lots": [{"id": "l1"}, {"id": "l2"}]}), TIE), ("lots taken back", package(lots(("A", ["l1"]), ("B", ["l2"])), dated({"bids": bids({"id": "0", "relatedLots": []}, {"id": "1", "relatedLots": []})}, "2021-06-01T00:00:00Z")), TIE), ("a cancelled lot", tied(*[bid(n, 100, n, relatedLots=[lot]) for n, lot in [("A", "l1"), ("B", "l1"), ("C", "l2"), ("D", "l2")]], tender={"lots": [{"id": "l1", "status": "Cancelled"}]}), TIE),
    ]:
        yield f"lots: {name}", "incidence", data, right, None
    yield "a cap", "incidence", tied(a | {"relatedLots": ["l1"]}, b | {"relatedLots": ["l2"]}, tender={"lotDetails": {"maximumLotsAwardedPerSupplier": 1}}), (2, {}), "lots per supplier at most: 1"
    for name, tenderers, right in [("nobody", [[], []], TIE), ("null", [None, [None]], TIE), ("empty", [[{}], [{"id": "", "name": " "}]], TIE), ("not disclosed", [[{"name": "非公表"}], [{"name": "非公表"}]], TIE), ("N/A", [[{"id": "u1", "name": "N/A"}], [{"id": "u2", "name": "N/A"}]], TIE), ("names", [["甲組"], "乙組"], TIE), ("one object", [{"id": "A"}, {"id": "B"}], TIE), ("joint ventures", [[{"id": "A"}, {"id": "B"}], [{"id": "C"}]], TIE), ("a firm twice in a venture", [[{"id": "A"}, {"id": "A"}], [{"id": "B"}]], TIE), ("a firm twice", [[{"id": "A"}], [{"id": "A"}]], None), ("a number", [[5], [6]], None)]:
        yield f"tenderers: {name}", "incidence", tied(*[bid(str(place), 100, tenderers=tenderer) for place, tenderer in enumerate(tenderers)]), right, None if right else "o-1"
    for name, data, right, words in [
        ("a new bid in a second release", package(tied(a), dated({"bids": bids(b)}, "2021-06-01T00:00:00Z")), TIE, None), ("a bid is lowered", package(tied(a, b), dated({"bids": bids({"id": "2", "value": {"amount": 90}})}, "2021-06-01T00:00:00Z")), (1, {}), None), ("a bid is disqualified", package(tied(a, b), dated({"bids": bids({"id": 2, "status": "disqualified"})}, "2021-06-01T00:00:00Z")), (1, {}), None), ("no ids", tied(a | {"id": None}, b | {"id": None}), TIE, None), ("empty ids", tied(a | {"id": ""}, b | {"id": ""}), TIE, "empty identifiers"), ("one id twice", tied(a, b | {"id": "1"}), (1, {}), "identifiers that stand twice"),
        ("amounts in all shapes", tied(bid("1", "100", "A"), bid("2", {"$numberLong": "100"}, "B"), bid("3", 100.0, "C"), bid("4", "1e2", "D"), a | {"id": "5", "tenderers": [{"id": "E"}], "value": "100"} | {"value": {"amount": "100", "currency": "JPY"}}), (1, {5: 1}), None), ("no amount", tied(bid("0", None, "Z"), a, b), TIE, None), ("no value", tied(a | {"value": None}, b), (1, {}), None), ("cents", tied(*[bid(n, amount, n, currency="USD") for n, amount in [("A", 100.01), ("B", 100.01), ("C", 100.02)]]), TIE, None), ("a thousandth of a dinar", tied(*[bid(n, amount, n, currency="KWD") for n, amount in [("A", 1.001), ("B", 1.001), ("C", 1.002)]]), TIE, None), ("no currency", tied(bid("1", 100, "A", currency=None), bid("2", 100, "B", currency=None)), TIE, None), ("two currencies", tied(a, bid("2", 100, "B", currency="USD")), None, "bids/details/1/value/currency"), ("a currency and none", tied(a, bid("2", 100, "B", currency=None)), None, "bids/details/1/value/currency"), ("an amount that is none", tied(bid("1", "abc", "A"), b), None, "bids/details/0/value/amount"),
        ("nulls", release(bids={"details": [None, a, b]}), TIE, "nulls in lists"), ("one bid as an object", release(bids={"details": a}), (1, {}), "lists written as one value"), ("bids null", release(bids=None), (0, {}), "processes without bids"), ("details null", release(bids={"details": None}), (0, {}), "processes without bids"), ("bids a list", release(bids=[a, b]), None, "o-1 bids: .*another kind"), ("bids a text", release(bids="x"), None, "o-1 bids: .*another kind"), ("bids of texts", release(bids={"details": ["x"]}), None, "bids/details/0: .*another kind"), ("a day that is none", tied(a, b, tender={"tenderPeriod": {"endDate": "2021-02-30"}}), None, "tender/tenderPeriod/endDate"), ("no tender", release(tender=None, bids=bids(a, b)), TIE, None), ("an opening as a text", tied(a, b, tender={"bidOpening": "2021-05-10"}), TIE, "another shape"),
    ]:
        yield f"bids: {name}", "incidence", data, right, words


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("juchu")
    parser.add_argument("--keep", help="leave the files here")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    jobs = [case for kind in (statuses, values, amounts, organizations, histories, forms, tenders) for case in kind()]
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda job: outcome(options.juchu, os.path.join(folder, f"{job[0]:03}"), *job[1]), enumerate(jobs)))
    wrong = [(job[0], text) for job, text in zip(jobs, outcomes) if text]
    for name, text in wrong:
        print(f"{name}: {text}")
    print(f"{len(jobs) - len(wrong)} of {len(jobs)} variants of OCDS have the right figures or one clear error")
    sys.exit(1 if wrong else 0)


def outcome(juchu, folder, name, kind, data, right, words, arguments=()):
    """Nothing where a variant has its right outcome, else what is wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    files = data if isinstance(data, dict) and all(key.endswith(".json") for key in data) and data else {"x.json": data}
    for file, content in files.items():
        with open(os.path.join(folder, file), "wb") as out:
            out.write(content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)).encode())
    arguments = list(arguments)
    if "--mapping" in arguments:
        place = arguments.index("--mapping") + 1
        with open(os.path.join(folder, "mapping.yaml"), "w") as out:
            out.write(arguments[place])
        arguments[place] = "mapping.yaml"
    command = {"tables": ["tables"], "incidence": ["lottery", "incidence"], "firms": ["indicators"], "size": ["tables", "--set", "locality=local"], "inspect": ["inspect"]}[kind]
    formats = [] if kind == "inspect" else ["--format", "json"]
    result = subprocess.run([juchu, *command, *sorted(files), *formats, "--lang", "en", *arguments], capture_output=True, timeout=120, cwd=folder)
    said, output = result.stderr.decode(errors="replace"), result.stdout.decode(errors="replace")
    if right is None and kind != "size":
        if result.returncode != 65 or said.count("juchu: ") != 1 or len(said.splitlines()) > 4:
            return f"one error was due, exit {result.returncode}: {flat(said + output)}"
    elif result.returncode != 0:
        return f"exit {result.returncode}: {flat(said)}"
    elif (found := read(kind, output)) != right and kind != "inspect":
        return f"{found} instead of {right}"
    if words and not re.search(words, said + output, re.S):
        return f"nothing says {words}: {flat(said + output)}"
    return None


def read(kind, output):
    """What a command found, as short as it is expected."""
    if kind == "inspect":
        return 0
    data = json.loads(output)
    if kind == "incidence":
        return data["tenders"], {int(firms): count for firms, count in firms_tied(data).items()}
    if kind == "firms":
        found = [cell["value"] for cell in data["cells"] if cell["indicator"] == "firmsWon" and cell["value"]]
        return int(found[0]) if found else 0
    if kind == "size":
        rows = {cell["row"] for cell in data["cells"] if cell["category"] == "works" and cell["count"]} - {"total", "unclassified"}
        return {"local-sme": "sme", "local-large": "large"}[rows.pop()] if rows else None
    return {cell["year"]: (cell["count"], cell["amount"]) for cell in data["cells"] if cell["category"] == "total" and cell["row"] == "total"}


def firms_tied(data):
    counts = {}
    for part in data["by"]["category"]:
        for firms, count in part["tied"].items():
            counts[firms] = counts.get(firms, 0) + count
    return counts


def flat(text):
    return " / ".join(text.strip().split("\n"))[:300]


main()
