"""Databases and files of columns as sources, without a file of rows."""

import os
import pathlib
import shutil
import subprocess
import tempfile

import juchu
import polars
import pyarrow
import pytest


def ledger(fixtures):
    return polars.read_csv(fixtures / "ledger.csv", try_parse_dates=True).to_arrow()


def cells(result):
    return result.json["cells"]


def test_parquet(fixtures, tmp_path):
    import pyarrow.parquet

    pyarrow.parquet.write_table(ledger(fixtures), tmp_path / "ledger.parquet", row_group_size=5)
    wanted = cells(juchu.tables(fixtures / "ledger.csv"))
    assert cells(juchu.tables(pyarrow.parquet.read_table(tmp_path / "ledger.parquet"))) == wanted
    assert cells(juchu.tables(polars.read_parquet(tmp_path / "ledger.parquet"))) == wanted


def test_duckdb(fixtures):
    import duckdb

    path = fixtures / "ledger.csv"
    relation = duckdb.sql(f"select * from read_csv('{path}', header = true, all_varchar = true)")
    assert cells(juchu.tables(relation)) == cells(juchu.tables(path))


def test_pandas(fixtures):
    import pandas

    frame = pandas.read_csv(fixtures / "ledger.csv", dtype_backend="pyarrow")
    assert cells(juchu.tables(frame)) == cells(juchu.tables(fixtures / "ledger.csv"))
    plain = pandas.read_csv(fixtures / "ledger.csv")
    assert cells(juchu.tables(plain)) == cells(juchu.tables(fixtures / "ledger.csv"))


def test_sqlite(fixtures, tmp_path):
    from adbc_driver_sqlite import dbapi

    with dbapi.connect(str(tmp_path / "ledger.db")) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest("ledger", text(ledger(fixtures)))
        cursor.execute("select * from ledger")
        assert cells(juchu.tables(cursor.fetch_record_batch())) == cells(juchu.tables(fixtures / "ledger.csv"))


def text(table):
    """Days as texts: SQLite has no type for them."""
    for place, field in enumerate(table.schema):
        if pyarrow.types.is_date(field.type) or pyarrow.types.is_dictionary(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pyarrow.string()))
        elif field.type == pyarrow.large_string() or field.type == pyarrow.string_view():
            table = table.set_column(place, field.name, table.column(place).cast(pyarrow.string()))
    return table


@pytest.fixture(scope="module")
def postgres():
    """A server of its own, which listens on a socket in a folder and is gone with the test."""
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="juchu-pg"))
    as_user = []
    if os.geteuid() == 0:
        # PostgreSQL runs for nobody who may do everything.
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program, *arguments):
        subprocess.run(
            [*as_user, programs[-1] / program, *map(str, arguments)], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    run("initdb", "-D", folder / "data", "-A", "trust", "-U", "juchu", "--no-sync")
    run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses='' -F", "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user=juchu"
    finally:
        run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_postgresql(fixtures, postgres):
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(postgres) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest("ledger", text(ledger(fixtures)))
        cursor.execute("select * from ledger")
        assert cells(juchu.tables(cursor.fetch_record_batch())) == cells(juchu.tables(fixtures / "ledger.csv"))
        cursor.execute("select l.*, 'goods' as unused from ledger l where amount > 1000000")
        some = juchu.tables(cursor.fetch_record_batch())
        assert some.meta["files"][0]["read"] < 27
