"""The commands of the README and the output shown under them.

A block marked `console` holds commands behind `$ ` and, under each, what it prints.
`python -m tests.integration.readme.tour ORIGIN` writes the output that a fresh server
gives into the README; what it wrote is then for a person to read.
"""

import re
import subprocess
import sys
from dataclasses import dataclass

from src.config import ROOT

README = ROOT / "README.md"
ORIGIN = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What differs from run to run, and what stands for it in the README.
_INSTANT = re.compile(
    r'((?<="created_at":")|(?<="updated_at":"))\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z'
)
_REQUEST_ID = re.compile(r'(?<="request_id":")[0-9a-f]{32}(?=")')


@dataclass(frozen=True)
class Step:
    """One command and the output shown."""

    command: str
    output: str


def steps(readme: str) -> list[Step]:
    """The commands of a README, in order."""
    return [
        Step(*step.split("\n", 1))
        for block in _BLOCK.findall(readme)
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]


def run(step: Step, origin: str) -> str:
    """What a command prints against the server at an address."""
    command = step.command.replace(ORIGIN, origin)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    return settled(done.stdout + done.stderr)


def settled(output: str) -> str:
    """Output with what differs from run to run replaced."""
    output = _INSTANT.sub("2026-09-01T08:30:00.000Z", output.replace("\r", ""))
    return _REQUEST_ID.sub("5d3c9f0e8b7a4c6d9e1f2a3b4c5d6e7f", output)


def main(origin: str) -> None:
    """Write the output of a fresh server into the README."""
    readme = README.read_text()

    def with_output(block: re.Match[str]) -> str:
        done = [(step, run(step, origin)) for step in steps(block.group())]
        shown = "".join(f"$ {step.command}\n{output}" for step, output in done)
        return f"```console\n{shown}```"

    README.write_text(_BLOCK.sub(with_output, readme))


if __name__ == "__main__":
    main(sys.argv[1])
