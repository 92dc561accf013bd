"""Frames give what the same rows give as a CSV file: figures, accounts and errors."""

import datetime
import decimal
import os
import random

import juchu
import polars
import pyarrow
import pytest

WORDS = {
    "category": ["goods", "works", "services", "物品", "工事", "委託"],
    "size": ["large", "sme", "other", "大企業", "中小企業", "その他"],
    "locality": ["local", "semi-local", "non-local", "市内", "準市内", "市外"],
}
NAMES = {
    "contract": ["contract", "契約番号"],
    "fiscal_year": ["fiscal_year", "年度"],
    "date": ["date", "契約日"],
    "category": ["category", "種別"],
    "size": ["size", "規模"],
    "locality": ["locality", "所在区分"],
    "amount": ["amount", "契約金額"],
    "vendor": ["vendor", "契約相手方"],
    "vendor_id": ["vendor_id", "法人番号"],
}


def text_type(values, generator):
    """Texts in one of the ways in which Arrow writes them."""
    kind = generator.choice(["view", "string", "large", "dictionary", "dictionary8"])
    return pyarrow.array(values, {
        "view": pyarrow.string_view(), "string": pyarrow.string(), "large": pyarrow.large_string(),
        "dictionary": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        "dictionary8": pyarrow.dictionary(pyarrow.int8(), pyarrow.large_string()),
    }[kind if len(set(values)) < 100 or not kind.startswith("dictionary") else "string"])


def amounts(count, generator):
    values = [generator.randrange(0, 10**generator.randrange(4, 10)) for _ in range(count)]
    kind = generator.choice(["int64", "int32", "uint64", "float64", "decimal", "decimal2", "text", "commas"])
    types = {
        "int64": pyarrow.int64(), "int32": pyarrow.int32(), "uint64": pyarrow.uint64(), "float64": pyarrow.float64(),
        "decimal": pyarrow.decimal128(20, 0), "decimal2": pyarrow.decimal128(20, 2), "text": pyarrow.string(),
        "commas": pyarrow.string_view(),
    }
    if kind == "int32":
        values = [min(value, 2**31 - 1) for value in values]
    if kind.startswith("decimal"):
        return pyarrow.array([decimal.Decimal(value) for value in values], types[kind])
    if kind == "commas":
        return pyarrow.array([f"{value:,}" for value in values], types[kind])
    return pyarrow.array([str(v) if kind == "text" else v for v in values], types[kind])


def days(count, generator):
    first = datetime.date(2017, 1, 1)
    values = [first + datetime.timedelta(days=generator.randrange(2500)) for _ in range(count)]
    kind = generator.choice(["date32", "date64", "seconds", "milliseconds", "zone", "text"])
    if kind == "text":
        return pyarrow.array([value.isoformat() for value in values])
    if kind == "zone":
        # Midnight in Japan is the afternoon of the day before in UTC.
        zone = datetime.timezone(datetime.timedelta(hours=9))
        values = [datetime.datetime.combine(value, datetime.time(0, 30), zone) for value in values]
        return pyarrow.array(values, pyarrow.timestamp("us", "Asia/Tokyo"))
    if kind in ("seconds", "milliseconds"):
        values = [datetime.datetime.combine(value, datetime.time()) for value in values]
    return pyarrow.array(values, {
        "date32": pyarrow.date32(), "date64": pyarrow.date64(), "seconds": pyarrow.timestamp("s"),
        "milliseconds": pyarrow.timestamp("ms")}[kind])


def ledger(generator):
    """A random ledger: names, types, nulls, chunks and slices of all kinds."""
    count = generator.choice([1, 2, 17, 200, 1500])
    columns = {}

    def put(field, values):
        columns[generator.choice(NAMES[field])] = values

    if generator.random() < 0.7:
        numbers = list(range(count))
        generator.shuffle(numbers)
        kind = generator.choice(["text", "wide", "integer"])
        put("contract", pyarrow.array(numbers) if kind == "integer" else text_type(
            [f"契約-{number:05}" if kind == "wide" else f"C{number}" for number in numbers], generator))
    if generator.random() < 0.5:
        put("date", days(count, generator))
    else:
        years = [generator.randrange(2018, 2023) for _ in range(count)]
        put("fiscal_year", generator.choice([
            lambda: pyarrow.array(years, generator.choice([pyarrow.int16(), pyarrow.int64(), pyarrow.uint16()])),
            lambda: text_type([f"令和{y - 2018}年度" if y > 2019 else f"{y}年度" for y in years], generator)])())
    for field, words in WORDS.items():
        values = [generator.choice(words) for _ in range(count)]
        if field != "category" and generator.random() < 0.3:
            values = [None if generator.random() < 0.2 else value for value in values]
        put(field, text_type(values, generator))
    put("amount", amounts(count, generator))
    if generator.random() < 0.4:
        put("vendor", text_type([f"業者{generator.randrange(40)}" for _ in range(count)], generator))
    if generator.random() < 0.2:
        put("vendor_id", pyarrow.array([
            generator.choice(["7000020141305", "7000020141306", "123"]) for _ in range(count)]))
    if generator.random() < 0.3:
        columns["remarks"] = pyarrow.array([[1, 2]] * count)
    items = list(columns.items())
    generator.shuffle(items)
    table = pyarrow.table(dict(items))
    if generator.random() < 0.5 and count > 2:
        cut = generator.randrange(1, count)
        table = pyarrow.concat_tables([table.slice(0, cut), table.slice(cut)])
    return table


def written(table, path):
    """The same rows as a CSV file, written as any export would."""
    def cell(value):
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, decimal.Decimal):
            return str(value.quantize(1) if value == value.to_integral() else value)
        text = value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else str(value)
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text

    columns = [column.to_pylist() for column in table.columns]
    lines = [",".join(cell(name) for name in table.column_names)]
    lines += [",".join(cell(value) for value in row) for row in zip(*columns)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def without_names(result):
    """A result without the names of its inputs and what only a file has."""
    meta = dict(result["meta"], version=None, build=None)
    files = []
    for file in meta["files"]:
        # A frame's rows are counted from 1, a file's lines from its header.
        remarks = {kind: {**remark, "firstLine": None} for kind, remark in file.get("remarks", {}).items()}
        files.append({**file, "name": None, "sha256": None, "encoding": None, "remarks": remarks})
    return {**result, "meta": {**meta, "files": files}}


# All 300 with JUCHU_LONG_TESTS=1.
@pytest.mark.parametrize("seed", range(300 if os.environ.get("JUCHU_LONG_TESTS") else 24))
def test_random_frames(program, tmp_path, seed):
    generator = random.Random(seed)
    table = ledger(generator)
    path = written(table, tmp_path / "ledger.csv")
    options = {"population": "all"}
    if seed % 3 == 1:
        options["table"] = 2
        options["minimum_amount"] = 1_000_000
    if seed % 5 == 2:
        options["years"] = "2019-2021"
    if seed % 7 == 3:
        options["duplicates"] = "keep"
    arguments = [word for name, value in options.items() for word in ("--" + name.replace("_", "-"), str(value))]
    done = program.run("tables", path, *arguments, "--format", "json")
    data = polars.DataFrame(table) if seed % 2 and "remarks" not in table.column_names else table
    if done.returncode >= 64:
        with pytest.raises(juchu.JuchuError) as caught:
            juchu.tables(data, **options)
        assert caught.value.code == done.returncode
        return
    import json

    found = juchu.tables(data, **options).json
    assert without_names(found) == without_names(json.loads(done.stdout))


@pytest.mark.parametrize("seed", range(20))
def test_compare_of_frames(program, tmp_path, seed):
    generator = random.Random(1000 + seed)
    table = ledger(generator)
    while table.num_rows < 100:
        table = ledger(generator)
    path = written(table, tmp_path / "ledger.csv")
    options = {"population": "all", "allow_partial": True, "influential": 4, "sizes": True}
    found = juchu.compare(table, **options).json
    wanted = program.json("compare", path, "--population", "all", "--allow-partial", "--influential", "4", "--sizes")
    text = lambda value: str(value).replace("<frame>", "FILE").replace(str(path), "FILE")  # noqa: E731
    # Contracts are named with the line of the file and the row of the frame, which the header tells apart.
    for result in (found, wanted):
        for section in result["comparisons"]:
            for entry in section.get("influence", {}).get("contracts", []) if isinstance(
                    section.get("influence"), dict) else []:
                entry.pop("line", None)
    assert [c["cells"] for c in found["comparisons"]] == [c["cells"] for c in wanted["comparisons"]]
    assert text(found["meta"]["filter"]) == text(wanted["meta"]["filter"])


LEDGER = {
    "contract": ["A1", "A2", "A3"],
    "fiscal_year": [2020, 2021, 2021],
    "category": ["goods", "works", "goods"],
    "size": ["sme", "large", "sme"],
    "locality": ["local", "local", "non-local"],
    "amount": [1_000_000, 2_000_000, 3_000_000],
}


@pytest.mark.parametrize("column, value, row", [
    ("amount", [1, -5, 3], 2), ("amount", [1.0, 2.0, float("nan")], 3), ("amount", [1, None, 3], 2),
    ("amount", [0.5, 1.0, 2.0], 1), ("category", ["goods", "dreams", "goods"], 2), ("category", ["goods", None, "goods"], 2),
    ("fiscal_year", [2020, 12, 2021], 2), ("contract", ["A1", "A2", "A1"], 3), ("contract", ["A1", None, "A2"], 2),
])
def test_bad_values(column, value, row):
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(polars.DataFrame({**LEDGER, column: value}, strict=False))
    error = caught.value
    assert (error.row, error.column, error.file, error.line) == (row, column, "<frame>", None)
    assert f"row {row}" in str(error) and column in str(error)
    result = None
    try:
        result = juchu.tables(polars.DataFrame({**LEDGER, column: value}, strict=False), lang="ja")
    except juchu.DataError as error:
        assert f"{row} 番目の行" in str(error)
    assert result is None


def test_bad_frames():
    frame = polars.DataFrame(LEDGER)
    for column in ["amount", "category", "fiscal_year"]:
        with pytest.raises(juchu.DataError) as caught:
            juchu.tables(frame.drop(column))
        assert caught.value.row is None
    with pytest.raises(juchu.DataError, match="Arrow type"):
        juchu.tables(frame.with_columns(amount=polars.concat_list("amount")))
    # A list that no field is read from does no harm, and is told of.
    kept = juchu.tables(frame.with_columns(more=polars.concat_list("amount")))
    assert kept.meta["files"][0]["unread"]["columns"] == ["more"]
    with pytest.raises(juchu.DataError):
        juchu.tables(frame.clear())
    with pytest.raises(juchu.DataError):
        juchu.tables(polars.DataFrame())

    class Released:
        def __arrow_c_stream__(self, requested_schema=None):
            capsule = frame.__arrow_c_stream__()
            pyarrow.RecordBatchReader._import_from_c_capsule(capsule)
            return capsule

    with pytest.raises(juchu.DataError, match="released"):
        juchu.tables(Released())

    class Failing:
        def __arrow_c_stream__(self, requested_schema=None):
            def batches():
                yield frame.to_arrow().to_batches()[0]
                raise RuntimeError("the cable is out")
            self.reader = pyarrow.RecordBatchReader.from_batches(frame.to_arrow().schema, batches())
            return self.reader.__arrow_c_stream__()

    with pytest.raises(juchu.DataError, match="cable"):
        juchu.tables(Failing())


def test_rejects_of_frames(tmp_path):
    frame = polars.DataFrame({**LEDGER, "category": ["goods", "dreams", "goods"]})
    result = juchu.tables(frame, rejects=tmp_path / "rejects.csv")
    account = result.meta["files"][0]
    assert (account["read"], account["used"], account["rejected"]) == (3, 2, 1)
    rejected = polars.read_csv(tmp_path / "rejects.csv")
    assert rejected.row(0)[:4] == ("<frame>", 2, "category", "dreams")


def test_several_inputs(fixtures):
    frame = polars.DataFrame(LEDGER)
    both = juchu.tables([frame.with_columns(contract="B" + polars.col("contract")), frame])
    assert [file["name"] for file in both.meta["files"]] == ["<frame>", "<frame 2>"]
    assert sum(file["used"] for file in both.meta["files"]) == 6
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables([frame, frame])
    assert caught.value.file == "<frame 2>"


def test_bids_and_draws(fixtures):
    for file, call, options in [
        ("bids.csv", juchu.lottery.incidence, {}),
        ("bids.csv", juchu.lottery.evaluate, {"policy": "one-win"}),
        ("draws.csv", juchu.lottery.test, {"policy": "one-win"}),
    ]:
        frame = polars.read_csv(fixtures / file, infer_schema=True, try_parse_dates=True)
        found, wanted = call(frame, **options).json, call(fixtures / file, **options).json
        assert without_names(found) == without_names(wanted)


def test_many_rows_are_as_few():
    """The columns of large frames are read by several threads."""
    generator = random.Random(5)
    count = 300_000
    frame = polars.DataFrame({
        "contract": [f"K{number}" for number in range(count)],
        "date": [datetime.date(2019, 4, 1) + datetime.timedelta(days=generator.randrange(700)) for _ in range(count)],
        "category": [generator.choice(WORDS["category"]) for _ in range(count)],
        "size": [generator.choice(WORDS["size"]) for _ in range(count)],
        "locality": [generator.choice(WORDS["locality"]) for _ in range(count)],
        "amount": [generator.randrange(10**7) for _ in range(count)],
    })
    one = juchu.tables(frame, threads=1).json
    assert one == juchu.tables(frame, threads=4).json == juchu.tables(frame, threads=3).json
    assert one == juchu.tables(frame.with_columns(polars.col("category").cast(polars.Categorical))).json
    twice = frame.with_columns(contract=polars.when(polars.col("contract") == "K299999").then(
        polars.lit("K7")).otherwise("contract"))
    with pytest.raises(juchu.DataError) as caught:
        juchu.tables(twice)
    assert caught.value.row == count
    total = frame.group_by((polars.col("date").dt.offset_by("-3mo").dt.year())).agg(
        polars.len().alias("n"), polars.col("amount").sum()).sort("date").rows()
    cells = [cell for cell in one["cells"] if (cell["category"], cell["row"]) == ("total", "total")]
    assert [(cell["year"], cell["count"], cell["amount"]) for cell in cells] == total
