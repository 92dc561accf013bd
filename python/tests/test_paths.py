"""Paths give what the command line gives, byte for byte."""

import json

import juchu
import polars
import pytest


def comparable(value):
    """A result without what names the build."""
    return {**value, "meta": {**value["meta"], "version": None, "build": None}} if "meta" in value else value


CASES = [
    ("tables", "ledger.csv", {}),
    ("tables", "ledger.csv", {"table": 2}),
    ("tables", "ledger.csv", {"local_subtotal": True, "unit": "yen", "rounding": "controlled"}),
    ("tables", "ledger.csv", {"explain": "2020,works,non-local"}),
    ("tables", "offices.csv", {}),
    ("compare", "ledger.csv", {"influential": 5}),
    ("compare", "kawasaki_table2.csv", {}),
    ("compare", "offices.csv", {"by": "office"}),
    ("audit", "kawasaki_table1.csv", {}),
    ("audit", "audit/rounded_up.csv", {}),
    ("extract", "documents/table1.docx", {}),
    ("inspect", "ledger.csv", {}),
    ("lottery incidence", "bids.csv", {}),
    ("lottery evaluate", "bids.csv", {"policy": ["one-win", "torinuke"]}),
    ("lottery verify", "electronic-lottery.csv", {"scheme": "core-seconds"}),
    ("lottery test", "draws.csv", {"policy": "one-win"}),
]


@pytest.mark.parametrize("command, file, options", CASES, ids=lambda value: str(value)[:40])
def test_same_as_command_line(program, fixtures, command, file, options):
    arguments = command.split()
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        for one in value if isinstance(value, list) else [value]:
            arguments += [option] if one is True else [option, one]
    wanted = program.run(*arguments, fixtures / file, "--format", "json")
    result = juchu.command(command, fixtures / file, **options)
    assert result.status == wanted.returncode
    assert comparable(json.loads(wanted.stdout)) == comparable(result.json)
    for form in ["text", "csv"]:
        wanted = program.run(*arguments, fixtures / file, "--format", form)
        assert result.render(form) == wanted.stdout


def test_forms(fixtures, tmp_path):
    result = juchu.tables(fixtures / "ledger.csv")
    assert result.status == 0
    assert "<table" in result._repr_html_() and "<html" not in result._repr_html_()
    assert "契約" in result.text("ja")
    for name in ["a.xlsx", "a.json", "a.csv", "a.md", "a.txt", "a.html"]:
        result.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 100
    with pytest.raises(FileExistsError):
        result.save(tmp_path / "a.csv")
    result.save(tmp_path / "a.csv", force=True)
    with pytest.raises(ValueError, match="names no form"):
        result.save(tmp_path / "a.doc")
    chart = juchu.compare(fixtures / "kawasaki_table1.csv").plot()
    assert chart.svg.startswith("<svg") and "<img" in chart._repr_html_()


def test_frames_of_results(fixtures):
    import duckdb
    import pandas
    import pyarrow

    result = juchu.tables(fixtures / "ledger.csv")
    frame = result.to_polars()
    assert frame.schema["count"] == polars.Int64 and frame.schema["countShare"] == polars.Float64
    assert frame.height == len(result.render("csv").splitlines()) - 1
    table = pyarrow.table(result)
    table.validate(full=True)
    assert table.num_rows == frame.height
    assert result.to_pandas().equals(table.to_pandas()) and isinstance(result.to_pandas(), pandas.DataFrame)
    table_of_pyarrow = table  # noqa: F841
    query = "select sum(count) from table_of_pyarrow where role = 'total' and category = 'total'"
    ((total,),) = duckdb.sql(query).fetchall()
    assert total == result.meta["files"][0]["used"]


def test_remarks_and_outputs(fixtures, tmp_path):
    path = tmp_path / "table.json"
    result = juchu.tables(fixtures / "ledger.csv", output=path, format="json")
    assert json.loads(path.read_text())["cells"] == result.json["cells"]
    with pytest.raises(juchu.OutputError) as caught:
        juchu.tables(fixtures / "ledger.csv", output=path, format="json")
    assert caught.value.code == 73
    bad = tmp_path / "bad.csv"
    bad.write_text((fixtures / "ledger.csv").read_text() + "X,2020,dreams,large,local,1\n".replace("X,2020", "X-9,2020"))
    header = bad.read_text().splitlines()[0].split(",")
    rows = bad.read_text().splitlines()
    rows[-1] = ",".join({"contract": "X-9", "fiscal_year": "2020", "category": "dreams", "size": "large",
                         "locality": "local", "amount": "1"}.get(name, "") for name in header)
    bad.write_text("\n".join(rows) + "\n")
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(bad)
    assert caught.value.line == len(rows) and caught.value.column == "category"
    assert "category" in str(caught.value) and "行目" in caught.value.message_ja
    result = juchu.tables(bad, rejects=tmp_path / "rejects.csv")
    assert result.meta["files"][0]["rejected"] == 1
    assert "1 rows could not be used" in " ".join(result.remarks)


def test_synthesize(fixtures):
    result = juchu.synthesize("ledger", table=fixtures / "kawasaki_table1.csv", seed=3)
    ledger = result.to_polars()
    assert ledger.height > 1000
    assert juchu.tables(ledger).json["cells"] == juchu.tables(
        polars.DataFrame(juchu.synthesize("ledger", table=fixtures / "kawasaki_table1.csv", seed=3))).json["cells"]


def test_failures(fixtures):
    with pytest.raises(juchu.MissingFileError) as caught:
        juchu.tables("/nowhere.csv")
    assert isinstance(caught.value, FileNotFoundError) and caught.value.file == "/nowhere.csv"
    with pytest.raises(juchu.UsageError):
        juchu.tables(fixtures / "ledger.csv", colour="red")
    with pytest.raises(juchu.UsageError):
        juchu.tables([])
    with pytest.raises(juchu.UsageError):
        juchu.tables("-")
    with pytest.raises(TypeError, match="neither a path nor a frame"):
        juchu.tables(3)
    with pytest.raises(juchu.JuchuError) as caught:
        juchu.tables("/nowhere.csv", lang="ja")
    assert str(caught.value) == caught.value.message_ja


def test_version():
    assert juchu.version().startswith("0.2.0")
