"""Bad input of every kind: an exception that says what and where, and a process that goes on."""

import datetime
import decimal
import math
import pathlib

import juchu
import polars
import pyarrow
import pytest

LEDGER = {
    "contract": ["A1", "A2", "A3"], "fiscal_year": [2020, 2021, 2021], "category": ["goods", "works", "goods"],
    "size": ["sme", "large", "sme"], "locality": ["local", "local", "non-local"], "amount": [1_000_000, 2_000_000, 3_000_000],
}


@pytest.fixture(autouse=True, scope="module")
def _goes_on():
    yield
    assert juchu.tables(polars.DataFrame(LEDGER)).meta["files"][0]["used"] == 3


# What a column may be of, and is no amount, year or word.
TYPES = {
    "list": (pyarrow.array([[1], [2], [3]]), "Arrow type"),
    "structure": (pyarrow.array([{"a": 1}, {"a": 2}, {"a": 3}]), "Arrow type"),
    "bytes": (pyarrow.array([b"1", b"2", b"3"]), "Arrow type"),
    "map": (pyarrow.array([[("a", 1)]] * 3, pyarrow.map_(pyarrow.string(), pyarrow.int64())), "Arrow type"),
    "null": (pyarrow.nulls(3), None),
    "fixed bytes": (pyarrow.array([b"ab"] * 3, pyarrow.binary(2)), "Arrow type"),
    "interval": (pyarrow.array([(1, 2, 3)] * 3, pyarrow.month_day_nano_interval()), "Arrow type"),
    "extension of a list": (pyarrow.array([[1.0, 2.0]] * 3, pyarrow.list_(pyarrow.float32(), 2)), "Arrow type"),
}


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("column", ["amount", "category", "fiscal_year", "contract"])
def test_types(kind, column):
    values, words = TYPES[kind]
    table = pyarrow.table({**LEDGER, column: values})
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(table)
    error = caught.value
    assert error.column == column and column in str(error), str(error)
    assert error.file == "<frame>" and error.line is None
    assert error.row == (None if words else 1)
    if words:
        assert words in error.message_en and "Arrow" in error.message_ja


@pytest.mark.parametrize("column, values", [
    ("amount", [True, False, True]), ("amount", [datetime.date(2020, 1, 1)] * 3),
    ("amount", [decimal.Decimal("1.5"), decimal.Decimal("1.00"), decimal.Decimal("3.00")]),
    ("amount", [1e300, 1.0, 2.0]), ("amount", [math.inf, 1.0, 2.0]), ("amount", [str(2**63), "1", "2"]),
    ("amount", ["1,000円", "x", "3"]), ("fiscal_year", [1.5, 2020.0, 2021.0]), ("fiscal_year", [0, 2020, 2021]),
    ("fiscal_year", [99999, 2020, 2021]), ("category", [1, 2, 3]), ("category", ["goods\0", "goods", "goods"]),
    ("locality", ["moon", "local", "local"]), ("size", ["", "huge", "sme"]),
])
def test_values(column, values):
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(pyarrow.table({**LEDGER, column: pyarrow.array(values)}))
    error = caught.value
    first = next(place for place, value in enumerate(values, 1) if value not in ("1,000円", ""))
    assert error.column == column and error.row == first, (error.column, error.row, str(error))
    assert f"row {first}" in error.message_en and f"{first} 番目の行" in error.message_ja


@pytest.mark.parametrize("column", ["contract", "fiscal_year", "category", "amount"])
@pytest.mark.parametrize("place", [0, 2])
def test_nulls(column, place):
    values = list(LEDGER[column])
    values[place] = None
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(pyarrow.table({**LEDGER, column: pyarrow.array(values)}))
    assert (caught.value.column, caught.value.row) == (column, place + 1)


@pytest.mark.parametrize("kind", [
    pyarrow.timestamp("s"), pyarrow.timestamp("ms", "UTC"), pyarrow.timestamp("us"), pyarrow.date64(), pyarrow.time64("us"),
    pyarrow.time64("ns"),
])
@pytest.mark.parametrize("value", [-2**63, -2**63 + 1, 2**63 - 1])
def test_the_edges_of_types(kind, value):
    """What no calendar has is a wrong value with its place, and nothing overflows."""
    table = pyarrow.table({**LEDGER, "date": pyarrow.array([0, value, 0], pyarrow.int64()).view(kind)}).drop(["fiscal_year"])
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(table)
    assert caught.value.column == "date"


def test_dictionary_of_a_dictionary():
    """Its values are codes of another one: they are not taken for numbers."""
    inner = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1], pyarrow.int8()), pyarrow.array([5_000, 7_000]))
    outer = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, 0], pyarrow.int8()), inner)
    with pytest.raises(juchu.DataError, match="Arrow type") as caught:
        juchu.tables(pyarrow.table({**LEDGER, "amount": outer}))
    assert caught.value.column == "amount"


def test_pieces_of_trials(fixtures):
    """merge reads their bids once more, which are in no file."""
    bids = polars.read_csv(fixtures / "bids.csv", try_parse_dates=True)
    with pytest.raises(juchu.UsageError, match="table in memory"):
        juchu.command("shard evaluate", bids, part="1/2", policy="one-win", simulate=True, trials=100_000)


def test_missing_columns():
    frame = polars.DataFrame(LEDGER)
    for column, name in [("amount", "amount"), ("category", "category"), ("fiscal_year", "fiscal_year")]:
        with pytest.raises(juchu.DataError) as caught:
            juchu.tables(frame.drop(column))
        assert name in str(caught.value) and caught.value.row is None and caught.value.file == "<frame>"
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(frame.rename({"amount": "amonut"}))
    assert "amonut" in str(caught.value), "the columns that there are are named"
    for call, options in [(juchu.lottery.incidence, {}), (juchu.lottery.test, {"policy": "one-win"}),
                          (juchu.lottery.evaluate, {"policy": "one-win"}), (juchu.compare, {}), (juchu.inspect, {})]:
        if call is juchu.inspect:
            assert call(frame.drop("amount")).status == 0
            continue
        with pytest.raises(juchu.DataError):
            call(frame.drop("amount"), **options)


def test_bids_and_their_rows(fixtures):
    bids = polars.read_csv(fixtures / "bids.csv", try_parse_dates=True)
    words = bids.with_columns(polars.col("bid").cast(polars.String)).with_row_index()
    bad = words.with_columns(bid=polars.when(polars.col("index") == 4).then(polars.lit("much")).otherwise("bid")).drop("index")
    with pytest.raises(juchu.DataError) as caught:
        juchu.lottery.incidence(bad)
    assert (caught.value.column, caught.value.row) == ("bid", 5)
    # What only a whole tender shows is said with the tender and the firm.
    with pytest.raises(juchu.DataError, match='tender "R4-101", firm "青葉建設"'):
        juchu.lottery.incidence(bids.with_columns(bid=-polars.col("bid")))
    with pytest.raises(juchu.DataError) as caught:
        juchu.lottery.evaluate(bids.with_columns(firm=polars.lit(None, polars.String)), policy="one-win")
    assert (caught.value.column, caught.value.row) == ("firm", 1)


class Stream:
    """What hands itself out badly."""

    def __init__(self, hand):
        self.hand = hand

    def __arrow_c_stream__(self, requested_schema=None):
        return self.hand()


def test_streams():
    frame = polars.DataFrame(LEDGER)

    def released():
        capsule = frame.__arrow_c_stream__()
        pyarrow.RecordBatchReader._import_from_c_capsule(capsule)
        return capsule

    with pytest.raises(juchu.DataError, match="released"):
        juchu.tables(Stream(released))
    once = frame.__arrow_c_stream__()
    assert juchu.tables(Stream(lambda: once)).status == 0
    with pytest.raises(juchu.DataError, match="released"):
        juchu.tables(Stream(lambda: once))
    for wrong in (lambda: None, lambda: 7, lambda: "x", lambda: frame.to_arrow().schema.__arrow_c_schema__()):
        with pytest.raises(TypeError, match="__arrow_c_stream__"):
            juchu.tables(Stream(wrong))

    def fails():
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="database"):
        juchu.tables(Stream(fails))

    def breaks_off():
        def batches():
            yield frame.to_arrow().to_batches()[0]
            raise RuntimeError("the cable is out")
        return pyarrow.RecordBatchReader.from_batches(frame.to_arrow().schema, batches()).__arrow_c_stream__()

    with pytest.raises(juchu.DataError, match="cable") as caught:
        juchu.tables(Stream(breaks_off))
    assert caught.value.file == "<frame>"


@pytest.mark.parametrize("options", [
    {"colour": "red"}, {"unit": "ell"}, {"table": 7}, {"years": "never"}, {"minimum_amount": "much"}, {"unit": True},
    {"local_subtotal": "maybe"}, {"mapping": ["a", "b"]}, {"lang": "la"}, {"format": "papyrus"}, {"threads": 0},
    {"threads": 10**30}, {"unit": ["yen", "million"]}, {"": 1}, {"unit": ""}, {"explain": "everything"}, {"set": "x"},
    {"unit": "y\0en"}, {"output": "a\0b.csv"}, {"--unit": "yen"},
])
def test_options(options):
    with pytest.raises(juchu.JuchuError) as caught:
        juchu.tables(polars.DataFrame(LEDGER), **options)
    error = caught.value
    assert isinstance(error, (juchu.UsageError, juchu.DataError, juchu.OutputError)), type(error)
    assert error.message_en and error.message_ja
    # It says which option: by its name, or by what it was given.
    [(name, value)] = options.items()
    words = [name.replace("_", "-"), name, str(value)]
    assert any(word and word in error.message_en for word in words) or name == "", error.message_en


@pytest.mark.parametrize("options, match", [
    ({"unit": object()}, "'unit' is a object"), ({"unit": {"a": 1}}, "'unit'"), ({"years": [["2020"]]}, "'years'"),
    ({"minimum_amount": math.nan}, "'minimum_amount'"), ({"minimum_amount": -math.inf}, "'minimum_amount'"),
    ({"unit": b"yen"}, "'unit'"),
])
def test_options_that_are_none(options, match):
    with pytest.raises((TypeError, ValueError), match=match):
        juchu.tables(polars.DataFrame(LEDGER), **options)


def test_arguments_that_are_none():
    frame = polars.DataFrame(LEDGER)
    with pytest.raises(TypeError, match="progress is a int"):
        juchu.tables(frame, progress=3)
    # It would be put in the place of the data.
    with pytest.raises(TypeError, match="'inputs' is no option"):
        juchu.tables(frame, inputs="ledger.csv")


def test_what_is_no_data():
    for data in (3, b"x", None.__class__, {"a": 1}, [1, 2], object()):
        with pytest.raises(TypeError, match="neither a path nor a frame"):
            juchu.tables(data)
    with pytest.raises(TypeError, match="collect"):
        juchu.tables(polars.DataFrame(LEDGER).lazy())
    for data in ("", "a\0b.csv", "/nowhere/at/all.csv", pathlib.Path("/nowhere.csv")):
        with pytest.raises(juchu.JuchuError):
            juchu.tables(data)
    with pytest.raises(juchu.JuchuError):
        juchu.tables("/")
    with pytest.raises(juchu.UsageError):
        juchu.command("dance")


@pytest.mark.parametrize("data", [
    [], [b""], [b"no piece"], [b"\0" * 100], b"juchu", [b"a", "path"],
])
def test_pieces(data):
    with pytest.raises((juchu.JuchuError, TypeError, ValueError)):
        juchu.merge(data)


def test_pieces_that_do_not_fit():
    frame = polars.DataFrame(LEDGER)
    first, second = juchu.shard(frame.head(2), (1, 2)), juchu.shard(frame.tail(1), (2, 2))
    whole = juchu.merge([first, second])
    assert whole.json["cells"] == juchu.tables(frame).json["cells"]
    for pieces in ([first], [first, first], [first, second, second], [second]):
        with pytest.raises(juchu.DataError):
            juchu.merge(pieces)
    for other in (juchu.shard(frame.tail(1), (2, 2), population="all"), juchu.shard(frame.tail(1), (2, 3))):
        with pytest.raises(juchu.DataError):
            juchu.merge([first, other])
    twice = juchu.shard(frame.head(1), (2, 2))
    with pytest.raises(juchu.DataError):
        juchu.merge([first, twice])
    with pytest.raises(juchu.DataError):
        juchu.merge([first[:-10], second])
    table = pyarrow.table({"piece": [1, 2], "partial": pyarrow.array([first, second], pyarrow.large_binary())})
    assert juchu.merge(table).json["cells"] == whole.json["cells"]
    with pytest.raises(ValueError, match="row 2"):
        juchu.merge(pyarrow.table({"partial": pyarrow.array([first, None], pyarrow.binary())}))
    with pytest.raises(ValueError, match="one binary column"):
        juchu.merge(pyarrow.table({"a": [1]}))
    # A piece without rows is a piece; a frame without rows is none.
    empty = juchu.shard(frame.clear(), (2, 2))
    assert [file["used"] for file in juchu.merge([juchu.shard(frame, (1, 2)), empty]).meta["files"]] == [3, 0]
    with pytest.raises(juchu.DataError):
        juchu.tables(frame.clear())


def test_languages_of_calls():
    frame = polars.DataFrame({**LEDGER, "amount": [1, -1, 2]})
    for language, words in [("ja", "番目の行"), ("en", "row 2"), ("ja", "番目の行")]:
        with pytest.raises(juchu.DataError, match=words):
            juchu.tables(frame, lang=language)
        title = "契約の件数" if language == "ja" else "Count contracts"
        assert title in juchu.help("tables", lang=language)
    for language, words in [("ja", "使えません"), ("en", "invalid"), ("ja", "使えません")]:
        with pytest.raises(juchu.UsageError, match=words) as caught:
            juchu.tables(frame, unit="ell", lang=language)
        assert "invalid" in caught.value.message_en and "使えません" in caught.value.message_ja
