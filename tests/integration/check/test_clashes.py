"""Clashes that the edit of a timetable leaves behind."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import (
    complete,
    drop,
    enroll,
    make_course,
    make_student,
    make_term,
    meeting,
    needs,
    wait,
)
from tests.integration.check.commands import found
from tests.integration.check.unsettling import NINE, NOTHING, TEN, edit, expect_unsettled


def test_meetings_that_were_moved_onto_others_clash(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    one, other = (make_course(client, term_id=term["id"], meetings=times) for times in (NINE, TEN))
    student, lucky = make_student(client), make_student(client)
    enroll(client, student, one, other)
    enroll(client, lucky, one)

    edit(client, "courses", other, meetings=[meeting(1, "08:30", "09:30")])

    expect_unsettled(
        app,
        f"clash: student {student['id']}: course {one['id']} and course {other['id']},"
        " Monday 2026-09-07, 09:00 to 09:30 Europe/Berlin",
    )


def test_each_pair_of_courses_at_the_same_time_is_a_clash(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    courses = [make_course(client, term_id=term["id"]) for _ in range(3)]
    students = [make_student(client) for _ in range(2)]
    for student in students:
        enroll(client, student, *courses)

    for course in courses:
        edit(client, "courses", course, meetings=NINE)

    assert [line.split(", ")[0] for line in found(app)[:-1]] == [
        f"to settle clash: student {student['id']}: course {one['id']} and course {other['id']}"
        for student in students
        for one, other in (courses[:2], courses[::2], courses[1:])
    ]


def test_courses_of_two_terms_clash_by_the_clocks_of_both(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    elsewhere = make_term(client, time_zone="Europe/Helsinki")
    one = make_course(client, term_id=term["id"], meetings=NINE)
    other = make_course(client, term_id=elsewhere["id"], meetings=NINE)
    student = make_student(client)
    enroll(client, student, one, other)
    assert found(app) == NOTHING

    edit(client, "courses", other, meetings=TEN)

    expect_unsettled(
        app,
        f"clash: student {student['id']}: course {one['id']} and course {other['id']},"
        " Monday 2026-09-07, 09:00 to 10:00 Europe/Berlin",
    )


def test_the_same_hour_of_other_weeks_is_no_clash(
    app: Flask, client: FlaskClient, term: dict[str, Any]
) -> None:
    early = make_course(client, term_id=term["id"], meetings=[NINE[0] | {"ends_on": "2026-10-31"}])
    late = make_course(client, term_id=term["id"], meetings=[NINE[0] | {"starts_on": "2026-11-01"}])

    enroll(client, make_student(client), early, late)

    assert found(app) == NOTHING


@pytest.fixture
def looked_at(client: FlaskClient, term: dict[str, Any]) -> dict[str, Any]:
    """A student who takes a course that meets at nine, and is looked at for what it needs."""
    student = make_student(client)
    basics = make_course(client, term_id=term["id"], catalog_code="A-1")
    needy = needs("A-1", concurrent=True)
    course = make_course(client, term_id=term["id"], meetings=NINE, prerequisites=needy)
    enroll(client, student, basics, course)
    return student


@pytest.mark.parametrize("leave", [drop, complete])
def test_what_is_over_clashes_with_nothing(
    app: Flask, client: FlaskClient, term: dict[str, Any], looked_at: dict[str, Any], leave: Any
) -> None:
    other = make_course(client, term_id=term["id"], meetings=TEN)
    enroll(client, looked_at, other)
    leave(client, looked_at, other)

    edit(client, "courses", other, meetings=NINE)

    assert found(app) == NOTHING


def test_who_waits_clashes_with_nothing(
    app: Flask, client: FlaskClient, term: dict[str, Any], looked_at: dict[str, Any]
) -> None:
    other = make_course(client, term_id=term["id"], meetings=TEN, capacity=0)
    wait(client, looked_at, other)

    edit(client, "courses", other, meetings=NINE)

    assert found(app) == NOTHING


def test_who_is_still_enrolled_clashes(
    app: Flask, client: FlaskClient, term: dict[str, Any], looked_at: dict[str, Any]
) -> None:
    """The control of the two above."""
    other = make_course(client, term_id=term["id"], meetings=TEN)
    enroll(client, looked_at, other)

    edit(client, "courses", other, meetings=NINE)

    assert found(app)[-1] == "0 broken, 1 to settle"
