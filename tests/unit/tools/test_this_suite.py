"""What the test run itself promises."""

import subprocess
import sys
from pathlib import Path

import pytest

from src.config import ROOT
from tests.conftest import REAL_DATA_MISSING


def pytest_on(tmp_path: Path, body: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a test file with this suite's configuration, without a database of its own."""
    (tmp_path / "test_it.py").write_text(f"import pytest\n\ndef test_it():\n    {body}\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        [*command, "-c", "pyproject.toml", str(tmp_path)],
        cwd=ROOT,
        env={"PATH": "", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def server(databases: object) -> str:
    return databases.server.render_as_string(hide_password=False)  # type: ignore[attr-defined,no-any-return]


def test_real_data_may_be_missing(tmp_path: Path, server: str) -> None:
    done = pytest_on(tmp_path, f"pytest.skip({REAL_DATA_MISSING!r})", TEST_DATABASE_URL=server)

    assert done.returncode == 0, done.stdout


def test_no_other_skip_is_allowed(tmp_path: Path, server: str) -> None:
    done = pytest_on(tmp_path, "pytest.skip('not today')", TEST_DATABASE_URL=server)

    assert done.returncode == 1, done.stdout


def test_a_server_that_cannot_be_had_fails_the_run(tmp_path: Path) -> None:
    done = pytest_on(tmp_path, "pass", TEST_DATABASE_URL="postgresql://127.0.0.1:1/none")

    assert done.returncode not in (0, 5), done.stdout
    assert "1 passed" not in done.stdout


def test_versions_and_counts_are_printed(tmp_path: Path, server: str) -> None:
    done = pytest_on(tmp_path, "pass", TEST_DATABASE_URL=server)

    assert "tests per database: neither 1" in done.stdout
    assert "PostgreSQL 1" in done.stdout
