"""JSON Lines of OCDS of a size, read by juchu and by jq in one run: seconds, memory, and whether the sums are right.

Usage: measure.py PROGRAM GIGABYTES FOLDER [PYTHON]

Every tenth process has a second release that updates its award. PYTHON has the package ocdscardinal, whose command coverage reads the
same lines; what it does is other work, and its time is told only.
"""
import json
import os
import pathlib
import subprocess
import sys

LIMIT = 256 << 20
MARKS = {"@N@": "%(n)d", "@S@": "%(s)d", '"@A@"': "%(a)d"}


def template(value):
    text = json.dumps(value, ensure_ascii=False) + "\n"
    for mark, place in MARKS.items():
        text = text.replace(mark, place)
    return text


def release():
    yen = {"amount": "@A@", "currency": "JPY"}
    supplier = {"id": "S@S@", "name": "株式会社第@S@建設"}
    return {
        "ocid": "ocds-abc123-@N@", "id": "@N@-1", "date": "2021-05-01T00:00:00Z", "tag": ["award"], "language": "ja", "initiationType": "tender",
        "parties": [
            {"id": "B", "name": "川崎市", "roles": ["buyer"], "address": {"locality": "川崎市", "region": "神奈川県", "countryName": "日本"}},
            supplier | {"identifier": {"scheme": "XX-REG", "id": "@S@"}, "roles": ["tenderer", "supplier"], "address": {"locality": "川崎市", "streetAddress": "宮本町1番地"}, "details": {"scale": "small"}},
            {"id": "T@S@", "name": "第@S@組", "roles": ["tenderer"], "details": {"scale": "large"}}],
        "buyer": {"id": "B", "name": "川崎市"},
        "tender": {
            "id": "t@N@", "title": "市道改良工事その@N@", "description": "側溝の更新、舗装の打換え、区画線の設置ほか一式。" * 3, "status": "complete", "mainProcurementCategory": "works",
            "procurementMethod": "open", "tenderPeriod": {"startDate": "2021-04-01T00:00:00+09:00", "endDate": "2021-05-10T15:00:00+09:00"},
            "items": [{"id": str(place), "description": f"材料その{place}", "quantity": place * 10, "unit": {"name": "m", "value": {"amount": 1200 + place, "currency": "JPY"}}} for place in range(4)]},
        "bids": {"details": [{"id": str(place), "status": "valid", "tenderers": [{"id": firm + "@S@"}], "value": yen} for place, firm in enumerate("ST")]},
        "awards": [{"id": "1", "title": "市道改良工事", "status": "active", "date": "2021-06-01T00:00:00+09:00", "value": yen, "suppliers": [supplier], "items": [{"id": "1", "description": "一式"}]}],
        "contracts": [{"id": "c1", "awardID": "1", "status": "active", "dateSigned": "2021-06-10T00:00:00+09:00", "value": yen, "period": {"startDate": "2021-06-10T00:00:00+09:00", "endDate": "2022-03-31T00:00:00+09:00"}}]}


def write(path, size):
    """Writes lines up to a size; returns how many processes there are, and the sum of their awards."""
    first = template(release())
    update = template({"ocid": "ocds-abc123-@N@", "id": "@N@-2", "date": "2021-07-01T00:00:00Z", "tag": ["awardUpdate"], "awards": [{"id": "1", "value": {"amount": "@A@"}}]})
    count = total = written = 0
    with open(path, "wb", buffering=1 << 22) as out:
        while written < size:
            count += 1
            amount = 1_000_000 + count % 9973 * 100
            line = first % {"n": count, "s": count % 5000, "a": amount}
            if count % 10 == 0:
                amount += 7
                line += update % {"n": count, "a": amount}
            written += out.write(line.encode())
            total += amount
    return count, total


def timed(command, **options):
    """Seconds of CPU and of the clock, bytes of memory at most, and the output of a command."""
    read, write = os.pipe()
    done = subprocess.run(["/usr/bin/time", "-f", "%U %S %e %M", "-o", f"/dev/fd/{write}", *command], pass_fds=[write], check=True, **options)
    os.close(write)
    user, system, clock, memory = open(read).read().split()
    return float(user) + float(system), float(clock), int(memory) << 10, done.stdout


def main():
    program, gigabytes, folder = sys.argv[1], float(sys.argv[2]), pathlib.Path(sys.argv[3])
    path = folder / "lines.jsonl"
    count, total = write(path, int(gigabytes * 1e9))
    size = path.stat().st_size
    print(f"{size:,} bytes, {count:,} processes, every tenth in two releases")
    cpu, clock, memory, output = timed([program, "tables", str(path), "--format", "json", "--quiet"], stdout=subprocess.PIPE)
    cells = [cell for cell in json.loads(output)["cells"] if cell["category"] == "total" and cell["row"] == "total"]
    found = sum(cell["count"] for cell in cells), sum(cell["amount"] for cell in cells)
    print(f"juchu tables: {cpu:.1f} s of CPU, {clock:.1f} s, {memory / (1 << 20):.0f} MiB; {found[0]:,} contracts, {found[1]:,} yen")
    with open(os.devnull, "wb") as nothing:
        peer, peer_clock, peer_memory, _ = timed(["jq", "-c", ".awards", str(path)], stdout=nothing)
    print(f"jq -c .awards: {peer:.1f} s of CPU, {peer_clock:.1f} s, {peer_memory / (1 << 20):.0f} MiB; juchu takes {clock / peer_clock:.2f} times as long")
    if len(sys.argv) > 4:
        cpu, clock, other, _ = timed([sys.argv[4], "-c", f"import ocdscardinal; ocdscardinal.coverage({str(path)!r})"], stdout=subprocess.DEVNULL)
        print(f"ocdscardinal coverage (other work): {cpu:.1f} s of CPU, {clock:.1f} s, {other / (1 << 20):.0f} MiB")
    path.unlink()
    sys.exit(0 if found == (count, total) and memory <= LIMIT and clock <= 3 * peer_clock else 1)


main()
