"""Interleaved rounds: each program in turn, round by round, so that noise meets them alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import click

from benchmarks.data import DataSet
from benchmarks.load import Load, Order, run_wrk
from benchmarks.programs import OURS, Running
from benchmarks.reconcile import oversold, reconcile, settled
from benchmarks.results import Results, Row
from benchmarks.workloads import Workload

WARM_SECONDS = 1
_WARM_ROUND = 30
"""The last of the rush courses; no measured round takes it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many rounds there are, and how long each lasts for each program."""

    seconds: int
    rounds: int = 5


QUICK, FULL = Pace(seconds=1), Pace(seconds=2)


@dataclass(frozen=True, slots=True)
class Setting:
    """On which kind of database and which data the rounds are, and at what pace."""

    backend: str
    data: DataSet
    pace: Pace


@dataclass(slots=True)
class Lane:
    """One program under one workload, which goes on where its last round stopped."""

    running: Running
    workload: Workload
    data: DataSet
    row: Row
    first: int = 0
    loads: list[Load] = field(default_factory=list)

    def warm(self) -> None:
        """Put load on it that is not measured."""
        self._run(WARM_SECONDS, _WARM_ROUND)

    def measure(self, seconds: int, number: int) -> None:
        """One round, kept and reconciled."""
        before = settled(self.running)
        load = self._run(seconds * self.workload.length, number)
        fault = load.unexpected(self.workload.expected)
        fault = fault or reconcile(self.running, before, load, self.workload)
        if fault and self.row.void is None:
            self.row.void = f"round {number}: {fault}"
        kept = asdict(load) | {"rate": load.rate}
        if self.workload.is_rush:
            kept["oversold"] = oversold(self.running, number)
        self.loads.append(load)
        self.row.loads.append(kept)

    def _run(self, seconds: int, number: int) -> Load:
        # In a rush everybody comes once, to the course of the round.
        first = 0 if self.workload.is_rush else self.first
        program, name = self.running.program, self.workload.name
        path = program.roster_path if name == "roster" else program.read_path
        order = Order(first, self.data.students, number, path)
        load = run_wrk(name, self.running.port, seconds, order)
        self.first = load.next
        return load


def take_turns(lanes: Sequence[Lane], pace: Pace, label: str) -> None:
    """Warm every lane, then measure them by turns; another one begins each round."""
    for lane in lanes:
        lane.warm()
    with click.progressbar(length=pace.rounds * len(lanes), label=label, width=20) as bar:
        for number in range(1, pace.rounds + 1):
            start = number % len(lanes)
            for lane in [*lanes[start:], *lanes[:start]]:
                lane.measure(pace.seconds, number)
                bar.update(1)


def measure_workload(
    results: Results,
    workload: Workload,
    programs: Iterable[Running],
    faults: Mapping[str, str | None],
    setting: Setting,
) -> None:
    """Rows of every program that has the workload, and our ratio to each of the others.

    `faults` are what is wrong with the programs' answers; such a row is void.
    """
    lanes = []
    for running in programs:
        if workload.name in running.program.workloads:
            name = running.program.name
            row = Row(
                setting.backend, workload.name, name, void=faults.get(f"{name}/{workload.name}")
            )
            results.rows.append(row)
            lanes.append(Lane(running, workload, setting.data, row))
    take_turns(lanes, setting.pace, f"{setting.backend:10} {workload.title:26}")
    compare_rates(results, [lane.row for lane in lanes])


def compare_rates(results: Results, rows: Sequence[Row]) -> None:
    """Our rate by each of the others', round by round; a void row gives no figure."""
    ours = next(row for row in rows if row.program == OURS)
    for row in rows:
        key = f"{row.backend}/{row.workload}/{row.program}"
        if void := ours.void or row.void:
            results.reasons[key] = f"void: {void}"
        elif row is not ours:
            rates = ([load["rate"] for load in each.loads] for each in (ours, row))
            results.compare(key, *rates)
