"""What a run found, for the terminal and for the README."""

from pathlib import Path

import click

from benchmarks.results import NOT_MEASURED, Results, Row
from benchmarks.targets import PER_DATABASE, Verdict, judge
from benchmarks.workloads import ALL

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def print_report(results: Results) -> None:
    """Everything of a run, as text."""
    click.echo()
    for backend in PER_DATABASE:
        rows = [row for row in results.rows if row.backend == backend]
        if rows:
            _print_rows(results, backend, rows)
    width = max(len(verdict.target.what) for verdict in judge(results))
    for verdict in judge(results):
        click.echo(f"  {mark(verdict):8} {_name(verdict):{width + 12}} {told(verdict)}")


def _print_rows(results: Results, backend: str, rows: list[Row]) -> None:
    click.echo(click.style(TITLES[backend], bold=True))
    click.echo(f"  {'':26} {'':48} {'per second':>10} {'median ms':>10} {'p99 ms':>8}")
    last = ""
    for row in rows:
        workload = next((each.title for each in ALL if each.name == row.workload), row.workload)
        first, last = "" if workload == last else workload, workload
        title = results.programs.get(row.program, {}).get("title", row.program)
        click.echo(f"  {first:26} {title:48} {_figures(row)}")
    click.echo()


def _figures(row: Row) -> str:
    if row.void:
        return f"void: {row.void}"
    p99 = f"{row.of('p99') / 1000:8.2f}" if "p99" in row.loads[0] else ""
    return f"{row.rate:10,.0f} {row.of('p50') / 1000:10.2f} {p99}"


def mark(verdict: Verdict) -> str:
    """One word about a target."""
    if verdict.value is None:
        return "-"
    return "met" if verdict.is_met else "MISSED"


def _name(verdict: Verdict) -> str:
    database, _, rest = verdict.target.key.partition("/")
    return f"{TITLES[database]:10}  {verdict.target.what}" if rest else verdict.target.what


def told(verdict: Verdict) -> str:
    """The figure and what it should be, or why there is none."""
    if verdict.value is None:
        return verdict.note
    return f"{verdict.value:.2f} ({verdict.target.aim})"


def table(results: Results) -> str:
    """The README's table: one line for each target, a column for each database."""
    verdicts = {verdict.target.key: verdict for verdict in judge(results)}
    lines = ["| What | Target | SQLite | PostgreSQL |", "| --- | --- | --- | --- |"]
    for key, verdict in verdicts.items():
        database, _, rest = key.partition("/")
        if database == "postgresql":
            continue
        what = verdict.target.what
        cells = [_cell(verdicts[f"{each}/{rest}"]) for each in PER_DATABASE] if rest else []
        cells = cells or [_cell(verdict), ""]
        lines.append(
            f"| {what[0].upper()}{what[1:]} | {verdict.target.aim} | {' | '.join(cells)} |"
        )
    plot = ["", "![Answers per second of each program](docs/benchmarks.png)"]
    return "\n".join([_caption(results), "", *lines, *(plot if results.machine else [])])


def _cell(verdict: Verdict) -> str:
    if verdict.value is None:
        return "void" if verdict.note.startswith("void") else NOT_MEASURED
    return f"{verdict.value:.2f}" + ("" if verdict.is_met else ", missed")


def _caption(results: Results) -> str:
    if not results.machine:
        return "No full run has been kept yet; `make bench` makes this table."
    machine = results.machine
    commit = machine["commit"][:12] + (" and changes" if machine["dirty"] else "")
    return (
        f"Medians of interleaved rounds at commit {commit}, on {machine['cores']} cores of"
        f" {machine['cpu']}, {machine['memory_gib']} GiB, Linux {machine['kernel']}, Python"
        f" {machine['python']}; a synced write takes {machine['fdatasync_us']} µs there."
    )


def put_table(readme: Path, results: Results) -> None:
    """Replace what stands between the markers."""
    before, _, rest = readme.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n{table(results)}\n{END}{after}")
