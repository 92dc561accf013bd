"""What a hostile page, client, file or neighbour may try, one test each.

Usage: attacks.py JUCHU FIXTURES [NAME...]
"""

import http.client
import io
import os
import pathlib
import pty
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zipfile

from server import Server, User

TESTS = []
FIXTURES = pathlib.Path()
JUCHU = ""


def attack(function):
    TESTS.append(function)
    return function


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d+)", answer)
    return int(found[1]) if found else 0


def get(server: Server, host: bytes | None, target: bytes = b"/", more: bytes = b"", method: bytes = b"GET") -> bytes:
    head = method + b" " + target + b" HTTP/1.1\r\n"
    if host is not None:
        head += b"Host: " + host + b"\r\n"
    return server.raw(head + more + b"Connection: close\r\n\r\n")


LEDGER = "年度,種別,規模,所在区分,契約金額,契約相手方,件名\n"


def ledger(vendor: str, title: str = "x", header: str = LEDGER) -> bytes:
    return (header + f'令和3年度,工事,中小企業,市内,1000000,"{vendor}","{title}"\n').encode()


# Who asks, and for whom.


@attack
def rebinding_and_targets(server, user):
    own = server.host.encode()
    assert status(get(server, own)) == 401
    for host in (b"evil.example", b"localhost:%d" % server.port, b"127.0.0.1", b"[::1]:%d" % server.port, own + b".",
                 b"127.0.0.1.:%d" % server.port, b"127.1:%d" % server.port, b"", own + b",evil.example"):
        answer = get(server, host)
        assert status(answer) in (400, 421), (host, answer)
        assert b"Set-Cookie" not in answer and b"<html" not in answer, host
    assert status(get(server, None)) == 400
    assert status(get(server, own, more=b"Host: " + own + b"\r\n")) == 400
    assert status(get(server, own, target=b"http://evil.example/")) == 400
    assert status(get(server, own, target=b"http://" + own + b"/")) == 400
    assert status(get(server, own, target=b"evil.example:80", method=b"CONNECT")) in (400, 405)
    assert status(server.raw(b"GET / HTTP/1.0\r\nHost: " + own + b"\r\n\r\n")) == 505
    assert status(server.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) in (400, 505)
    for method in (b"OPTIONS", b"TRACE", b"PUT", b"DELETE", b"HEAD"):
        assert status(get(server, own, method=method)) == 405, method


@attack
def only_loopback_listens(server, user):
    listening = subprocess.run(["ss", "-Hltn", f"sport = :{server.port}"], capture_output=True, text=True).stdout
    if listening:
        assert all(line.split()[3] == f"127.0.0.1:{server.port}" for line in listening.splitlines()), listening
    try:
        socket.create_connection(("::1", server.port), timeout=1).close()
        raise AssertionError("::1 answers")
    except OSError:
        pass


@attack
def cross_site_posts(server, user):
    for origin in (None, "null", "http://evil.example", f"http://127.0.0.1:{server.port + 1}", f"https://{server.host}",
                   f"http://localhost:{server.port}"):
        for path in ("/language", "/end", "/settle", "/upload", "/session"):
            answer = user.post(path, {}, {"Origin": origin})
            assert answer.status == 403, (origin, path, answer.status)
    for site in ("cross-site", "same-site", "none"):
        assert user.post("/language", {}, {"Sec-Fetch-Site": site}).status == 403
    own = server.host.encode()
    doubled = (b"POST /language HTTP/1.1\r\nHost: " + own + b"\r\n" + 2 * (b"Origin: http://" + own + b"\r\n")
               + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert status(server.raw(doubled)) == 403
    assert user.get("/").status == 200, "the session is still there"


@attack
def posts_without_the_sessions_word(server, user):
    for token in ("", "x", user.token[:-1] + ("A" if user.token[-1] != "A" else "B")):
        assert user.post("/language", {"token": token}, token=False).status == 403
        body, content = user.form("ledger", [("a.csv", ledger("x"))], token=token or "none")
        assert user.request("POST", "/upload", body, {"Content-Type": content}).status == 403
    # Another session's word is no better.
    other = User(server)
    assert user.post("/language", {"token": other.token}, token=False).status == 403
    other.post("/end", {})


@attack
def reading_from_another_site(server, user):
    work = user.upload("ledger", [("a.csv", ledger("x"))])
    for path in ("/", f"/work?w={work}", f"/download?w={work}&v=table1&f=json"):
        for site in ("cross-site", "same-site"):
            assert user.get(path, {"Sec-Fetch-Site": site}).status == 403, path
    # What a script element of another site would load is no script and is not shown.
    answer = user.download(work, "table1", "json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@attack
def scripts_hold_nothing_of_a_session(server, user):
    # What a script element may load without being asked who asks: the same bytes for everybody, and no page or result.
    stranger = User(server)
    for path in ("/app.js", "/style.css", "/icon.svg"):
        bodies = {user.get(path).body, stranger.get(path).body, user.get(path, {"Cookie": None}).body}
        assert len(bodies) == 1 and bodies != {b""}, path
        text = bodies.pop().decode()
        assert user.token not in text and user.cookie.split("=")[1] not in text
    work = user.upload("ledger", [("a.csv", ledger("x"))])
    for path in (f"/work?w={work}", f"/download?w={work}&v=table1&f=json", f"/bundle?w={work}&v=table1", f"/mapping?w={work}"):
        answer = user.get(path, {"Sec-Fetch-Dest": "script", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"})
        assert answer.status == 403 and b"{" not in answer.body, path
        assert user.get(path).headers["X-Content-Type-Options"] == "nosniff", path
    stranger.post("/end", {})


@attack
def no_address_holds_a_secret(server, user):
    # Whatever a Referer could carry: addresses of pages, of their links and of where forms lead.
    work = user.upload("ledger", [("a.csv", ledger("x"))])
    secrets = [user.token, user.cookie.split("=")[1], *server.keys]
    pages = [user.get(path) for path in ("/", "/draw-form")] + [user.page(work, view) for view in ("inspect", "table1", "compare")]
    for page in pages:
        assert page.headers["Referrer-Policy"] == "same-origin"
        addresses = re.findall(r'(?:href|src|action|formaction)="([^"]*)"', page.text)
        assert addresses and all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses), addresses
        assert not any(secret in address for secret in secrets for address in addresses)
        assert not re.search(r'<form(?![^>]*method="post")', page.text), "a form puts its fields into the address"
    answer = user.post("/settle", {"w": work})
    assert not any(secret in answer.headers["Location"] for secret in secrets)
    # A key in an address is none, and is worth as much as before.
    key = server.key()
    assert User.get(user, f"/?key={key}", {"Cookie": None}).status == 401 and server.key() == key


@attack
def login_csrf_and_fixation(server, user):
    stranger = User(server)
    fixed = "A" * 43
    name = stranger.cookie.split("=")[0]
    key = server.key()
    answer = stranger.post("/session", {"key": key, "language": "ja"}, {"Cookie": f"{name}={fixed}"}, token=False)
    server.used.add(key)
    assert answer.status == 303 and fixed not in str(answer.headers)
    assert stranger.get("/", {"Cookie": f"{name}={fixed}"}).status == 401
    assert stranger.post("/session", {"key": key, "language": "ja"}, token=False).status == 403, "a key is valid once"
    for path in (f"/?key={server.key()}", f"/session?key={server.key()}", f"/{server.key()}"):
        answer = stranger.get(path, {"Cookie": None})
        assert answer.status in (401, 404, 405) and "Set-Cookie" not in answer.headers, path


@attack
def a_key_that_was_replaced(server, user):
    # On Enter in the terminal the next key is printed, and the last one is worth nothing, wherever it was seen.
    terminal, end = pty.openpty()
    other = Server(JUCHU, stdin=end)
    try:
        seen = other.key()
        other.used.add(seen)
        os.write(terminal, b"\n")
        assert other.key() != seen and len(other.key()) == 43
        body = urllib.parse.urlencode({"key": seen, "language": "ja"})
        head = (f"POST /session HTTP/1.1\r\nHost: {other.host}\r\nOrigin: {other.origin}\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}")
        assert status(other.raw(head.encode())) == 403
        User(other)
    finally:
        other.stop()
        os.close(terminal)
        os.close(end)


@attack
def cookies_of_another_run_or_the_weaker_one(server, user):
    value = user.cookie.split("=")[1]
    for cookie in (f"__Host-juchu-00000000={value}", f"session={value}", f"{user.cookie}; {user.cookie}", ""):
        assert user.get("/", {"Cookie": cookie}).status == 401, cookie
    # Once the strict cookie came back the plain one is worth nothing.
    run = user.cookie.split("=")[0].rsplit("-", 1)[1]
    assert user.get("/", {"Cookie": f"juchu-{server.port}-{run}={value}"}).status == 401


@attack
def nothing_leads_elsewhere(server, user):
    for path in ("//evil.example/", "/\\evil.example", "/..//evil.example", "/%2f%2fevil.example", "/work?w=//evil.example",
                 "/../../etc/passwd", "/..\\..\\etc\\passwd", "/style.css/../../../etc/passwd", "/work?w=..%2f..%2fetc%2fpasswd"):
        answer = user.get(path)
        assert answer.status in (404, 400) and "Location" not in answer.headers, (path, answer.status)
        assert "root:" not in answer.text
    answer = user.post("/language", {"w": "//evil.example", "v": "//evil.example"})
    assert answer.headers["Location"] == "/"
    user.post("/language", {})


@attack
def headers_of_every_page(server, user):
    for path in ("/", "/draw-form", "/nowhere", "/work?w=x"):
        answer = user.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["Referrer-Policy"] == "same-origin" and answer.headers["Cache-Control"] == "no-store"
        assert not re.search(r"<style|\son\w+=|style=|javascript:", answer.text), path
        assert not re.search(r"<script(?! src=\"/app.js\" defer></script>)", answer.text), path


@attack
def wrong_turns(server, user):
    assert user.get("/language").status == 405 and user.post("/work", {}).status == 405
    assert user.get("/", {"Cookie": None}).status == 401
    assert user.get("/nowhere", {"Cookie": None}).status == 401
    assert user.request("POST", "/language", b"{}", {"Content-Type": "application/json"}).status == 413
    assert user.post("/language", {"x": "y" * (2 << 20)}).status == 413


# What files hold.


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@attack
def script_in_names_and_cells(server, user):
    files = [
        (f"{EVIL}.csv", ledger("x")),
        ("cell.csv", ledger(EVIL.replace('"', ""), EVIL)),
        ("header.csv", ledger("x", header=LEDGER.replace("件名", EVIL))),
        ("word.csv", ledger("x").replace("工事".encode(), EVIL.encode())),
    ]
    for name, data in files:
        work = user.upload("ledger", [(name, data)])
        user.post("/explain", {"w": work, "cell": "2021,works,local-sme"})
        for view in ("inspect", "table1", "compare", "explain"):
            page = user.page(work, view).text
            assert "<script>alert" not in page and "<img" not in page, (name, view)
        report = user.download(work, "table1", "report").text
        assert "<script>alert" not in report and "<img" not in report, name
        # The mapping that is settled names columns and words as the file has them.
        user.post("/settle", {"w": work, "tax": "included", "word-1": "works", **{f"column-{index}": field for index, field in enumerate(
            ("fiscal_year", "category", "size", "locality", "amount", "vendor", "title"), 1)}})
        page = user.page(work, "table1")
        assert "mapping.yaml" in page.text and "<script>alert" not in page.text and "<img" not in page.text, name
        answer = user.get(f"/mapping?w={work}")
        assert answer.headers["Content-Disposition"].startswith("attachment") and answer.headers["Content-Security-Policy"] == "sandbox"
        user.post("/remove", {"w": work})


@attack
def script_in_charts_and_errors(server, user):
    # Two years, so that contracts and firms are named in charts; and bids, whose firms are.
    rows = "".join(f'令和{year}年度,工事,中小企業,市内,{amount},"{EVIL.replace(chr(34), "")}{amount}","{EVIL}{amount}"\n'
                   for year in (2, 3) for amount in (1000000, 2000000, 40000000 * year))
    work = user.upload("ledger", [("a.csv", (LEDGER + rows).encode())])
    page = user.page(work, "compare").text
    assert "<svg" in page and "&lt;script&gt;" in page, "the charts name what the file holds"
    bids = (FIXTURES / "bids.csv").read_text("utf-8").replace("青葉建設", EVIL.replace('"', ""))
    rule = user.upload("bids", [("bids.csv", bids.encode())])
    answer = user.page(rule, "whatif").text
    assert "<svg" in answer and "&lt;script&gt;" in answer
    part = user.post("/rule", {"w": rule, "cap": "2", "part": "1"}).text
    broken = user.upload("ledger", [("b.csv", ledger("x").replace(b"1000000", EVIL.encode()))])
    error = user.page(broken, "table1").text
    assert 'class="problem"' in error and "&lt;script&gt;" in error, "the error says what was found"
    pasted = user.upload("table", [], text=f"令和3年度\n区分,件数,割合\n{EVIL}</textarea><script>alert(1)</script>,1,100.0\n")
    for text in (page, answer, part, error, user.page(pasted, "audit").text, user.download(work, "compare", "report").text):
        assert "<script>alert" not in text and "<img" not in text
        assert not re.search(r"<svg[^>]*on\w+=|<svg(?:(?!</svg>).)*(?:<style|style=|<foreignObject|xlink:href|<image)", text, re.S)
    for word in (work, rule, broken, pasted):
        user.post("/remove", {"w": word})


@attack
def script_in_workbooks_tables_and_draws(server, user):
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        archive.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{evil}" sheetId="1" r:id="r1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        rows = [["年度", "種別", "規模", "所在区分", "契約金額", evil], ["令和3年度", "工事", "中小企業", "市内", "1000", evil]]
        xml = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
        archive.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{xml}</sheetData></worksheet>')
    work = user.upload("ledger", [("book.xlsx", book.getvalue())])
    for view in ("inspect", "table1"):
        page = user.page(work, view).text
        assert "<script>alert" not in page, view
    assert "&lt;script&gt;" in user.page(work, "inspect").text
    table = (FIXTURES / "reader-table1-printed.csv").read_text("utf-8-sig").replace("表1", EVIL)
    work = user.upload("table", [], text=EVIL + "\n" + table)
    for view in ("audit", "extract"):
        assert "<script>alert" not in user.page(work, view).text
    typed = {"scheme": "core-seconds", "firm-1": EVIL, "number-1": "1", "arrival-1": "2022-05-24 08:56:50.121",
             "firm-2": '"><script>alert(2)</script>', "number-2": EVIL, "arrival-2": EVIL}
    answer = user.post("/draw", typed)
    page = user.get(answer.headers["Location"]).text if answer.status == 303 else answer.text
    assert "<script>alert" not in page
    answer = user.post("/draw", {"firm-1": '"><script>alert(3)</script>'})
    assert answer.status == 422 and "<script>alert" not in answer.text


@attack
def formulas_in_csv(server, user):
    for vendor in ("=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)"):
        work = user.upload("ledger", [("a.csv", ledger(vendor))])
        user.post("/explain", {"w": work, "cell": "2021,works,local-sme"})
        table = user.download(work, "explain", "csv").text
        cells = [cell.strip('"') for line in table.splitlines() for cell in line.split(",")]
        assert not any(cell.startswith(vendor[:3]) for cell in cells), table
        user.post("/remove", {"w": work})


@attack
def names_that_are_paths_or_options(server, user):
    for name in ("../../../../etc/passwd", "..\\..\\boot.ini", "\\\\server\\share\\a.csv", "--output=x.csv", "-", "@list.csv",
                 "a.csv\r\nX: y", "mapping.yaml", "policy.yaml", ".", ""):
        body, content = user.form("ledger", [(name, ledger("x"))])
        answer = user.request("POST", "/upload", body, {"Content-Type": content})
        assert answer.status in (303, 400), (name, answer.status)
        if answer.status == 303:
            work = re.search(r"w=([^&]+)", answer.headers["Location"])[1]
            page = user.page(work, "table1")
            assert page.status == 200 and "root:" not in page.text
            user.post("/remove", {"w": work})
    assert sorted(os.listdir(server.folder)) == sorted(name for name in os.listdir(server.folder) if name.startswith("juchu-serve-"))


@attack
def choices_outside_their_lists(server, user):
    work = user.upload("ledger", [("a.csv", ledger("x"))])
    user.page(work, "inspect")
    fields = {"w": work, "column-1": "fiscal_year: x\nroster: {file: /etc/passwd}", "unit": "yen\nroster: {file: /etc/passwd}",
              "tax": "--help", "sheet": "--output", "word-1": "../x"}
    user.post("/settle", fields)
    assert "passwd" not in user.get(f"/mapping?w={work}").text
    user.post("/explain", {"w": work, "cell": "--output,/tmp/x,y"})
    assert user.get(f"/work?w={work}&v=explain").status == 404
    assert user.get(f"/download?w={work}&v=../../x&f=../../etc/passwd").status == 404
    table = user.upload("table", [("t.csv", (FIXTURES / "reader-table1-printed.csv").read_bytes())])
    user.post("/document", {"w": table, "pages": "--output", "table": "-1", "rounding": "--witness"})
    assert "--output x" not in user.page(table, "audit").text
    for word in (work, table):
        user.post("/remove", {"w": word})
    # The works of a session are no other's.
    other = User(server)
    work = user.upload("ledger", [("a.csv", ledger("x"))])
    assert other.get(f"/work?w={work}").status == 404
    assert other.post("/remove", {"w": work}).status == 404
    assert user.page(work, "table1").status == 200
    other.post("/end", {})


@attack
def bombs(server, user):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.csv", "w", force_zip64=True) as entry:
            entry.write(LEDGER.encode())
            for _ in range(1500):
                entry.write(b"0" * (1 << 20))
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{10 * f"&{chr(97 + i)};"}">' for i in range(9)) + "]><x>&j;</x>"
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, laughs)
    for name, data in (("bomb.zip", bomb.getvalue()), ("laughs.xlsx", book.getvalue())):
        work = user.upload("ledger", [(name, data)])
        began = time.monotonic()
        page = user.page(work, "inspect")
        assert page.status == 200 and 'class="problem"' in page.text, (name, page.text[:1000])
        assert time.monotonic() - began < 60
        user.post("/remove", {"w": work})
    assert server.memory() < 400 << 20


# What clients do to connections and uploads.


@attack
def oversized_heads(server, user):
    own = server.host.encode()
    assert status(get(server, own, more=b"X: " + b"a" * 20000 + b"\r\n")) == 431
    assert status(get(server, own, more=b"".join(b"X-%d: a\r\n" % number for number in range(80)))) == 431
    assert status(get(server, own, target=b"/" + b"a" * 9000)) in (400, 431)
    assert status(get(server, own, target=b"/" + b"a" * 300000)) in (0, 400, 431)
    assert status(server.raw(b"\x16\x03\x01\x02\x00" + b"\0" * 100)) in (0, 400)
    smuggled = (b"POST /session HTTP/1.1\r\nHost: " + own + b"\r\nOrigin: http://" + own
                + b"\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    assert status(server.raw(smuggled)) in (400, 411)


@attack
def uploads_beyond_their_room(server, user):
    # The server under test takes 4 MB a file, 12 MB and 6 files a session.
    other = User(server)
    big = b"a" * (5 << 20)
    for files, expected in (([("a.csv", big)], 413), ([(f"{n}.csv", b"a" * (3 << 20)) for n in range(5)], 413),
                            ([(f"{n}.csv", b"a") for n in range(7)], 429)):
        body, content = user.form("ledger", files)
        answer = user.request("POST", "/upload", body, {"Content-Type": content})
        assert answer.status == expected, (expected, answer.status)
        assert "まで" in answer.text
    assert user.get("/").status == 200 and other.get("/").status == 200
    other.upload("ledger", [("a.csv", ledger("x"))])
    other.post("/end", {})


@attack
def broken_uploads(server, user):
    body, content = user.form("ledger", [("a.csv", ledger("x"))])
    for bad in (body[:-6], body[:60], b"x" + body, body + b"more", body.replace(b'name="kind"', b'name="other"'),
                body.replace(b'name="kind"', b'name="token"'), body.replace(b"form-data", b"attachment"), b""):
        answer = user.request("POST", "/upload", bad, {"Content-Type": content})
        assert answer.status in (400, 403), (bad[:80], answer.status)
    assert user.request("POST", "/upload", body, {"Content-Type": "text/plain"}).status == 400


def open_files(server: Server) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


@attack
def aborted_uploads_leave_nothing(server, user):
    before = open_files(server)
    body, content = user.form("ledger", [("a.csv", b"a" * (2 << 20))])
    head = (f"POST /upload HTTP/1.1\r\nHost: {server.host}\r\nOrigin: {server.origin}\r\nCookie: {user.cookie}\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    for _ in range(10):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(head + body[: 1 << 20])
        connection.close()
    deadline = time.monotonic() + 10
    while open_files(server) > before + 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert open_files(server) <= before + 2, (before, open_files(server))
    assert "aaaa" not in user.get("/").text
    assert all(name.startswith("juchu-serve-") for name in os.listdir(server.folder))


@attack
def slow_heads_and_uploads(server, user):
    own = server.host.encode()
    began = time.monotonic()
    answers: dict[str, tuple[int, float]] = {}

    def drip(name: str, data: bytes, piece: bytes) -> None:
        with socket.create_connection(("127.0.0.1", server.port), timeout=40) as connection:
            connection.sendall(data)
            answer = b""
            try:
                while time.monotonic() - began < 35:
                    connection.sendall(piece)
                    connection.settimeout(0.5)
                    try:
                        answer = connection.recv(1000)
                        break
                    except TimeoutError:
                        pass
            except OSError:
                pass
            answers[name] = (status(answer), time.monotonic() - began)

    body, content = user.form("ledger", [("a.csv", b"a" * 1000000)])
    head = (f"POST /upload HTTP/1.1\r\nHost: {server.host}\r\nOrigin: {server.origin}\r\nCookie: {user.cookie}\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    threads = [threading.Thread(target=drip, args=("head", b"GET / HTTP/1.1\r\nHost: " + own + b"\r\nX: ", b"a")),
               threading.Thread(target=drip, args=("body", head + body[:200], b"a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in ("head", "body"):
        assert answers[name][0] in (0, 408) and 8 < answers[name][1] < 25, answers


@attack
def no_room_for_all(server, user):
    small = Server(JUCHU, "--all-megabytes", "2")
    try:
        one, other = User(small), User(small)
        work = one.upload("ledger", [("a.csv", ledger("x"))])
        body, content = other.form("ledger", [("a.csv", b"a" * (3 << 20))])
        answer = other.request("POST", "/upload", body, {"Content-Type": content})
        assert answer.status == 507 and "空きがありません" in answer.text, answer.status
        assert one.page(work, "table1").status == 200, "the others are unharmed"
        other.upload("ledger", [("a.csv", b"a" * (1 << 20))])
    finally:
        assert small.stop(signal.SIGINT) == 0, "it stops cleanly at an interrupt"


@attack
def more_connections_than_are_served(server, user):
    # The server under test serves 24 connections.
    strangers = []
    try:
        for _ in range(60):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            connection.sendall(b"GET / HTTP/1.1\r\n")
            strangers.append(connection)
        for _ in range(5):
            began = time.monotonic()
            assert user.get("/").status == 200
            assert time.monotonic() - began < 1, time.monotonic() - began
    finally:
        for connection in strangers:
            connection.close()


@attack
def more_sessions_than_there_may_be(server, user):
    # The server under test has 6 sessions.
    others = []
    refused = 0
    for _ in range(8):
        try:
            others.append(User(server))
        except AssertionError as error:
            refused += "429" in str(error)
    assert refused > 0 and user.get("/").status == 200
    for other in others:
        other.post("/end", {})


# Children.


@attack
def a_child_that_crashes(server, user):
    work = user.upload("draws", [("a.csv", b"draw,group,order,firm,winner\n" + b"".join(
        b"%d,g%d,1,f%d,%d\n" % (draw, draw, firm, firm == draw % 3) for draw in range(4000) for firm in range(6)))])
    answer = user.get(f"/work?w={work}&v=fair")
    killed = 0
    for child in server.children():
        os.kill(child, signal.SIGSEGV)
        killed += 1
    page = user.page(work, "fair") if "Refresh" in answer.headers else answer
    assert killed and "信号11" in page.text, (killed, page.text[-800:])
    assert user.get("/").status == 200
    user.post("/remove", {"w": work})


@attack
def pages_while_children_work_and_cancel(server, user):
    work = user.upload("draws", [("a.csv", b"draw,group,order,firm,winner\n" + b"".join(
        b"%d,g%d,1,f%d,%d\n" % (draw, draw, firm, firm == draw % 3) for draw in range(6000) for firm in range(6)))])
    thread = threading.Thread(target=lambda: user.get(f"/work?w={work}&v=fair"))
    thread.start()
    time.sleep(1)
    assert server.children(), "a child works"
    times = []
    for _ in range(20):
        began = time.monotonic()
        assert user.get("/draw-form").status == 200
        times.append(time.monotonic() - began)
    assert sorted(times)[-2] < 0.1, times
    thread.join()
    user.post("/cancel", {"w": work})
    deadline = time.monotonic() + 3
    while server.children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.children(), "a cancelled child has ended"
    # So does one of a session that has ended.
    other = User(server)
    work = other.upload("draws", [("a.csv", b"draw,group,order,firm,winner\n" + b"".join(
        b"%d,g%d,1,f%d,%d\n" % (draw, draw, firm, firm == draw % 3) for draw in range(6000) for firm in range(6)))])
    other.get(f"/work?w={work}&v=fair")
    assert server.children()
    other.post("/end", {})
    assert other.get("/").status == 401
    deadline = time.monotonic() + 3
    while server.children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.children(), "the child of an ended session has ended"


@attack
def rows_set_aside_stay_within_the_session(server, user):
    bad = LEDGER + '令和3年度,工事,中小企業,市内,1000000,"甲","x"\n令和3年度,工事,中小企業,市内,△200000,"=1+1","y"\n'
    work = user.upload("ledger", [("a.csv", bad.encode())])
    page = user.page(work, "table1").text
    assert 'class="problem"' in page and 'action="/aside"' in page
    user.post("/aside", {"w": work, "v": "table1", "aside": "1"})
    page = user.page(work, "table1").text
    assert "集計1、不備1" in page and "--rejects rejects.csv" in page, page[-1500:]
    answer = user.get(f"/rejects?w={work}&v=table1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="juchu-rejects.csv"' and "金額が負" in answer.text
    other = User(server)
    assert other.get(f"/rejects?w={work}&v=table1").status == 404
    assert other.post("/aside", {"w": work}).status == 404 and other.post("/reopen", {"w": work, "kind": "table"}).status == 404
    # A file of that name is another's, and a folder of a child holds nothing when it is over.
    taken = user.upload("ledger", [("rejects.csv", ledger("x"))])
    user.post("/aside", {"w": taken, "v": "table1", "aside": "1"})
    assert user.page(taken, "table1").status == 200
    assert user.get(f"/rejects?w={taken}&v=table1").text.split() == ["file,line,column,value,reason,row"], "no row was set aside"
    left = [name for folder in os.listdir(server.folder) for name in os.listdir(os.path.join(server.folder, folder))]
    assert not left, left
    # The same file under another question: the first work is gone, and its bytes are counted once.
    answer = user.post("/reopen", {"w": work, "kind": "table"})
    opened = re.search(r"w=([^&]+)", answer.headers["Location"])[1]
    assert opened != work and user.get(f"/work?w={work}").status == 404
    for kind in ("draw", "--help", ""):
        assert user.post("/reopen", {"w": opened, "kind": kind}).headers["Location"].startswith(f"/work?w={opened}"), kind
    for word in (taken, opened):
        user.post("/remove", {"w": word})
    other.post("/end", {})


@attack
def results_are_the_command_lines(server, user):
    folder = pathlib.Path(server.folder).parent / f"direct-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    cases = [("ledger", "ledger.csv", "table1", ["tables"]), ("ledger", "ledger.csv", "table2", ["tables", "--table", "2"]),
             ("ledger", "ledger.csv", "compare", ["compare"]), ("table", "reader-table1-printed.csv", "audit", ["audit"]),
             ("bids", "bids.csv", "incidence", ["lottery", "incidence"])]
    for kind, name, view, words in cases:
        data = (FIXTURES / name).read_bytes()
        (folder / name).write_bytes(data)
        work = user.upload(kind, [(name, data)])
        for form in ("json", "csv", "html"):
            direct = subprocess.run([JUCHU, *words, name, "--format", form, "--lang", "ja"], cwd=folder, capture_output=True)
            assert user.download(work, view, form).body == direct.stdout, (view, form)
        user.post("/remove", {"w": work})
    work = user.upload("bids", [("bids.csv", (FIXTURES / "bids.csv").read_bytes())])
    user.post("/rule", {"w": work, "cap": "2", "order": "ceiling-descending"})
    policy = user.get(f"/policy?w={work}").body
    (folder / "policy.yaml").write_bytes(policy)
    direct = subprocess.run(
        [JUCHU, "lottery", "evaluate", "--policy", "independent", "--policy", "policy.yaml", "bids.csv", "--format", "json",
         "--lang", "ja"], cwd=folder, capture_output=True)
    assert user.download(work, "whatif", "json").body == direct.stdout


def replay(server, bundle: bytes, folder: pathlib.Path) -> subprocess.CompletedProcess:
    path = folder / "bundle.json"
    path.write_bytes(bundle)
    return subprocess.run([JUCHU, "replay", str(path), "--inputs", str(folder)], capture_output=True, text=True, timeout=120)


@attack
def bundles_are_recomputed(server, user):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="replay-"))
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "renamed.bin").write_bytes((FIXTURES / "ledger.csv").read_bytes())
    (folder / "other.csv").write_bytes((FIXTURES / "bids.csv").read_bytes())
    (folder / "table.csv").write_bytes((FIXTURES / "reader-table1-printed.csv").read_bytes())
    for kind, name, view in (("ledger", "ledger.csv", "table1"), ("ledger", "ledger.csv", "compare"), ("bids", "bids.csv", "whatif"),
                             ("table", "reader-table1-printed.csv", "audit")):
        work = user.upload(kind, [(name, (FIXTURES / name).read_bytes())])
        answer = user.get(f"/bundle?w={work}&v={view}")
        while "Refresh" in answer.headers:
            answer = user.get(f"/bundle?w={work}&v={view}")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="juchu-bundle.json"', answer.text[:300]
        for word in (os.uname().nodename, server.folder, str(FIXTURES), "/tmp"):
            assert not word or word not in answer.text, word
        outcome = replay(server, answer.body, folder)
        assert outcome.returncode == 0 and "byte for byte" in outcome.stdout, (view, outcome.stdout[:500], outcome.stderr[:500])
        user.post("/remove", {"w": work})
    # Choices that are options: rows set aside, and wins counted over the year.
    (folder / "bad.csv").write_bytes(ledger("x") + ledger("y", header="").replace(b"1000000", "△200".encode()))
    work = user.upload("ledger", [("bad.csv", (folder / "bad.csv").read_bytes())])
    user.post("/aside", {"w": work, "v": "table1", "aside": "1"})
    rule = user.upload("bids", [("bids.csv", (FIXTURES / "bids.csv").read_bytes())])
    user.post("/rule", {"w": rule, "cap": "1", "scope": "fiscal-year"})
    for word, view, option in ((work, "table1", '"setsAside" : true'), (rule, "whatif", '"scope" : "fiscal-year"')):
        text = user.get(f"/bundle?w={word}&v={view}").text
        assert option in text, text[:500]
        outcome = replay(server, text.encode(), folder)
        assert outcome.returncode == 0 and "byte for byte" in outcome.stdout, (view, outcome.stderr[:500])
        user.post("/remove", {"w": word})
    work = user.upload("ledger", [("ledger.csv", (FIXTURES / "ledger.csv").read_bytes())])
    text = user.get(f"/bundle?w={work}&v=table1").text
    changed = text.replace('\\"amount\\" : 40000000', '\\"amount\\" : 40000001', 1)
    assert changed != text
    outcome = replay(server, changed.encode(), folder)
    assert outcome.returncode == 1 and "amount: 40000001 → 40000000" in outcome.stdout, outcome.stdout[:500]
    # An input that is not there, and bundles that nobody's page made.
    (folder / "deep" / "deeper" / "renamed.bin").unlink()
    outcome = replay(server, text.encode(), folder)
    assert outcome.returncode == 66 and "ledger.csv, SHA-256" in outcome.stderr, outcome.stderr
    for old, new in (('"bundle" : 1', '"bundle" : 1, "output" : "/tmp/x"'), ("ledger.csv", "../ledger.csv"),
                     ('"view" : "table1"', '"view" : "--force"'), ('"scheme" : "core-seconds"', '"scheme" : "/etc/passwd"')):
        assert old in text, old
        outcome = replay(server, text.replace(old, new).encode(), folder)
        assert outcome.returncode == 65 and "refused" in outcome.stderr, (old, outcome.stderr)
    os.symlink("/etc/passwd", folder / "link")
    for bundle in (b"", b"[" * 1000000, b"{}" * 10, b"\0" * 100):
        assert replay(server, bundle, folder).returncode == 65
    # The draw that a clerk typed is in the bundle.
    typed = {"scheme": "core-seconds", "firm-1": "青葉建設", "number-1": "418", "arrival-1": "2022-05-24 08:56:50.121",
             "firm-2": "大橋組", "number-2": "210", "arrival-2": "2022-05-25 13:30:40.884"}
    work = re.search(r"w=([^&]+)", user.post("/draw", typed).headers["Location"])[1]
    outcome = replay(server, user.get(f"/bundle?w={work}&v=draw").body, folder)
    assert outcome.returncode == 0, outcome.stderr


@attack
def a_library_is_never_left(server, user):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="library-"))
    (folder / "2021").mkdir()
    (folder / "2021" / "台帳.csv").write_bytes((FIXTURES / "ledger.csv").read_bytes())
    (folder / EVIL.replace("/", "_")[:60]).with_suffix(".csv").write_text("x")
    (folder / ".hidden.csv").write_text("hidden")
    os.symlink("/etc/passwd", folder / "passwd.csv")
    os.symlink("/etc", folder / "etc")
    os.mkfifo(folder / "pipe.csv")
    other = Server(JUCHU, "--library", str(folder))
    try:
        reader = User(other)
        page = reader.get("/library").text
        assert "2021/台帳.csv" in page and "<script>" not in page.replace('<script src="/app.js" defer></script>', "")
        for word in (".hidden", "passwd", "hosts", "pipe.csv"):
            assert word not in page, word
        assert str(folder) not in page
        words = re.findall(r'value="([A-Za-z0-9_-]{22})" id="e-', page)
        assert len(words) == 2, words
        for word in ("../../etc/passwd", "2021/台帳.csv", "", "A" * 22):
            assert reader.post("/take", {"entry": word, "kind": "ledger"}).status == 404, word
        stranger = User(other)
        entry = re.search(r'value="([A-Za-z0-9_-]{22})" id="e-[^>]+></td>\s*<th scope="row"><label for="[^"]+">2021', page)[1]
        assert stranger.post("/take", {"entry": entry, "kind": "ledger"}).status == 404, "an entry is its session's"
        answer = reader.post("/take", {"entry": entry, "kind": "ledger"})
        assert answer.status == 303, answer.text[:300]
        work = re.search(r"w=([^&]+)", answer.headers["Location"])[1]
        assert "62.67" in reader.page(work, "table1").text
        with open(folder / "2021" / "台帳.csv", "a") as file:
            file.write("\n")
        assert reader.post("/take", {"entry": entry, "kind": "ledger"}).status == 409
        assert any("every user sees" in line for line in other.log)
    finally:
        other.stop()
    for path in ("/", "/root", "/home", os.path.expanduser("~")):
        refused = subprocess.run([JUCHU, "serve", "--library", path], capture_output=True, text=True, timeout=20)
        assert refused.returncode == 66, (path, refused)


@attack
def the_log_names_no_file_and_no_key(server, user):
    user.upload("ledger", [("秘密の台帳.csv", ledger("秘密の業者"))])
    text = "\n".join(server.log)
    for word in ("秘密", "%E7%A7%98", *server.keys, user.cookie.split("=")[1], user.token):
        assert word not in text, word
    assert re.search(r"^/upload 303 \d+(\.\d+)? ms \d+ bytes$", text, re.M), text[-500:]
    arguments = pathlib.Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
    surroundings = pathlib.Path(f"/proc/{server.process.pid}/environ").read_bytes()
    for key in server.keys:
        assert key.encode() not in arguments and key.encode() not in surroundings


def main() -> int:
    global FIXTURES, JUCHU
    JUCHU, FIXTURES = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    chosen = sys.argv[3:]
    failed = 0
    for how in (signal.SIGTERM,):
        server = Server(JUCHU, "--file-megabytes", "4", "--session-megabytes", "12", "--session-files", "6",
                        "--connections", "24", "--sessions", "6")
        for test in TESTS:
            if chosen and test.__name__ not in chosen:
                continue
            began = time.monotonic()
            try:
                user = User(server)
                test(server, user)
                user.post("/end", {})
                print(f"ok     {test.__name__} ({time.monotonic() - began:.1f} s)")
            except Exception as error:
                failed += 1
                print(f"FAILED {test.__name__}: {type(error).__name__}: {str(error)[:1500]}")
                try:
                    user.post("/end", {})
                except Exception:
                    pass
            sys.stdout.flush()
        assert server.stop(how) == 0, "it stops cleanly"
        left = os.listdir(server.folder)
        assert not left, f"left behind: {left}"
    print(f"{len(TESTS) if not chosen else len(chosen)} attacks, {failed} got through")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
