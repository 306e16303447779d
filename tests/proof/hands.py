"""Proof that one student with many hands gets past no rule: eight clients act at once.

Each round has a student of its own. Afterwards the schedule has no clash and no credits
over the limit, and some order of the eight acts explains every answer and the schedule.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.factories import meeting
from tests.proof.connection import Connection
from tests.proof.one_student import Act, Heard, Schedule, Term
from tests.proof.oracle import found_by_check
from tests.proof.place import Place
from tests.proof.result import Result
from tests.proof.rounds import CALM, CLASHING, HANDS, Round, rounds, wrong_in
from tests.proof.rush.worlds import make_students
from tests.servers import Answer, running
from tests.threads import at_once

_LIMITS = (10, 8, 7)
_ACTS = {"POST": "enroll", "PUT": "set a schedule", "DELETE": "drop"}
_TERM = {"starts_on": "2026-09-01", "ends_on": "2026-12-18", "time_zone": "Europe/Berlin"}


@dataclass(frozen=True, slots=True)
class Size:
    """`together` are the rounds in which all eight had asked before anybody was answered."""

    rounds: int
    together: int
    workers: int = 2
    seed: int = 1


FULL = Size(rounds=2_000, together=200)
SAMPLE = Size(rounds=18, together=1, workers=1)


def prove(place: Place, size: Size = FULL) -> Result:
    """Play the rounds."""
    url = place.fresh()
    result = Result(seeds=[size.seed])
    students = make_students(url, size.rounds)
    with running(url, WORKERS=str(size.workers)) as server, _hands(server.port) as hands:
        terms = [_make_term(hands[0], limit) for limit in _LIMITS]
        played = zip(students, rounds(terms, size.rounds, size.seed), strict=True)
        together = 0
        for number, (student, each) in enumerate(played, start=1):
            together += _play(hands, student, each, result)
            if number % 200 == 0:
                place.say(f"{number} rounds")
        result.require("rounds", number, size.rounds)
        result.require("rounds that all asked in before any answer", together, size.together)
        result.figures["told to come again"] = sum(hand.busy for hand in hands)
    found = found_by_check(url)
    assert not found, "\n".join(found)
    return result


def _play(hands: Sequence[Connection], student: int, each: Round, result: Result) -> bool:
    """Play one round; whether all had asked before anybody was answered."""
    path = f"/students/{student}/courses"
    if each.start:
        _done(hands[0].ask("POST", path, {"course_ids": sorted(each.start)}))
    told = at_once(lambda hand: _act(hands[hand], path, each.acts[hand], each.term), HANDS)
    for heard, _began, _ended in told:
        result.acts[_ACTS[heard.act.verb]].add(succeeded=heard.status == 200)
    wrong = wrong_in(each, [heard for heard, *_ in told], _schedule(hands[0], path))
    assert not wrong, f"student {student}: " + "\n".join(wrong)
    return max(began for _, began, _ in told) < min(ended for *_, ended in told)


def _act(hand: Connection, path: str, act: Act, term: Term) -> tuple[Heard, float, float]:
    """What was heard, when it was asked, and when it was answered."""
    began = time.monotonic()
    if act.verb == "DELETE":
        answer = hand.ask("DELETE", f"{path}/{act.course_ids[0]}")
    else:
        place = {"term_id": term.id} if act.verb == "PUT" else {}
        answer = hand.ask(act.verb, path, {"course_ids": act.course_ids, **place})
    return heard_of(act, answer), began, time.monotonic()


def heard_of(act: Act, answer: Answer) -> Heard:
    """An answer as the model would give it."""
    if answer.status == 200:
        told = [(each["course_id"], each["result"]) for each in answer.json["courses"]]
    else:
        details = answer.json["error"]["details"]
        told = [(each.get("course_id", 0), each.get("code", "")) for each in details]
    return Heard(act, answer.status, tuple(told))


def _schedule(hand: Connection, path: str) -> Schedule:
    return frozenset(course["id"] for course in _done(hand.ask("GET", path)))


def _make_term(hand: Connection, limit: int) -> Term:
    """A term with the courses that the rounds ask for."""
    body = {"code": f"limit-{limit}", "name": f"Limit {limit}", "max_credits": limit, **_TERM}
    term = _done(hand.ask("POST", "/terms", body))["id"]
    clashing = [meeting(1, f"09:0{number}", f"10:0{number}") for number in range(CLASHING)]
    calm = [meeting(2, f"{8 + number:02}:00", f"{9 + number:02}:00") for number in range(CALM)]
    ids = [_make_course(hand, term, 1, each) for each in clashing]
    ids += [_make_course(hand, term, 3, each) for each in calm]
    credits_of = {each: 1 if each in ids[:CLASHING] else 3 for each in ids}
    hours = {each: 9 if each in ids[:CLASHING] else 24 + each for each in ids}
    return Term(term, limit, credits_of, hours)


def _make_course(hand: Connection, term: int, credit: int, held: dict[str, Any]) -> int:
    body = {"title": "Course", "term_id": term, "credits": credit, "meetings": [held]}
    return int(_done(hand.ask("POST", "/courses", body))["id"])


def _done(answer: Answer) -> Any:
    assert answer.status in (200, 201), answer.json
    return answer.json


@contextmanager
def _hands(port: int) -> Iterator[list[Connection]]:
    with ExitStack() as stack:
        yield [stack.enter_context(closing(Connection(port))) for _ in range(HANDS)]
