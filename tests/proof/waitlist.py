"""Proof of the queues: sixteen threads act at random on one school, over HTTP.

In the end nobody is on both lists of a course, no seat is idle that a waiter may have, and
nobody was overtaken without a reason kept. The acts that were done, in the order in which
the log has them, lead a plain-Python school through the same answers to the same lists.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from src.models import utc_now
from tests.proof.connection import Connection
from tests.proof.oracle import found_by_check
from tests.proof.place import Place
from tests.proof.result import Result
from tests.proof.rush.worlds import make_students
from tests.proof.school import Answer, School
from tests.proof.school_compare import require_same_course
from tests.proof.school_wire import answer_of, call_of
from tests.proof.waitlist_acts import (
    TERM,
    WEIGHTS,
    Act,
    Known,
    course_body,
    next_act,
)
from tests.proof.waitlist_log import count_types, order_of, overtaken, read_events
from tests.servers import running
from tests.threads import at_once

THREADS = 16
# What the edit of a rule may leave behind, since it evicts nobody.
_LEFT_BY_EDITS = ("clash", "credits", "prerequisite", "waitlist_capacity")
Done = tuple[str, Act, Answer]


@dataclass(frozen=True, slots=True)
class Size:
    """How many acts, and what there must be of each kind and of each sort of event."""

    acts: int
    successes: int
    promotions: int
    passed_over: int
    students: int = 300
    courses: int = 40
    seed: int = 1


FULL = Size(100_000, successes=5_000, promotions=1_000, passed_over=100, students=1_000)
SAMPLE = Size(320, successes=5, promotions=3, passed_over=0, students=40, courses=6)


def prove(place: Place, size: Size = FULL) -> Result:
    """Act, look at the lists, and replay."""
    url, result = place.fresh(), Result(seeds=[size.seed])
    students = make_students(url, size.students)
    with running(url, WORKERS="2") as server:
        school = _found(server.port, students, size.courses)
        done = _act(server.port, place, size, result)
        events = read_events(url)
        _replay(school, done, order_of(events))
        with closing(Connection(server.port)) as connection:
            _compare(connection, school)
    assert not (found := overtaken(events)), found[:10]
    types = count_types(events)
    result.require("promotions", types["enrollment.promoted"], size.promotions)
    result.require("passed over", types["enrollment.passed_over"], size.passed_over)
    done_of = {kind: result.acts[kind].succeeded for kind in WEIGHTS}
    few = {kind: count for kind, count in done_of.items() if count < size.successes}
    assert not few, f"done: {few}, {size.successes} wanted of each"
    assert not (broken := _unexplained(found_by_check(url))), broken[:10]
    return result


def _found(port: int, students: Iterable[int], courses: int) -> School:
    """The term and the courses, in the service and in the model."""
    school = School(utc_now())
    with closing(Connection(port)) as connection:
        assert connection.ask("POST", "/terms", TERM).json["id"] == 1
        school.add_term(1, TERM)
        for number in range(1, courses + 1):
            body = course_body(number)
            assert connection.ask("POST", "/courses", body).json["id"] == number
            school.add_course(number, body)
    for student in students:
        school.add_student(student)
    return school


def _act(port: int, place: Place, size: Size, result: Result) -> dict[str, Done]:
    """Let the threads act; what was answered, by the id of its request."""
    known, done, numbers = Known(size.students, size.courses), dict[str, Done](), count(1)
    busy = [0] * THREADS

    def act(thread: int) -> None:
        chance = Random(f"{size.seed}/{thread}")
        with closing(Connection(port)) as connection:
            for _ in range(size.acts // THREADS):
                kind, asked = next_act(chance, known)
                request_id, answer = _ask(connection, asked, known)
                done[request_id] = kind, asked, answer
                if (number := next(numbers)) % 5000 == 0:
                    place.say(f"{number:,} acts")
            busy[thread] = connection.busy

    at_once(act, THREADS)
    for kind, _, answer in done.values():
        result.acts[kind].add(succeeded=answer.status == 200)
    result.figures["answered 503, and asked again"] = sum(busy)
    return done


def _ask(connection: Connection, act: Act, known: Known) -> tuple[str, Answer]:
    response = connection.ask(*call_of(*act))
    document: Any = response.json
    answer = answer_of(response.status, document)
    assert answer.status in (200, 404, 409), f"{act}: {document}"
    if answer.outcomes:
        known.learn(act[1]["student_id"], answer.outcomes)
    if "enrolled_count" in document:
        known.counts[document["id"]] = document["enrolled_count"]
    return response.headers["x-request-id"], answer


def _replay(school: School, done: dict[str, Done], order: dict[str, int]) -> None:
    """Do again what changed something, in the same order, with the same answers."""
    for request_id in sorted(order, key=lambda each: order[each]):
        kind, (act, asked), answer = done[request_id]
        ours = school.answer(act, **asked)
        assert ours == answer, f"{kind} {asked}: {answer}, and the model says {ours}"


def _compare(connection: Connection, school: School) -> None:
    """The lists of the service are the model's, and none of its seats is idle."""
    for course in school.courses.values():
        require_same_course(connection.read, school, course)
        assert not course.roster & {*course.queue}, f"course {course.id} lists somebody twice"
    assert school.idle_seats() == []


def _unexplained(cases: list[str]) -> list[str]:
    return [case for case in cases if not case.startswith(_LEFT_BY_EDITS)]
