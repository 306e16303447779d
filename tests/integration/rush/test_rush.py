"""Seats that cannot be oversold: the rush, and its control.

The rush goes to two servers, since processes of one server share its port, and the one
that is up first may get every connection.
"""

from tests.integration.rush.conftest import Note
from tests.integration.rush.control import CONTROL
from tests.integration.rush.rush import Rush
from tests.integration.rush.worlds import (
    course_of,
    demand_of,
    drop_seats_check,
    make_students,
    offer,
    roster_of,
)
from tests.servers import running
from tests.waiting import until

RUSH = Rush(students=2000, seats=100)
# More clients and threads than in the rush: the more requests stand between their count
# and their insert at the moment when the last seat goes, the surer one of them is late.
RACE = Rush(students=120, seats=30, clients=12)

HAS_SEAT, IS_REFUSED = (200, "enrolled"), (409, "E025")


def test_as_many_get_a_seat_as_there_are_and_everybody_is_told_the_truth(
    url: str, note: Note
) -> None:
    students = make_students(url, RUSH.students)
    with running(url) as one, running(url) as other:
        wanted = offer(one, RUSH.seats)

        outcome = RUSH.run([one.port, other.port], wanted, students)

        note("answers per second", outcome.rate)
        assert outcome.counts == {HAS_SEAT: RUSH.seats, IS_REFUSED: RUSH.students - RUSH.seats}
        assert outcome.students == students
        assert outcome.busy == 0
        assert roster_of(other, wanted) == outcome.enrolled
        refused = {"code": "E025", "attempts": 1900, "students": 1900}
        until(lambda: demand_of(other, wanted)["reasons"] == [refused], "what was refused")
        assert demand_of(one, wanted)["unmet"] == RUSH.students - RUSH.seats
        course = course_of(one, wanted)
        assert (course["enrolled_count"], course["open_seats"]) == (RUSH.seats, 0)


def test_count_then_insert_oversells_where_no_check_refuses(url: str, note: Note) -> None:
    """The control. First the CHECK is there, and refuses whoever would be one too many."""
    students = make_students(url, RACE.students)
    with running(url, *CONTROL, WORKERS="2", THREADS="8") as server:
        checked = offer(server, RACE.seats)
        held = RACE.run([server.port], checked, students)
        drop_seats_check(url)
        unchecked = offer(server, RACE.seats)
        oversold = RACE.run([server.port], unchecked, students)

        assert held.counts == {HAS_SEAT: RACE.seats, IS_REFUSED: RACE.students - RACE.seats}
        assert roster_of(server, checked) == held.enrolled

        note("oversold by", len(oversold.enrolled) - RACE.seats)
        assert oversold.counts.keys() == {HAS_SEAT, IS_REFUSED}
        assert roster_of(server, unchecked) == oversold.enrolled
        assert len(oversold.enrolled) > RACE.seats
