"""The plots of a run: how many a second each program answers, and how soon."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from benchmarks.programs import OURS
from benchmarks.report import TITLES
from benchmarks.results import Results, Row
from benchmarks.targets import PER_DATABASE
from benchmarks.workloads import ALL, Workload

_OURS, _PEER, _CEILING, _INK, _FAINT = "#1f5fa8", "#b9c3cf", "#e3ded2", "#22272e", "#6b7480"
_CEILINGS = ("bare", "loop")
_STYLE: Any = {
    "svg.hashsalt": "registration-desk",
    "font.size": 9,
    "text.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.bottom": False,
    "axes.spines.left": False,
}


def draw(results: Results, folder: Path) -> None:
    """Write `benchmarks.png` and `benchmarks.svg`, or say what is missing for it."""
    if find_spec("matplotlib") is None:
        click.echo("==> no plots: matplotlib is not installed")
        return
    import matplotlib as mpl  # noqa: PLC0415 (only who measures has it)
    from matplotlib.figure import Figure  # noqa: PLC0415 (as above)

    backends = [name for name in PER_DATABASE if any(row.backend == name for row in results.rows)]
    if not backends:
        return
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8 * len(backends) + 1, 11), layout="constrained")
        axes = figure.subplots(len(ALL), len(backends), squeeze=False)
        for column, backend in enumerate(backends):
            for workload, line in zip(ALL, axes, strict=True):
                _panel(line[column], results, backend, workload)
        figure.suptitle(
            "Answers per second; the thin lines reach from the worst round to the best",
            fontsize=11,
        )
        figure.savefig(folder / "benchmarks.png", dpi=130)
        figure.savefig(folder / "benchmarks.svg", metadata={"Date": None})


def _panel(axes: Any, results: Results, backend: str, workload: Workload) -> None:
    """One bar for each program, ours first."""
    wanted = (backend, workload.name)
    rows = [
        row
        for row in results.rows
        if (row.backend, row.workload) == wanted and row.program in results.programs
    ]
    rows = [row for row in rows if not row.void and not row.program.startswith(f"{OURS}-")]
    axes.set_title(f"{workload.title}, {TITLES[backend]}", loc="left", fontsize=9.5, weight="bold")
    axes.set_xticks([])
    axes.tick_params(length=0)
    if not rows:
        axes.set_yticks([])
        axes.text(0, 0.5, "not measured", color=_FAINT, transform=axes.transAxes)
        return
    places = range(len(rows), 0, -1)
    rates = [row.rate for row in rows]
    axes.barh(places, rates, color=[_color(row) for row in rows], height=0.72)
    for place, row in zip(places, rows, strict=True):
        _label(axes, place, row, max(rates))
    axes.set_yticks(list(places), [results.programs[row.program]["title"] for row in rows])
    axes.set_xlim(0, max(rates) * 1.22)


def _color(row: Row) -> str:
    if row.program == OURS:
        return _OURS
    return _CEILING if row.program in _CEILINGS else _PEER


def _label(axes: Any, place: int, row: Row, scale: float) -> None:
    found = [load["rate"] for load in row.loads]
    axes.plot([min(found), max(found)], [place, place], color=_INK, linewidth=0.8)
    end = max(found) + scale * 0.012
    axes.text(end, place, f"{row.rate:,.0f}", va="center", fontsize=8.5)
