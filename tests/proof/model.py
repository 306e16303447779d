"""The service and a model of it in plain Python give the same answers to the same acts.

Hypothesis draws small schools and the acts on them. After each act the answer, with its
codes and outcomes, is the model's, and now and then the lists of the courses concerned; at
the end of each example all lists are, and `check` finds no idle seat that the model does not.
"""

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.proof.model_machine import Machine
from tests.proof.model_service import service_at
from tests.proof.place import Place
from tests.proof.result import Result

# No example stands for another in a shrunk form: the message of a failure tells its story.
_SETTINGS = settings(
    phases=[Phase.generate],
    database=None,
    deadline=None,
    verbosity=Verbosity.quiet,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
_CODES = ("E001", "E002", "E004", "E010", "E011", "E020", "E021", "E022", "E023")
_MORE_CODES = ("E024", "E025", "E026", "E027")


@dataclass(frozen=True, slots=True)
class Size:
    """How many steps, in examples of how many, and what is met at the least."""

    steps: int
    first_seed: int
    per_example: int = 80
    examples_per_seed: int = 20
    promotions: int = 0
    passed_over: int = 0
    each_rule: int = 0
    codes: dict[str, int] = field(default_factory=dict)


FULL = Size(
    steps=50_000,
    first_seed=1,
    promotions=500,
    passed_over=50,
    each_rule=500,
    codes=dict.fromkeys((*_CODES, *_MORE_CODES), 50),
)
# The first example of a seed is always the simplest one.
SAMPLE = Size(steps=100, first_seed=1, examples_per_seed=3, per_example=40)


def prove(place: Place, size: Size = FULL) -> Result:
    """Take the steps, seed by seed."""
    result, codes = Result(), Counter[str]()
    with service_at(place) as service:
        kind = type("Example", (Machine,), {"service": service, "result": result, "codes": codes})
        while (done := _steps(result)) < size.steps:
            result.seeds.append(size.first_seed + len(result.seeds))
            _run(kind, result.seeds[-1], size)
            if len(result.seeds) % 10 == 0:
                place.say(f"{done:,} steps")
    _require(result, codes, size)
    return result


def _steps(result: Result) -> int:
    return sum(counts.attempted for counts in result.acts.values())


def _run(kind: type[Machine], number: int, size: Size) -> None:
    """The examples of one seed."""
    limits = settings(
        _SETTINGS, max_examples=size.examples_per_seed, stateful_step_count=size.per_example
    )
    seed(number)(get_state_machine_test(kind, settings=limits))()


def _require(result: Result, codes: Counter[str], size: Size) -> None:
    result.require("steps", _steps(result), size.steps)
    result.require("promotions", int(result.figures.get("promotions", 0)), size.promotions)
    result.require("passed over", int(result.figures.get("passed over", 0)), size.passed_over)
    for act, counts in result.acts.items():
        assert counts.attempted >= size.each_rule, f"{act} was tried {counts.attempted} times"
    for code in sorted({*codes, *size.codes}):
        result.require(f"answers with {code}", codes[code], size.codes.get(code, 0))
