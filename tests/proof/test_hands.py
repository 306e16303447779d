"""A sample of the rounds, and what is said about schedules and answers that are wrong."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import make_course, make_student, make_term, meeting
from tests.integration.work.races import Race, enrolling, only_postgresql, take_away_locks
from tests.proof.hands import SAMPLE, heard_of, prove
from tests.proof.one_student import Act, Heard, Term
from tests.proof.place import Place
from tests.proof.rounds import HANDS, Round, rounds, wrong_in
from tests.servers import Answer

# The first two are held at the same hour.
TERM = Term(1, limit=5, credits={1: 1, 2: 1, 3: 3, 4: 3}, hours={1: 9, 2: 9, 3: 10, 4: 11})
ONE, OTHER, BOTH = Act("POST", (1,)), Act("POST", (2,)), Act("PUT", (3, 4))
HAS_ONE = Heard(ONE, 200, ((1, "enrolled"),))
CLASHES = Heard(OTHER, 409, ((2, "E023"),))


def wrong(heard: list[Heard], end: set[int], start: frozenset[int] = frozenset()) -> str:
    each = Round("these", TERM, start, tuple(one.act for one in heard))
    return "\n".join(wrong_in(each, heard, frozenset(end)))


def test_one_student_with_eight_hands_gets_past_no_rule(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert sum(counts.attempted for counts in result.acts.values()) == SAMPLE.rounds * HANDS


def test_answers_in_some_order_are_not_wrong() -> None:
    swapped = Heard(Act("PUT", (2,)), 200, ((2, "enrolled"), (1, "dropped")))
    repeated = Heard(ONE, 200, ((1, "unchanged"),))

    assert wrong([CLASHES, HAS_ONE], {1}) == ""
    assert wrong([swapped, CLASHES, repeated, HAS_ONE], {2}) == ""
    assert wrong([Heard(Act("DELETE", (1,)), 200, ((1, "dropped"),))], set(), frozenset({1})) == ""


@pytest.mark.parametrize(
    ("heard", "end", "line"),
    [
        ([HAS_ONE, Heard(OTHER, 200, ((2, "enrolled"),))], {1, 2}, "1 clashes with 2"),
        ([HAS_ONE, Heard(BOTH, 200, ())], {3, 4}, "6 credits are over the limit of 5"),
        ([HAS_ONE, Heard(OTHER, 500, ())], {1}, "was answered 500"),
        ([HAS_ONE, Heard(OTHER, 409, ((2, "E025"),))], {1}, "was answered 409 ((2, 'E025'),)"),
        ([Heard(ONE, 409, ((1, "E023"),)), CLASHES], set(), "nobody succeeded"),
        ([HAS_ONE, HAS_ONE], {1}, "no order leads from [] to [1]"),
        ([HAS_ONE, CLASHES], set(), "no order leads from [] to []"),
        ([HAS_ONE, Heard(BOTH, 409, ((3, "E024"),))], {1}, "no order leads from [] to [1]"),
    ],
    ids=["clash", "credits", "fault", "code", "nobody", "twice", "lost", "half a refusal"],
)
def test_what_is_wrong_is_said(heard: list[Heard], end: set[int], line: str) -> None:
    assert line in wrong(heard, end)


def test_every_round_has_an_act_for_every_hand() -> None:
    numbers = range(1, 17)
    hours = {each: 9 if each <= HANDS else each + 24 for each in numbers}
    term = Term(1, 10, {each: 1 if each <= HANDS else 3 for each in numbers}, hours)

    dealt = list(rounds([term], 12, seed=1))

    assert {len(each.acts) for each in dealt} == {HANDS}
    assert len({each.name for each in dealt}) == 6
    assert dealt == list(rounds([term], 12, seed=1))


@only_postgresql
def test_without_the_students_lock_a_clash_gets_through_and_is_noticed(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    term, student = make_term(client)["id"], make_student(client)["id"]
    hour = [meeting(1, "09:00", "10:00")]
    one, other = (make_course(client, term_id=term, meetings=hour)["id"] for _ in range(2))
    take_away_locks(monkeypatch, "students")
    # The courses are two, so that nobody waits for anybody.
    race = Race(app, lambda: False, monkeypatch)

    answers = race.run(enrolling(student, one), enrolling(student, other))

    acts = Act("POST", (one,)), Act("POST", (other,))
    each = Round(
        "a race", Term(term, 10, {one: 0, other: 0}, {one: 9, other: 9}), frozenset(), acts
    )
    heard = [
        heard_of(act, Answer(answer.status_code, {}, answer.data))
        for act, answer in zip(acts, answers, strict=True)
    ]
    assert (
        wrong_in(each, heard, frozenset({one, other}))[0] == f"a race: {one} clashes with {other}"
    )
