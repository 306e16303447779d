"""Processes and their memory, as the kernel tells it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from benchmarks.service import ROOT

_MODULES = """
import json, sys
from src import create_app
create_app()
print(json.dumps([n for n in sys.modules if n.split('.')[0] not in ('src', '__main__')]))
"""
_IMPORT = """
import importlib, sys
for name in sys.argv[1].split(','):
    importlib.import_module(name)
"""


def pss_kib(pid: int) -> int:
    """Memory of a process, what it shares with others divided among them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def imported_modules(database_url: str) -> list[str]:
    """The modules of the packages that the service loads; none of its own."""
    environ = os.environ | {"DATABASE_URL": database_url}
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", _MODULES],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return [str(name) for name in json.loads(done.stdout.splitlines()[-1])]


def importing_command(modules: Sequence[str]) -> list[str]:
    """A command that imports modules and nothing else."""
    return [sys.executable, "-c", _IMPORT, ",".join(modules)]


def peak_kib(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command to its end; returns the most memory that it had. Raises ClickException."""
    process = subprocess.Popen(  # noqa: S603 (our own commands)
        command, cwd=ROOT, env=os.environ | environ, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"{command[0]} failed.")
    return usage.ru_maxrss
