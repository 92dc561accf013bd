"""Published tables in frames: what audit, extract and compare make of the CSV file that the frame would be."""

import juchu
import polars
import pyarrow
import pytest

TABLES = ["kawasaki_table1.csv", "kawasaki_table2.csv"]


def frame_of(path):
    return polars.read_csv(path, infer_schema=False)


def without_names(result):
    """A result without the names and digests of its inputs."""
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key not in ("sha256", "name", "file", "kind", "encoding")}
        return [plain(item) for item in value] if isinstance(value, list) else value
    return plain(result)


@pytest.fixture(params=TABLES)
def table(request, fixtures):
    return fixtures / request.param


def test_audit(table):
    found, wanted = juchu.audit(frame_of(table)), juchu.audit(table)
    assert found.status == wanted.status
    assert found.render("csv") == wanted.render("csv")
    assert without_names(found.json) == without_names(wanted.json)
    assert found.meta["files"][0]["name"] == "<frame>" and found.meta["files"][0]["sha256"] is None


def test_audit_of_numbers(table):
    """Figures as numbers, of whatever type, are those of the text."""
    typed = polars.read_csv(table)
    wanted = juchu.audit(table)
    for frame in (typed, typed.to_pandas(), typed.to_arrow()):
        assert juchu.audit(frame).render("csv") == wanted.render("csv")


def test_extract(table):
    found, wanted = juchu.extract(frame_of(table)), juchu.extract(table)
    assert (found.status, found.render("csv")) == (wanted.status, wanted.render("csv"))


def test_compare(table):
    found, wanted = juchu.compare(frame_of(table)), juchu.compare(table)
    assert without_names(found.json)["comparisons"] == without_names(wanted.json)["comparisons"]


def test_misprint_of_a_frame(fixtures):
    frame = polars.read_csv(fixtures / "kawasaki_table1.csv")
    count = next(name for name in frame.columns if "件数" in name and "割合" not in name)
    rows = frame[count].to_list()
    rows[2] = rows[2] + 1_000
    assert juchu.audit(frame.with_columns(polars.Series(count, rows))).status == 1


def test_bad_tables(fixtures):
    frame = frame_of(fixtures / "kawasaki_table1.csv")
    count = next(name for name in frame.columns if "件数" in name and "割合" not in name)
    wrong = frame.with_columns(polars.when(polars.int_range(polars.len()) == 3).then(polars.lit("many")).otherwise(count).alias(count))
    with pytest.raises(juchu.DataError) as caught:
        juchu.audit(wrong)
    # Rows of a frame are counted from 1, and the names of its columns are none.
    assert (caught.value.file, caught.value.row, caught.value.line) == ("<frame>", 4, None)
    assert "row 4" in caught.value.message_en and "4 番目の行" in caught.value.message_ja
    with pytest.raises(juchu.DataError, match="Arrow type") as caught:
        juchu.audit(frame.with_columns(more=polars.lit([1])))
    assert caught.value.column == "more"
    for nothing in (frame.clear(), polars.DataFrame(), pyarrow.table({"a": [1]})):
        with pytest.raises(juchu.DataError):
            juchu.audit(nothing)
        with pytest.raises(juchu.DataError):
            juchu.extract(nothing)
    lines = polars.DataFrame({"note": ["a\nb", 'say "x", y', None]})
    with pytest.raises(juchu.DataError):
        juchu.audit(lines)
