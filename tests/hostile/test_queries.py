"""Questions in SQL that want more than an answer: each is refused in one line, and nothing is written or fetched."""

import pytest

import analysis
from analysis.errors import InputError
from analysis.querying import query_folder

COUNT = "select count(*) as n from quotes"
WRITING = [
    "create table t as select 1",
    "create view quotes as select 1",
    "insert into quotes select * from quotes",
    "update quotes set text = ''",
    "delete from quotes",
    "drop view quotes",
    "alter table quotes add column x int",
    "begin transaction",
    "checkpoint",
    "vacuum",
    "explain analyze select 1",
    "",
    "-- nothing",
]
REACHING = [
    "copy quotes to '{folder}/stolen.csv'",
    "copy (select 1) to '{folder}/stolen.parquet' (format parquet)",
    "export database '{folder}/stolen'",
    "attach '{folder}/stolen.db' as stolen",
    "attach ':memory:' as other",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "pragma enable_profiling",
    "call pragma_version()",
    "set enable_external_access = true",
    "reset enable_external_access",
    "use memory",
    "prepare p as select 1",
]
PEEPING = [
    "select * from read_csv('{secret}')",
    "select * from read_text('{secret}')",
    "select * from read_blob('{secret}')",
    "select * from read_json('{secret}')",
    "select * from '{secret}'",
    "select * from glob('{folder}/*')",
    "select * from read_parquet('{folder}/tables/../secret.csv')",
    "select * from read_parquet('https://127.0.0.1:9/quotes.parquet')",
    "select * from 'https://127.0.0.1:9/quotes.parquet'",
    "select * from read_csv('s3://bucket/quotes.csv')",
    "with stolen as (select * from read_text('{secret}')) select * from stolen",
    "select * from quotes where text in (select content from read_text('{secret}'))",
    "from read_text('{secret}')",
    "select * from sqlite_scan('{secret}', 't')",
    "select * from secret",
]
SEVERAL = [
    COUNT + "; drop view quotes",
    COUNT + "; " + COUNT,
    "select 1; copy (select 1) to '{folder}/stolen.csv'",
    "set lock_configuration = false; select * from read_text('{secret}')",
]
UNREADABLE = ["select", "select \x00 from quotes", "select * from quotes where", "sélectionne", "select (" * 5000, "'"]


@pytest.fixture(scope="module")
def notes():
    return analysis.annotate("« Le pont tiendra », a dit la maire Awa Ndour.", progress=False)


@pytest.fixture
def folder(tmp_path, notes):
    notes.save(tmp_path / "tables")
    (tmp_path / "secret.csv").write_text("password\n1234\n", encoding="utf-8")
    return tmp_path


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("sql", [*WRITING, *REACHING, *PEEPING, *SEVERAL, *UNREADABLE])
def test_refused_in_one_line_and_nothing_happens(folder, notes, sql, monkeypatch):
    monkeypatch.chdir(folder)
    secret = folder / "secret.csv"  # noqa: F841 found by DuckDB if it looked for names in Python
    sql = sql.replace("{folder}", str(folder)).replace("{secret}", str(folder / "secret.csv"))
    before = contents(folder)
    for ask in (lambda: query_folder(folder / "tables", sql), lambda: notes.query(sql)):
        with pytest.raises(InputError) as raised:
            ask()
        assert "\n" not in str(raised.value)
        assert "1234" not in str(raised.value)
    assert contents(folder) == before
    assert query_folder(folder / "tables", COUNT)["n"].tolist() == notes.query(COUNT)["n"].tolist() == [1]


def test_a_table_may_be_read_by_its_path(folder):
    path = folder / "tables" / "quotes.parquet"
    assert len(query_folder(folder / "tables", f"select * from '{path}'")) == 1


@pytest.mark.parametrize("name", ["it's", 'a"b', "a; drop view quotes; --", "*", "[a]"])
def test_names_of_folders_are_no_sql(tmp_path, notes, name):
    notes.save(tmp_path / name)
    assert query_folder(tmp_path / name, COUNT)["n"].tolist() == [1]
