"""`alembic revision` writes a dated file, formatted."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from src.config import ROOT
from tests.integration.migrations.children import INI
from tests.integration.migrations.naive import LOCATION
from tests.integration.migrations.revisions import HEAD

NEXT = f"{int(HEAD) + 1:04}"
UNFORMATTED = f"revision = '{NEXT}'\n"
FORMATTER = ROOT / "migrations" / "formatting.py"


def new_migration(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run `alembic revision` with another place for the file, ruff not on PATH."""
    versions = ROOT / "migrations" / "versions"
    settings = (
        Path(INI)
        .read_text()
        .replace(
            LOCATION,
            f"{LOCATION}\nversion_locations = {os.pathsep.join((str(versions), str(folder)))}",
        )
    )
    ini = folder / "alembic.ini"
    ini.write_text(settings.replace("%(here)s", str(ROOT)))
    options = ["-m", "Add shoe sizes", "--rev-id", NEXT, "--version-path", str(folder)]
    return subprocess.run(
        [Path(sys.executable).with_name("alembic"), "-c", ini, "revision", *options],
        env={"PATH": os.defpath},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_migration_is_dated_and_formatted(tmp_path: Path) -> None:
    done = new_migration(tmp_path)

    assert done.returncode == 0, done.stderr
    (script,) = tmp_path.glob("*.py")
    assert re.fullmatch(rf"20\d\d_\d\d_\d\d_{NEXT}_add_shoe_sizes\.py", script.name)
    written = script.read_text()
    assert f'revision = "{NEXT}"\n' in written
    assert f'down_revision = "{HEAD}"\n' in written
    check = [sys.executable, "-m", "ruff", "format", "--check", str(script)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


def test_without_ruff_a_new_migration_stays_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "new.py"
    script.write_text(UNFORMATTED)
    monkeypatch.setitem(sys.modules, "ruff", None)
    monkeypatch.setattr(sys, "argv", [str(FORMATTER), str(script)])

    runpy.run_path(str(FORMATTER), run_name="__main__")

    assert script.read_text() == UNFORMATTED
    assert (
        capsys.readouterr().out == "ruff is not installed; format the file before you commit it.\n"
    )


def test_with_ruff_the_same_file_is_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "new.py"
    script.write_text(UNFORMATTED)
    monkeypatch.setattr(sys, "argv", [str(FORMATTER), str(script)])

    runpy.run_path(str(FORMATTER), run_name="__main__")

    assert script.read_text() == f'revision = "{NEXT}"\n'
