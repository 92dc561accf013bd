"""Results as Word documents, and labels that are put right, without a browser.

Usage: documents.py JUCHU FIXTURES
"""

import io
import json
import pathlib
import re
import subprocess
import sys
import zipfile

from server import Server, User


def words_of(document: bytes) -> str:
    """The text of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())


def word_documents(juchu: str, fixtures: pathlib.Path, user: User) -> None:
    for kind, name, view, command in (
            ("ledger", "ledger.csv", "table1", ["tables"]), ("ledger", "ledger.csv", "compare", ["compare"]),
            ("table", "kawasaki_table1.csv", "audit", ["audit"]), ("bids", "bids.csv", "incidence", ["lottery", "incidence"])):
        work = user.upload(kind, [(name, (fixtures / name).read_bytes())])
        assert f"v={view}&amp;f=docx" in user.page(work, view).text, view
        answer = user.download(work, view, "docx")
        assert answer.status == 200 and answer.headers["Content-Disposition"] == f'attachment; filename="juchu-{view}.docx"'
        assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        own = subprocess.run([juchu, *command, "--format", "docx", "--lang", "ja", "--", name], cwd=fixtures,
                             capture_output=True, check=False).stdout
        assert answer.body == own, f"{view}: another document than the command line's"
        assert len(words_of(answer.body).split()) > 50, "the document is empty"
    print("ok     Word documents, byte for byte the command line's")


def labels(fixtures: pathlib.Path, user: User) -> None:
    name = "table1.docx"
    work = user.upload("table", [(name, (fixtures / "documents" / name).read_bytes())])
    page = user.page(work, "extract").text
    form = re.search(r'<form method="post" action="/labels">.*?</form>', page, re.DOTALL)[0]
    rows = re.findall(r'<th scope="row">([^<]+)</th><td><select name="((?:row|category)-\d+)"', form)
    assert ("市内 大企業", "row-0") in rows and any(label == "物品" for label, _ in rows), rows
    chosen = {field: re.search(rf'<select name="{field}".*?<option value="([^"]+)" selected', form, re.DOTALL)[1]
              for _, field in rows}
    assert chosen["row-0"] == "local-large"
    before = json.loads(user.download(work, "audit", "json").body)

    def corrected(fields: dict[str, str]) -> tuple[str, dict]:
        answer = user.post("/labels", {"w": work, **fields})
        assert answer.status == 303, answer.text
        other = re.search(r"w=([^&]+)", answer.headers["Location"])[1]
        assert other != work
        return other, json.loads(user.download(other, "audit", "json").body)

    # The labels as they were read give the same findings: no figure has changed.
    _, same = corrected(chosen)
    def findings(result: dict) -> list[dict]:
        return [{key: finding[key] for key in ("year", "category", "row", "measure", "printed", "expected")}
                for table in result.get("tables", [result]) for finding in table["findings"]]
    assert findings(same) == findings(before)
    # Two labels the other way round: their figures stand under the other words.
    swapped = dict(chosen)
    first, second = (field for _, field in rows if chosen[field] in ("local-large", "local-sme"))
    swapped[first], swapped[second] = chosen[second], chosen[first]
    other, _ = corrected(swapped)

    def figures(which: str, row: str) -> list[str]:
        reading = json.loads(user.download(which, "extract", "json").body)
        return [figure["printed"] for figure in reading["tables"][0]["figures"] if figure["row"] == row]
    assert sorted(figures(other, "local-large")) == sorted(figures(work, "local-sme"))
    assert sorted(figures(other, "local-sme")) == sorted(figures(work, "local-large"))
    assert sorted(figures(other, "non-local")) == sorted(figures(work, "non-local"))
    # What is no word of the lists is no choice, and no text of a client reaches the table.
    odd, _ = corrected({"row-0": "=cmd|'/c calc'!A1", "category-0": "<script>", "row-999": "total"})
    assert sorted(figures(odd, "local-large")) == sorted(figures(work, "local-large"))
    # Without the form's token nothing is corrected.
    assert user.post("/labels", {"w": work, "row-0": "total"}, token=False).status == 403
    print("ok     labels that are put right")


def faults(fixtures: pathlib.Path, user: User) -> None:
    """Faults of published tables as a page says them: with the text beside them, in the unit of the table, and nothing in silence."""
    body = "区分,件数,割合,金額,割合\n市内,10,50.0,300,50.0\n市外,10,50.0,300,50.0\n合計,20,100.0,600,100.0\n"

    def page(text: str, view: str = "audit") -> str:
        return user.page(user.upload("table", [("表.csv", text.encode())]), view).text

    for title, heading in (("令和5年度（単位：件、千円）", ">千円<"), ("令和5年度（単位：件、百万円）", ">百万円<"), ("令和5年度（単位：円）", ">円<"),
                           ("令和5年度", ">金額<")):
        shown = page(f"{title}\n{body}")
        assert heading in shown and "整合しません" not in shown, (title, shown[:3000])
    unknown = page("令和5年度\n区分,件数,割合,謎の欄\n市内,10,50.0,3\n市外,10,50.0,4\n合計,20,100.0,7\n")
    assert "見出しが何を表すか分かりません" in unknown and "資料の原文" in unknown and "謎の欄" in unknown
    rest = f"令和5年度（単位：千円）\n{body}\n\n(参考),,\n甲,1,2,3\n乙,4,5,6\n丙,7,8,9\n"
    for view in ("audit", "extract"):
        assert "見出しのない数値の行があります" in page(rest, view), view
    # A list of contracts is opened as one, and what Table 1 lacks is named before anybody asks for it.
    ledger = user.upload("ledger", [("台帳.csv", "年度,種別,契約金額\n令和5年度,工事,1000\n".encode())])
    assert "次の項目の列が見つかりません：規模、所在区分" in user.page(ledger, "inspect").text
    bids = user.upload("ledger", [("入札.csv", (fixtures / "bids.csv").read_bytes())])
    shown = user.page(bids, "inspect").text
    assert "契約の台帳ではなく、入札の記録のようです" in shown and "作れます" not in shown
    answer = user.post("/reopen", {"w": bids, "kind": "bids"})
    assert "v=whatif" in answer.headers["Location"]
    print("ok     faults of published tables, and files on the wrong box")


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    server = Server(juchu, "--session-files", "60")
    try:
        user = User(server)
        word_documents(juchu, fixtures, user)
        labels(fixtures, user)
        faults(fixtures, user)
    finally:
        assert server.stop() == 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
