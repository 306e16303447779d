"""A sample of the kills, and what the comparison says about answers that were lost."""

import pytest

from tests.proof.kills import SAMPLE, assert_kept, prove
from tests.proof.ledger import Kept, Ledger, differing
from tests.proof.place import Place
from tests.proof.writer import Desk, Writer

WAITS = frozenset({"enrolled", "waitlisted"})
TOLD = Ledger(
    {"a@example.org": 1, "b@example.org": 2}, {(1, 7): WAITS, (2, 7): frozenset({"dropped"})}
)
KEPT = Kept([("a@example.org", 1), ("b@example.org", 2)], [(1, 7, "enrolled"), (2, 7, "dropped")])


def test_what_was_answered_survives_the_kill_of_a_worker_and_of_a_server(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert result.figures["kills of a worker"] == result.figures["kills of a server"] == 1
    assert {
        "create a student",
        "enroll in two",
        "enroll in a scarce one",
        "drop",
    } == result.acts.keys()


def test_a_database_that_has_what_was_told_does_not_differ() -> None:
    assert differing(TOLD, KEPT) == []


@pytest.mark.parametrize(
    ("students", "enrollments", "wrong"),
    [
        (KEPT.students[:1], KEPT.enrollments, "b@example.org: answered 2, kept []"),
        (
            [*KEPT.students, ("a@example.org", 3)],
            KEPT.enrollments,
            "a@example.org: answered 1, kept [1, 3]",
        ),
        (
            [*KEPT.students, ("c@example.org", 3)],
            KEPT.enrollments,
            "c@example.org: answered None, kept [3]",
        ),
        (
            KEPT.students,
            KEPT.enrollments[1:],
            "student 1 in course 7: answered enrolled or waitlisted, kept []",
        ),
        (
            KEPT.students,
            [*KEPT.enrollments, (1, 7, "enrolled")],
            "student 1 in course 7: answered enrolled or waitlisted, kept ['enrolled', 'enrolled']",
        ),
        (
            KEPT.students,
            [KEPT.enrollments[0], (2, 7, "enrolled")],
            "student 2 in course 7: answered dropped, kept ['enrolled']",
        ),
        (
            KEPT.students,
            [*KEPT.enrollments, (2, 8, "enrolled")],
            "student 2 in course 8: answered nothing, kept ['enrolled']",
        ),
    ],
    ids=[
        "lost student",
        "doubled",
        "not asked for",
        "lost seat",
        "doubled seat",
        "undone drop",
        "stray seat",
    ],
)
def test_what_differs_is_named(
    students: list[tuple[str, int]], enrollments: list[tuple[int, int, str]], wrong: str
) -> None:
    assert differing(TOLD, Kept(students, enrollments)) == [wrong]


def test_a_proof_whose_answered_write_is_not_there_fails(place: Place) -> None:
    writer = Writer(0, Desk([], []), seed=1)
    writer.told.students["a@example.org"] = 1

    with pytest.raises(AssertionError, match=r"a@example.org: answered 1, kept \[\]"):
        assert_kept([writer], place.fresh())
