"""Random histories of releases, merged by juchu and by the reference implementation of the merging routine (ocdsmerge).

Usage: merge.py PROGRAM [HISTORIES] [SEED]

Releases announce, update in part, cancel and undo awards and bids; they are shuffled, written in zones of their own, repeated, and
split over one to three files as packages, lists, lines or records. What ocdsmerge compiles of each process is counted here: awards
that are active, their sum, and the lots in which the lowest valid bids tie. juchu must find the same in tables and in lottery
incidence. The merge rules are those of the release schema for the members that occur: ocdsmerge would fetch the schema from the
network. Nulls stand on values only: on objects and lists the text of the standard removes what ocdsmerge leaves, which the tests of
the reader hold against the text.
"""

import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import ocdsmerge

RULES = {(key,): "omitWhenMerged" for key in ("id", "date", "tag")} | {
    ("awards", "relatedLots"): "wholeListMerge", ("bids", "details", "relatedLots"): "wholeListMerge", ("parties", "roles"): "wholeListMerge"}
ZONES = [0, 9, -5, 5.5]
STATUSES = ["active", "active", "active", "active", "pending", "cancelled", "unsuccessful"]


class Histories:
    """Makes histories that say new things whole and known things in part."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)

    def maybe(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def history(self, ocid: str) -> list[dict]:
        start = datetime.datetime(2021, 4, 1, tzinfo=datetime.timezone.utc)
        minutes = sorted(self.chance.sample(range(100_000), self.chance.randint(1, 7)))
        known: tuple[set, set] = (set(), set())
        releases = []
        for number, minute in enumerate(minutes):
            release = {"ocid": ocid, "id": f"r{number}", "date": (start + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ"),
                       "tag": [self.chance.choice(["tender", "award", "awardUpdate", "awardCancellation", "contract"])]}
            if number == 0 or self.maybe(0.2):
                release["tender"] = {"mainProcurementCategory": "works", "lots": [{"id": "l0"}, {"id": "l1"}] if number == 0 else [], "title": self.chance.choice(["a", None, "b"])}
            if number == 0 or self.maybe(0.8):
                release["awards"] = self.awards(known[0])
            if self.maybe():
                release["bids"] = {"details": self.bids(known[1])}
            if self.maybe(0.1):
                release["parties"] = [{"id": "f1", "name": "one", "roles": self.chance.choice([["supplier"], [], ["tenderer"]])}]
            releases.append(release)
        return releases

    def awards(self, known: set) -> list[dict]:
        awards = []
        for name in self.chance.sample(range(4), self.chance.randint(0, 4)):
            new = name not in known
            known.add(name)
            award: dict = {"id": str(name)}
            if new or self.maybe():
                award["status"] = self.chance.choice(STATUSES)
            elif self.maybe(0.1):
                award["status"] = None
            if new or self.maybe():
                award["date"] = f"2021-06-{self.chance.randint(1, 30):02}"
            if new or self.maybe():
                award["value"] = {"amount": self.chance.randrange(1000)} | ({"currency": "JPY"} if new else {})
            if self.maybe():
                award["title"] = self.chance.choice([None, "t", ""])
            if self.maybe(0.3):
                award["relatedLots"] = self.chance.choice([[], ["l0"], ["l0", "l1"]])
            awards.append(award)
        if self.maybe(0.05):
            awards.append({"status": "active", "date": "2021-06-01", "value": {"amount": 5, "currency": "JPY"}})
        return awards

    def bids(self, known: set) -> list[dict]:
        bids = []
        for name in self.chance.sample(range(6), self.chance.randint(0, 6)):
            new = name not in known
            known.add(name)
            bid: dict = {"id": str(name)}
            if new or self.maybe():
                bid["status"] = self.chance.choice(["valid", "valid", "valid", "disqualified", "withdrawn"])
            if new:
                bid["tenderers"] = [{"id": f"f{name}", "name": f"firm {name}"}]
            if new or self.maybe(0.25):
                bid["relatedLots"] = self.chance.choice([["l0"], ["l1"], ["l0"], ["l1"], []])
            if new or self.maybe():
                bid["value"] = {"amount": 100 + self.chance.randrange(3)} | ({"currency": "JPY"} if new else {})
            bids.append(bid)
        return bids

    def write(self, releases: list[dict], folder: pathlib.Path) -> list[pathlib.Path]:
        """Writes releases in any order and zone into one to three files of any form."""
        releases = [dict(release) for release in releases]
        for release in releases:
            zone = datetime.timezone(datetime.timedelta(hours=self.chance.choice(ZONES)))
            release["date"] = datetime.datetime.fromisoformat(release["date"].replace("Z", "+00:00")).astimezone(zone).isoformat()
        releases += [release for release in releases if self.maybe(0.02)]
        self.chance.shuffle(releases)
        files: list[list[dict]] = [[] for _ in range(self.chance.randint(1, 3))]
        for release in releases:
            self.chance.choice(files).append(release)
        paths = []
        for number, part in enumerate(files):
            form = self.chance.randrange(4)
            if form == 0:
                text = json.dumps({"version": "1.1", "releases": part})
            elif form == 1:
                text = json.dumps(part, indent=1)
            elif form == 2 and part:
                text = "\n".join(json.dumps(release) for release in part)
            else:
                ocids = list(dict.fromkeys(release["ocid"] for release in part))
                text = json.dumps({"records": [{"ocid": ocid, "releases": [r for r in part if r["ocid"] == ocid]} for ocid in ocids]})
            paths.append(folder / f"{number}.json")
            paths[-1].write_text(text)
        return paths


def figures(process: dict) -> tuple[int, int, int, int]:
    """Awards, those that count, their sum, and lots with a tie."""
    awards = process.get("awards", [])
    active = [award for award in awards if award.get("status") == "active"]
    lots: dict[tuple, list[int]] = {}
    for bid in process.get("bids", {}).get("details", []):
        if bid.get("status") == "valid":
            lots.setdefault(tuple(sorted(bid.get("relatedLots", []))), []).append(bid["value"]["amount"])
    ties = sum(amounts.count(min(amounts)) > 1 for amounts in lots.values())
    return len(awards), len(active), sum(award["value"]["amount"] for award in active), ties


def run(program: str, arguments: list, paths: list[pathlib.Path]) -> dict:
    done = subprocess.run([program, *arguments, *map(str, paths), "--format", "json", "--lang", "en", "--quiet"], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode())
    return json.loads(done.stdout)


def main() -> int:
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    histories = Histories(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    warnings.simplefilter("error")
    merger = ocdsmerge.Merger(merge_rules=RULES)
    totals, problems, releases, step = [0, 0, 0, 0], 0, 0, 20
    with tempfile.TemporaryDirectory() as name:
        for first in range(0, count, step):
            batch = [histories.history(f"o-{first + number}") for number in range(min(step, count - first))]
            releases += sum(map(len, batch))
            expected = [sum(parts) for parts in zip(*(figures(merger.create_compiled_release(history)) for history in batch))]
            paths = histories.write([release for history in batch for release in history], pathlib.Path(name))
            try:
                tables = run(program, ["tables"], paths)
                incidence = run(program, ["lottery", "incidence"], paths)
            except RuntimeError as error:
                found = [str(error)]
            else:
                cells = [cell for cell in tables["cells"] if cell["category"] == "total" and cell["row"] == "total"]
                found = [sum(file["read"] for file in tables["meta"]["files"]), sum(cell["count"] for cell in cells),
                         sum(cell["amount"] for cell in cells), incidence["decidedByLot"]]
            if found != expected:
                problems += 1
                print(f"histories from {first}: {found}, expected {expected}", file=sys.stderr)
            totals = [one + other for one, other in zip(totals, expected)]
            for path in paths:
                path.unlink()
    print(f"{count} histories of {releases} releases: {totals[0]} awards, {totals[1]} that count, {totals[2]} yen, {totals[3]} ties; {problems} batches differ")
    # Nothing is shown by histories in which nothing happens.
    return 1 if problems or min(totals[1] * 4, (totals[0] - totals[1]) * 10, totals[3] * 10) < count else 0


if __name__ == "__main__":
    sys.exit(main())
