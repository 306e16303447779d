"""A sample of the real registrations, and what is said about one that was left out."""

from pathlib import Path

import pytest

from tests.conftest import REAL_DATA_MISSING
from tests.proof.place import Place
from tests.proof.registrations import REAL, SAMPLE, assert_as_told, prove
from tests.proof.replay import Registration, Replay, a_fifth_of, read_in_order, seats_for

HEAD = "code_module,code_presentation,id_student,date_registration\n"
SEATS = {"A-2013B": 2, "B-2013B": 1}
ALL: list[Registration] = [
    *[("1", "A-2013B"), ("1", "B-2013B"), ("2", "A-2013B")],
    *[("3", "A-2013B"), ("4", "A-2013B"), ("2", "B-2013B")],
]


def replayed(registrations: list[Registration], *drops: Registration) -> Replay:
    replay = Replay(SEATS)
    replay.register(registrations)
    replay.drop(drops)
    return replay


def differences(expected: Replay, found: Replay) -> list[str]:
    return [*expected.differences(found.rosters, found.queues)]


@pytest.mark.skipif(not REAL.is_dir(), reason=REAL_DATA_MISSING)
def test_real_registrations_end_as_their_replay_does(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert result.figures["registrations"] == 200
    assert result.acts["drop: dropped"].attempted == 40


@pytest.mark.skipif(not REAL.is_dir(), reason=REAL_DATA_MISSING)
def test_every_real_registration_is_there() -> None:
    registrations = read_in_order(REAL)

    assert len(registrations) == len({*registrations}) == 32_593
    assert len(seats_for(registrations)) == 22


def test_registrations_come_by_presentation_then_by_day_with_unknown_days_last(
    tmp_path: Path,
) -> None:
    rows = ("A,2014B,1,-5.0", "A,2013J,2,", "A,2013J,3,-1.0", "A,2013B,4,9.0", "B,2013J,5,-1.0")
    (tmp_path / "studentRegistration.csv").write_text(HEAD + "\n".join(rows))

    registrations = read_in_order(tmp_path)

    assert [student for student, _ in registrations] == ["4", "3", "5", "2", "1"]
    assert registrations[0] == ("4", "A-2013B")


def test_seats_are_nine_tenths_rounded_down_and_a_fifth_drops() -> None:
    registrations = [(str(number), "A-2013B") for number in range(19)]

    assert seats_for(registrations) == {"A-2013B": 17}
    drops = a_fifth_of(registrations, seed=1)
    assert len({*drops}) == 3
    assert drops == a_fifth_of(registrations, seed=1) != a_fifth_of(registrations, seed=2)


def test_a_seat_that_comes_free_goes_to_the_first_who_waits() -> None:
    replay = Replay(SEATS)

    words = replay.register(ALL)
    replay.drop([("1", "A-2013B")])

    assert words == ["enrolled", "enrolled", "enrolled", *["waitlisted"] * 3]
    assert (replay.rosters["A-2013B"], replay.queues["A-2013B"]) == (["2", "3"], ["4"])


def test_a_replay_does_not_differ_from_itself() -> None:
    drop = ("1", "A-2013B")

    assert differences(replayed(ALL, drop), replayed(ALL, drop)) == []


def test_a_registration_that_was_left_out_is_named_with_its_course() -> None:
    without_waiter = differences(replayed(ALL), replayed(ALL[:3] + ALL[4:]))
    without_member = differences(replayed(ALL), replayed(ALL[:1] + ALL[2:]))

    assert without_waiter == ["A-2013B: the queue is 4, and not 3, 4"]
    assert without_member[0].startswith("B-2013B: the rosters differ in ")
    assert without_member[1:] == ["B-2013B: the queue is empty, and not 2"]


def test_two_who_changed_places_in_the_queue_are_noticed() -> None:
    swapped = [*ALL[:3], ALL[4], ALL[3], ALL[5]]

    assert differences(replayed(ALL), replayed(swapped)) == [
        "A-2013B: the queue is 4, 3, and not 3, 4"
    ]


def test_an_answer_that_is_not_the_replays_is_named() -> None:
    with pytest.raises(AssertionError, match="A-2013B: 1 was answered 500 E099, and not enrolled"):
        assert_as_told(ALL[:1], ["500 E099"], ["enrolled"])
