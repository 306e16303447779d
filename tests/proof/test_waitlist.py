"""A sample of the waitlist, and what its checks say where something is wrong."""

from dataclasses import replace

import pytest

from tests.proof.place import Place
from tests.proof.school import School
from tests.proof.waitlist import SAMPLE, prove
from tests.proof.waitlist_acts import WEIGHTS
from tests.proof.waitlist_log import Event, overtaken


def test_queues_move_in_their_order_whoever_acts(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert result.acts.keys() == {*WEIGHTS}
    assert sum(counts.attempted for counts in result.acts.values()) == SAMPLE.acts


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_school_that_passes_nobody_over_is_told_from_the_service(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(School, "_settle", lambda *_: None)

    with pytest.raises(AssertionError, match="the model"):
        prove(place, replace(SAMPLE, seed=2))


WAITS = [
    Event("a", "enrollment.waitlisted", 1, student, "waitlisted", student) for student in (1, 2)
]


@pytest.mark.parametrize(
    ("kind", "student", "told"),
    [
        ("enrollment.promoted", 1, []),
        ("enrollment.promoted", 2, ["course 1: student 2 overtook 1"]),
        ("enrollment.enrolled", 3, [f"course 1: student 3 overtook {each}" for each in (1, 2)]),
    ],
)
def test_whoever_is_overtaken_without_a_reason_is_named(
    kind: str, student: int, told: list[str]
) -> None:
    overtakes = Event("b", kind, 1, student, "enrolled", None)

    assert overtaken([*WAITS, overtakes]) == told
    reasons = [
        Event("b", "enrollment.passed_over", 1, each, "waitlisted", each)
        for each in (1, 2)
        if each != student
    ]
    assert overtaken([*WAITS, *reasons, overtakes]) == []
    again = [Event("b", "enrollment.waitlisted", 1, 1, "waitlisted", 9)]
    assert len(overtaken([*WAITS, *reasons, *again, overtakes._replace(student_id=4)])) >= 1
