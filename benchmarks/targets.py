"""What the service is to reach, and whether it did."""

from dataclasses import dataclass

from benchmarks.results import NOT_MEASURED, Results

PER_DATABASE = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, as results keep it under `key`, that must reach a bound or stay within it."""

    key: str
    what: str
    bound: float
    at_least: bool = True

    def is_met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value >= self.bound if self.at_least else value <= self.bound

    @property
    def aim(self) -> str:
        """The bound in words."""
        return f"{'at least' if self.at_least else 'at most'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a target; `value` is None where it was not measured."""

    target: Target
    value: float | None
    note: str

    @property
    def is_met(self) -> bool:
        """Whether it was measured and is good enough."""
        return self.value is not None and self.target.is_met(self.value)


_AT_LEAST = (
    ("read/fastapi", "read a student's courses, by FastAPI's rate", 6),
    ("read/straightforward", "read a student's courses, by the straightforward version's rate", 8),
    ("read/bare", "read a student's courses, by the rate of a bare view of constant bytes", 0.6),
    ("roster/fastapi", "a roster page of 50, by FastAPI's rate", 6),
    ("enroll/fastapi", "enroll in two courses, by FastAPI's rate without any rule", 3),
    ("enroll/loop", "enroll in two courses, by the rate of a bare loop of the same commits", 0.3),
    ("rush/read", "decisions in the rush, by the rate of reads", 0.5),
)
_AT_MOST = (
    ("enroll20/enroll", "time of 20 courses at once, by that of two", 2.5),
    ("rush/spread", "the rush: p99 by the median", 20),
    ("rush/oversold", "the rush: seats oversold", 0),
    ("rush/5xx", "the rush: answers of 500 and more", 0),
    ("growth/read", "a read's median at 10,000,000 enrollments, by that at 10,000", 1.15),
    ("growth/enroll", "an enrollment's median at 10,000,000 enrollments, by that at 10,000", 1.15),
    ("growth/page", "page 10,000 of a roster, by the time of page 1", 1.1),
    ("import/time", "import of 1,000,000 enrollments, by the database's own loader", 2),
    ("import/memory", "an import's memory at 1,000,000 enrollments, by that at 250,000", 1.15),
    ("memory/bare", "a worker's memory, by that of a process with the same packages", 1.3),
    ("memory/flat", "a worker's memory after 1,000,000 requests, by that at first", 1.1),
)
TARGETS = (
    *(
        Target(f"{backend}/{key}", what, bound, at_least)
        for backend in PER_DATABASE
        for bounds, at_least in ((_AT_LEAST, True), (_AT_MOST, False))
        for key, what, bound in bounds
    ),
    Target(
        "start",
        "the second `make run` to its first answer, by importing the packages",
        1.5,
        at_least=False,
    ),
)


def judge(results: Results) -> list[Verdict]:
    """Every target with its figure, or with the reason why there is none."""
    return [
        Verdict(
            target,
            results.value(target.key),
            "" if target.key in results.figures else results.reasons.get(target.key, NOT_MEASURED),
        )
        for target in TARGETS
    ]


def shortcomings(results: Results) -> list[str]:
    """What a strict run fails for: each target missed, each row void or missing."""
    missed = [
        f"{verdict.target.key}: "
        + (verdict.note or f"{verdict.value:.2f} is not {verdict.target.aim}")
        for verdict in judge(results)
        if not verdict.is_met
    ]
    void = [
        f"{row.backend}/{row.workload}/{row.program}: void: {row.void}"
        for row in results.rows
        if row.void
    ]
    named = {verdict.target.key for verdict in judge(results)}
    missing = [f"{key}: {why}" for key, why in results.reasons.items() if key not in named]
    return list(dict.fromkeys([*missed, *void, *missing]))
