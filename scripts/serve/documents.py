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


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    server = Server(juchu)
    try:
        user = User(server)
        word_documents(juchu, fixtures, user)
        labels(fixtures, user)
    finally:
        assert server.stop() == 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
