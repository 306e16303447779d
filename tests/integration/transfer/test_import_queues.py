"""The order of the queues, as an import's positions say."""

import pytest
from flask.testing import FlaskClient

from src.cli import enrolling
from tests.clock import StandingClock
from tests.factories import wait
from tests.integration.transfer.conftest import School


def waiting(*names: str) -> list[str]:
    """A row for each name of a student and a position, `S1 3`."""
    return [f"{n},A,waitlisted,,,{p}" for n, _, p in (each.partition(" ") for each in names)]


@pytest.fixture
def queued(school: School) -> School:
    """A queue for A: S1, S2, S3, S4, whose places are not dense."""
    school.state(*waiting("S9 1", "S1 2", "S8 3", "S2 4", "S3 5", "S4 6"))
    school.state("S9,A,dropped,,,", "S8,A,dropped,,,")
    assert school.queue("A") == ["S1", "S2", "S3", "S4"]
    return school


@pytest.mark.parametrize("rows_per_batch", [1, 2, 20_000])
def test_new_waiters_stand_in_the_order_of_positions(
    school: School, monkeypatch: pytest.MonkeyPatch, rows_per_batch: int
) -> None:
    """Blank ones are last, and ties stand as in the file."""
    monkeypatch.setattr(enrolling, "BATCH_ROWS", rows_per_batch)

    told = school.state(*waiting("S1", "S2 20", "S3 3", "S4", "S5 20", "S6 1"))

    assert told == "6 created, 0 changed, 0 unchanged"
    assert school.queue("A") == ["S6", "S3", "S2", "S5", "S1", "S4"]


def test_whom_the_file_does_not_list_stands_behind_in_the_same_order(queued: School) -> None:
    told = queued.state(*waiting("S4 1", "S7 2", "S2 3"))

    assert told == "1 created, 2 changed, 0 unchanged"
    assert queued.queue("A") == ["S4", "S7", "S2", "S1", "S3"]


def test_a_blank_position_is_before_whoever_is_not_listed(queued: School) -> None:
    queued.state(*waiting("S4"))

    assert queued.queue("A") == ["S4", "S1", "S2", "S3"]


@pytest.mark.parametrize(
    "rows",
    [
        ("S1 1", "S2 2", "S3 3", "S4 4"),
        ("S4 90", "S2 7", "S3 7", "S1 1"),
        ("S1", "S2"),
        ("S1 5",),
    ],
    ids=["the same positions", "other numbers", "blank", "the first alone"],
)
def test_where_the_order_is_the_same_nothing_changes(queued: School, rows: tuple[str, ...]) -> None:
    before = queued.contents()

    told = queued.state(*waiting(*rows))

    assert told == f"0 created, 0 changed, {len(rows)} unchanged"
    assert queued.contents() == before


def test_only_who_is_moved_by_a_row_was_changed(queued: School, clock: StandingClock) -> None:
    """Who moves along with others was not, as when somebody ahead leaves."""
    clock.set("2030-01-01T08:00:00Z")

    told = queued.state(*waiting("S3 1", "S1 2"))

    assert told == "0 created, 2 changed, 0 unchanged"
    assert queued.queue("A") == ["S3", "S1", "S2", "S4"]
    changed = queued.rows(
        "SELECT student_id FROM student_courses WHERE place IS NOT NULL"
        " AND updated_at > '2029-12-31T00:00:00Z' ORDER BY 1"
    )
    assert changed == [(1,), (3,)]


def test_without_positions_the_order_is_left_alone(queued: School) -> None:
    """New waiters stand at the end, in the order of the file."""
    counts = queued.imported(
        enrollments="student_external_id,course_code,status\n"
        + "".join(f"{name},A,waitlisted\n" for name in ("S6", "S4", "S5", "S1"))
    )

    assert counts == {"enrollments": "2 created, 0 changed, 2 unchanged"}
    assert queued.queue("A") == ["S1", "S2", "S3", "S4", "S6", "S5"]


def test_queues_of_several_courses_do_not_touch_each_other(queued: School) -> None:
    queued.state("S1,B,waitlisted,,,2", "S2,B,waitlisted,,,1", "S4,A,waitlisted,,,1")

    assert queued.queue("A") == ["S4", "S1", "S2", "S3"]
    assert queued.queue("B") == ["S2", "S1"]


def test_who_leaves_the_queue_and_comes_in_from_elsewhere(queued: School) -> None:
    queued.state("S5,A,,,,")

    told = queued.state(
        "S1,A,,,,", "S2,A,withdrawn,,,", "S5,A,waitlisted,,,1", "S4,A,waitlisted,,,2"
    )

    assert told == "0 created, 3 changed, 1 unchanged"
    assert queued.queue("A") == ["S5", "S4", "S3"]
    assert queued.counts()["A"] == (1, 3)


def test_no_place_is_given_twice(queued: School, client: FlaskClient) -> None:
    """Who joins later stands behind, whatever the import did to the places."""
    queued.state(*waiting("S4 1", "S3 2", "S2 3", "S1 4"))
    queued.change("UPDATE courses SET capacity = 0 WHERE code = 'A'")

    wait(client, {"id": 7}, {"id": 1})

    assert queued.queue("A") == ["S4", "S3", "S2", "S1", "S7"]
    assert queued.rows(
        "SELECT last_place - (SELECT max(place) FROM student_courses) FROM courses WHERE code = 'A'"
    ) == [(0,)]
