"""Does it stay as fast when there is much? Reads, enrollments and pages at two sizes."""

from contextlib import ExitStack
from pathlib import Path

from benchmarks.data import BIG, SMALL, DataSet
from benchmarks.databases import Databases
from benchmarks.programs import OURS, Running, Service, running
from benchmarks.results import Results, Row
from benchmarks.rounds import FULL, Lane, take_turns
from benchmarks.workloads import ENROLL, PAGE_1, PAGE_10000, READ, Workload


def measure_growth(results: Results, databases: Databases, folder: Path) -> None:
    """Both sizes by turns, and the first page beside the ten-thousandth."""
    backend = databases.backend
    with ExitStack() as stack:
        small, big = (
            stack.enter_context(
                running(Service(), databases.copy(data, data.name), folder / f"{data.name}.log")
            )
            for data in (SMALL, BIG)
        )
        for workload in (READ, ENROLL):
            lanes = [
                _lane(results, backend, started, data, workload)
                for started, data in ((small, SMALL), (big, BIG))
            ]
            take_turns(lanes, FULL, f"{backend:10} growth, {workload.name:18}")
            _compare(results, f"{backend}/growth/{workload.name}", lanes)
        lanes = [_lane(results, backend, big, BIG, workload) for workload in (PAGE_1, PAGE_10000)]
        take_turns(lanes, FULL, f"{backend:10} {'pages':26}")
        _compare(results, f"{backend}/growth/page", lanes)


def _lane(
    results: Results, backend: str, started: Running, data: DataSet, workload: Workload
) -> Lane:
    row = Row(backend, workload.name, f"{OURS}-{data.name}")
    results.rows.append(row)
    title = f"this service, {data.enrollments:,} enrollments"
    results.programs[row.program] = {"title": title}
    return Lane(started, workload, data, row)


def _compare(results: Results, key: str, lanes: list[Lane]) -> None:
    """The median times of the second lane by those of the first."""
    first, second = lanes
    if void := first.row.void or second.row.void:
        results.reasons[key] = f"void: {void}"
    else:
        times = ([load.p50 for load in lane.loads] for lane in (second, first))
        results.compare(key, *times)
