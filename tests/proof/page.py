"""`docs/proof.md`, made from the results that `docs/proof.json` keeps."""

import json
import platform
import subprocess
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from src.config import ROOT
from src.work.engines import sqlite  # type: ignore[attr-defined]
from tests.proof.kinds import KINDS, Kind
from tests.proof.result import Result

KEPT = ROOT / "docs" / "proof.json"
PAGE = ROOT / "docs" / "proof.md"
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_HEAD = """# Proof

What `make prove` found, kept as it printed it. Made from `proof.json`; do not edit.

Each proof ran on SQLite and on PostgreSQL, on databases of its own, and ended with
`check`, which found nothing broken. An act was attempted as often as it was answered;
it succeeded, or was refused: by a rule, and among the faults with E090 or E099.
`make prove ONLY=rush ON=sqlite` runs one of them again; `make test` runs samples of the
same code. Times are those of a machine with two cores on which several of these ran at
once.
"""


def keep(kind: Kind, backend: str, result: Result, seconds: float) -> None:
    """Keep a result in place of the last one of its kind on this database."""
    kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    # Before 3.12 `asdict` cannot copy a dictionary that has defaults.
    plain = replace(result, acts=dict(result.acts))
    done = asdict(plain) | {"seconds": round(seconds), "ran": _circumstances()}
    kept.setdefault(kind.name, {})[backend] = done
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    PAGE.write_text(render(kept))


def _circumstances() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "sqlite": sqlite.sqlite_version,
    }


def render(kept: dict[str, dict[str, Any]]) -> str:
    """The page."""
    parts = [_HEAD]
    for kind in KINDS:
        parts.append(f"## {kind.name.capitalize()}\n\n{kind.shows}\n")
        found = kept.get(kind.name, {})
        parts.extend(_section(*each) for each in sorted(found.items()))
        lacking = [name for backend, name in _NAMES.items() if backend not in found]
        if lacking:
            parts.append(f"Not run at full size on {' and '.join(lacking)} yet.\n")
    return "\n".join(parts)


def _section(backend: str, done: dict[str, Any]) -> str:
    ran = done["ran"]
    lines = [
        f"### {_NAMES[backend]}\n",
        f"{ran['at']}, commit {ran['commit']}, {done['seconds']} s.",
    ]
    if done["seeds"]:
        lines.append(f"Seeds: {_seeds(done['seeds'])}.")
    if done["acts"]:
        lines += ["", "| act | attempted | succeeded | refused |", "| --- | ---: | ---: | ---: |"]
        for act, counts in sorted(done["acts"].items()):
            told = (f"{counts[key]:,}" for key in ("attempted", "succeeded", "refused"))
            lines.append(f"| {act} | {' | '.join(told)} |")
    if done["figures"]:
        lines.append("")
        lines += [f"- {figure}: {_told(value)}" for figure, value in done["figures"].items()]
    return "\n".join([*lines, ""])


def _seeds(seeds: list[int]) -> str:
    if len(seeds) > 2 and seeds == list(range(seeds[0], seeds[-1] + 1)):
        return f"{seeds[0]} to {seeds[-1]}"
    return ", ".join(map(str, seeds))


def _told(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
