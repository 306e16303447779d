"""`alembic` from a plain shell: the application's database, and sentences for people."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import make_url

from src.config import ROOT
from tests.integration.migrations.children import INI
from tests.integration.migrations.connections import reading
from tests.integration.migrations.revisions import HEAD, REVISIONS, UPWARD
from tests.integration.migrations.schemas import revision_of

ALEMBIC = Path(sys.executable).with_name("alembic")


def run(
    *arguments: str, url: str, cwd: Path = ROOT, **environ: str
) -> "subprocess.CompletedProcess[str]":
    """Run `alembic` as a shell would, DATABASE_URL set."""
    return subprocess.run(
        [ALEMBIC, *arguments],
        cwd=cwd,
        env=os.environ | {"DATABASE_URL": url} | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_upgrade_head_brings_the_database_of_the_environment_to_head(
    empty_database_url: str,
) -> None:
    done = run("upgrade", "head", url=empty_database_url)

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    told = [line for line in done.stderr.splitlines() if "Running upgrade" in line]
    assert [line.split(", ")[0] for line in told] == [
        f"INFO    Running upgrade {lower or ''} -> {upper}" for lower, upper in pairwise(REVISIONS)
    ]
    with reading(empty_database_url) as connection:
        assert revision_of(connection) == HEAD


def test_another_folder_works_with_the_path_of_the_configuration(
    empty_database_url: str, tmp_path: Path
) -> None:
    done = run("-c", INI, "upgrade", "head", url=empty_database_url, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    with reading(empty_database_url) as connection:
        assert revision_of(connection) == HEAD


def test_a_relative_file_is_the_same_from_every_folder(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    relative = os.path.relpath(file, ROOT / "instance")

    done = run("-c", INI, "upgrade", "head", url=f"sqlite:///{relative}", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    with reading(f"sqlite:///{file}") as connection:
        assert revision_of(connection) == HEAD


def test_alembic_check_says_one_line(database_url: str) -> None:
    done = run("check", url=database_url)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "No new upgrade operations detected.\n"
    assert "plugin" not in done.stderr


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "DATABASE_URL is not a database URL."),
        ("mysql://localhost/desk", "DATABASE_URL is for sqlite or postgresql; got 'mysql'."),
        ("sqlite://", "DATABASE_URL names a file: sqlite:///registration.db"),
        ("sqlite:///{file}/desk.db", "there can be no such folder"),
        ("sqlite:///{file}", "The database of DATABASE_URL does not open: file is not a database"),
        ("sqlite:///{folder}/shut.db", "shut.db.gate cannot be opened"),
        ("sqlite:///{folder}", "The database of DATABASE_URL does not open: unable to open"),
        ("postgresql://nobody:secret@127.0.0.1:1/desk", "Connection refused"),
    ],
)
def test_a_database_url_that_cannot_be_used_gets_one_line(
    url: str, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    (tmp_path / "shut.db.gate").mkdir()
    file.write_text("Dear registrar, this is a letter and not a database." * 100)

    done = run("upgrade", "head", url=url.format(file=file, folder=tmp_path))

    assert done.returncode != 0
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    assert line.startswith("FAILED: ")
    assert says in line
    assert "secret" not in line


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_database_that_its_server_does_not_have_gets_one_line(database_url: str) -> None:
    missing = make_url(database_url).set(database="missing_desk")

    done = run("upgrade", "head", url=missing.render_as_string(hide_password=False))

    assert done.returncode != 0
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    assert 'database "missing_desk" does not exist' in line


@pytest.mark.parametrize("arguments", [("upgrade", "head"), ("downgrade", f"{HEAD}:base")])
def test_the_sql_of_the_migrations_is_one_transaction_for_each(
    database_url: str, arguments: tuple[str, str]
) -> None:
    done = run(*arguments, "--sql", url=database_url)

    assert done.returncode == 0, done.stderr
    statements = [line for line in done.stdout.splitlines() if line in {"BEGIN;", "COMMIT;"}]
    assert statements == ["BEGIN;", "COMMIT;"] * len(UPWARD)
