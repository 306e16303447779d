"""The progress bar, on a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from src.config import ROOT
from tests.servers import environment


def read_all(terminal: int) -> str:
    """What was written to a terminal until its last writer was gone."""
    told = b""
    while True:
        try:
            told += (part := os.read(terminal, 4096))
        except OSError:  # Linux says so where others give an end of file.
            break
        if not part:
            break
    return told.decode()


def test_a_bar_shows_on_a_terminal_and_comes_to_its_end(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "courses.csv").write_text("code,title\nMATH-1,Algebra\nBIO-1,Botany\n")
    terminal, its_end = pty.openpty()

    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "src", "import", str(tmp_path)],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url),
        stdout=subprocess.PIPE,
        stderr=its_end,
    ) as process:
        os.close(its_end)
        shown = read_all(terminal)
    os.close(terminal)

    assert process.returncode == 0
    assert "Importing" in shown
    assert "100%" in shown
