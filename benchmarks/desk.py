"""The workloads, on one kind of database: the service, its peers and the ceilings."""

from collections.abc import Iterable
from contextlib import ExitStack
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import click

from benchmarks.checking import faults_of, live_facts
from benchmarks.data import DESK
from benchmarks.databases import Databases
from benchmarks.loop import measure_loop
from benchmarks.programs import OURS, Program, Running, Service, running
from benchmarks.results import Results
from benchmarks.rounds import Pace, Setting, measure_workload
from benchmarks.workloads import ALL


def programs(results: Results) -> list[Program]:
    """The service, and those of its peers whose packages are installed."""
    found: list[Program] = []
    for program in (Service(), *import_module("benchmarks.peers").PEERS):
        try:
            facts = {"title": program.title, "version": program.version()}
        except PackageNotFoundError as error:
            results.reasons[f"programs/{program.name}"] = f"{error.name} is not installed"
            click.echo(f"==> {program.title}: not measured, {error.name} is not installed")
        else:
            results.programs[program.name] = facts
            found.append(program)
    return found


def measure(
    results: Results, chosen: Iterable[Program], databases: Databases, folder: Path, pace: Pace
) -> None:
    """Check every program, then measure every workload while all of them are up."""
    backend = databases.backend
    served = [program for program in chosen if backend in program.backends]
    click.echo(f"==> {databases.version()}: journal mode, synchronous, SQL statements a request")
    for program in served:
        _tell_facts(results, program, databases, folder)
    with ExitStack() as stack:
        started = []
        for program in served:
            url = databases.copy(DESK, program.name)
            log = folder / f"{backend}-{program.name}.log"
            started.append(stack.enter_context(running(program, url, log)))
        faults = _check(started)
        setting = Setting(backend, DESK, pace)
        for workload in ALL:
            measure_workload(results, workload, started, faults, setting)
    _compare_ours(results, backend)
    measure_loop(results, databases)


def _tell_facts(results: Results, program: Program, databases: Databases, folder: Path) -> None:
    url = databases.copy(DESK, "facts")
    facts = live_facts(program, url, folder / f"{program.name}-facts.log")
    results.programs[program.name][databases.backend] = facts
    told = ", ".join(f"{name} {value}" for name, value in facts.items() if value is not None)
    click.echo(f"    {program.title}: {told or 'no database of its own to ask'}")


def _check(started: list[Running]) -> dict[str, str | None]:
    """What is wrong with which program's answers, by program and workload."""
    ours = next(each for each in started if each.program.name == OURS)
    faults: dict[str, str | None] = {}
    for each in started:
        # The bare ceiling answers with constant bytes, whatever it is asked.
        if each.program.name == "bare":
            continue
        for workload, fault in faults_of(each, ours):
            faults[f"{each.program.name}/{workload}"] = fault
            click.echo(f"    void: {each.program.title}, {workload}: {fault}")
    return faults


def _compare_ours(results: Results, backend: str) -> None:
    """What is said of our own rows: 20 courses beside two, and the rush beside reads."""
    rows = {
        row.workload: row for row in results.rows if (row.backend, row.program) == (backend, OURS)
    }
    times = ([load["p50"] for load in rows[name].loads] for name in ("enroll20", "enroll"))
    results.compare(f"{backend}/enroll20/enroll", *times)
    rates = ([load["rate"] for load in rows[name].loads] for name in ("rush", "read"))
    results.compare(f"{backend}/rush/read", *rates)
    rush = rows["rush"].loads
    results.compare(f"{backend}/rush/spread", [x["p99"] for x in rush], [x["p50"] for x in rush])
    results.figures[f"{backend}/rush/oversold"] = [sum(load["oversold"] for load in rush)]
    failed = sum(
        times for load in rush for status, times in load["statuses"].items() if status >= "500"
    )
    results.figures[f"{backend}/rush/5xx"] = [failed]
