"""An import leaves an event for everything that it creates and changes."""

from typing import Any

import pytest

from tests.integration.transfer.conftest import Desk

TERMS = "code,name,starts_on,ends_on,time_zone\nT,{},2026-09-01,2026-12-18,Europe/Berlin\n"
STUDENTS = "external_id,email,name\n" + "".join(
    f"S{number},s{number}@example.org,{{}}\n" for number in range(1, 5)
)
COURSES = "code,title,credits,term_code,capacity\nA,Algebra,{},T,1\n"
HEAD = "student_external_id,course_code,status,passed,grade,position\n"
FIRST = HEAD + "S1,A,completed,true,A,\nS2,A,waitlisted,,,1\nS3,A,waitlisted,,,2\nS4,A,dropped,,,\n"
# Another grade, another order of the queue, and one who waits, too.
SECOND = (
    HEAD + "S1,A,completed,true,B,\nS2,A,waitlisted,,,3\nS3,A,waitlisted,,,1\nS4,A,waitlisted,,,2\n"
)
COLUMNS = "type, student_id, course_id, term_id, status_before, status_after, changed, cause"


def files(value: str, enrollments: str) -> dict[str, str]:
    """The four files; names and credits have the value."""
    return {
        "terms": TERMS.format(value),
        "students": STUDENTS.format(*[value] * 4),
        "courses": COURSES.format(len(value)),
        "enrollments": enrollments,
    }


def events_of(desk: Desk, after: int = 0) -> list[tuple[Any, ...]]:
    """What was recorded after the first so many."""
    return desk.rows(f"SELECT {COLUMNS} FROM events ORDER BY id")[after:]


def row(type_: str, *ids: int | None, changed: str | None = None) -> tuple[Any, ...]:
    """An event of a row that is no enrollment."""
    return (type_, *ids, None, None, changed, "import")


def test_what_is_created_is_recorded(desk: Desk) -> None:
    desk.imported(**files("x", FIRST))

    assert events_of(desk) == [
        row("term.created", None, None, 1),
        *(row("student.created", number, None, None) for number in range(1, 5)),
        row("course.created", None, 1, 1),
        ("enrollment.completed", 1, 1, 1, None, "completed", None, "import"),
        ("enrollment.waitlisted", 2, 1, 1, None, "waitlisted", None, "import"),
        ("enrollment.waitlisted", 3, 1, 1, None, "waitlisted", None, "import"),
        ("enrollment.dropped", 4, 1, 1, None, "dropped", None, "import"),
    ]


def test_what_changes_is_recorded_and_what_stays_is_not(desk: Desk) -> None:
    desk.imported(**files("x", FIRST))
    before = len(events_of(desk))
    desk.imported(**files("x", FIRST))
    assert len(events_of(desk)) == before

    desk.imported(**files("yy", SECOND))

    moved = '["place"]'
    assert events_of(desk, before) == [
        row("term.updated", None, None, 1, changed='["name"]'),
        *(row("student.updated", number, None, None, changed='["name"]') for number in range(1, 5)),
        row("course.updated", None, 1, 1, changed='["credits"]'),
        ("enrollment.updated", 1, 1, 1, "completed", "completed", '["grade"]', "import"),
        ("enrollment.waitlisted", 4, 1, 1, "dropped", "waitlisted", None, "import"),
        ("enrollment.updated", 3, 1, 1, "waitlisted", "waitlisted", moved, "import"),
        ("enrollment.updated", 4, 1, 1, "waitlisted", "waitlisted", moved, "import"),
        ("enrollment.updated", 2, 1, 1, "waitlisted", "waitlisted", moved, "import"),
    ]
    assert desk.run("check").output == "ok: 0 broken, 0 to settle\n"


@pytest.mark.parametrize(
    "enrollments", ["student_external_id,course_code\nS1,A\n", HEAD + "S1,A,,,,\n"]
)
def test_who_is_simply_enrolled_is_recorded_by_one_import(desk: Desk, enrollments: str) -> None:
    desk.imported(**files("x", enrollments))

    enrolled = events_of(desk)[-1]
    assert enrolled == ("enrollment.enrolled", 1, 1, 1, None, "enrolled", None, "import")
    origins = desk.rows("SELECT DISTINCT actor, length(request_id) FROM events")
    assert origins == [("operator", 32)]
    assert len(desk.rows("SELECT DISTINCT request_id FROM events")) == 1
    # The course's instants go on from what was recorded.
    assert desk.rows("SELECT count(*) FROM courses WHERE last_event_at IS NULL") == [(0,)]
    assert desk.run("check").output == "ok: 0 broken, 0 to settle\n"


def test_events_are_not_dated_before_the_last_of_their_course(desk: Desk) -> None:
    desk.imported(**files("x", "student_external_id,course_code\nS1,A\n"))
    ahead = "'2199-01-01T00:00:00.000Z'"
    desk.change(f"UPDATE courses SET last_event_at = {ahead}")
    desk.change(f"UPDATE events SET at = {ahead} WHERE course_id = 1")

    desk.imported(**files("yy", HEAD + "S1,A,dropped,,,\nS2,A,,,,\n"))

    assert desk.rows(f"SELECT count(*) FROM events WHERE course_id = 1 AND at = {ahead}") == [(5,)]
    assert desk.run("check").output == "ok: 0 broken, 0 to settle\n"


def test_an_import_that_is_refused_leaves_no_event(desk: Desk) -> None:
    desk.refused(**files("x", "student_external_id,course_code\nS1,NONE\n"))

    assert events_of(desk) == []


def test_new_enrollments_are_recorded_by_course_which_is_how_events_are_indexed(
    desk: Desk,
) -> None:
    desk.imported(
        students=STUDENTS.format(*["x"] * 4),
        courses="code,title\nA,Algebra\nB,Botany\n",
        enrollments="student_external_id,course_code\nS2,B\nS1,B\nS2,A\nS1,A\n",
    )

    enrolled = desk.rows(
        "SELECT student_id, course_id FROM events WHERE type = 'enrollment.enrolled' ORDER BY id"
    )
    assert enrolled == [(1, 1), (2, 1), (1, 2), (2, 2)]
