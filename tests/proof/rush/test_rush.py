"""A sample of the rush and of its control, and what the CHECK alone still keeps."""

from tests.proof.place import Place
from tests.proof.rush.control import CONTROL
from tests.proof.rush.proof import HAS_SEAT, IS_REFUSED, RACE, SAMPLE, prove
from tests.proof.rush.worlds import make_students, offer, roster_of
from tests.servers import running


def test_as_many_get_a_seat_as_there_are_and_count_then_insert_oversells(place: Place) -> None:
    result = prove(place, SAMPLE)

    counts = result.acts["ask for the last seats"]
    assert (counts.attempted, counts.succeeded, counts.refused) == (2000, 100, 1900)


def test_count_then_insert_does_not_oversell_where_a_check_refuses(place: Place) -> None:
    url = place.fresh()
    students = make_students(url, RACE.students)
    with running(url, *CONTROL, WORKERS="2", THREADS="8") as server:
        wanted = offer(server, RACE.seats)

        held = RACE.run([server.port], wanted, students)

        assert held.counts == {HAS_SEAT: RACE.seats, IS_REFUSED: RACE.students - RACE.seats}
        assert roster_of(server, wanted) == held.enrolled
