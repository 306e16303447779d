"""Import, export, import is a fixed point, from either end."""

from pathlib import Path

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
from tests.integration.transfer.conftest import Desk

FORMULAS = ["=1+1", "+49", "-1", "@sum", "＝1", "'=1", "''-1", "'plain", "'"]  # noqa: RUF001


def fill(client: FlaskClient) -> None:
    """Make records with all that a cell can hold."""
    first = make_student(client, name='Ada "A", Lind', given_name="Ada", external_id="S2")
    second = make_student(client, name="Bo Ström", email="bo@example.org")
    course = make_course(client, code="C2", title="B, 2", credits=7.5, description="a\nb\rc\r\n,")
    other = make_course(client, code="C1", title="A", credits=0, catalog_code="CAT")
    enroll(client, second, course, other)
    enroll(client, first, other)
    for number, formula in enumerate(FORMULAS):
        make_student(client, name=formula, external_id=f"{formula}{number}")
        make_course(client, title=formula, description=f"\t{formula}", code=f"{formula}{number}")
        make_term(client, name=formula, code=f"{formula}{number}")
    make_term(
        client,
        code="=F26",
        registration_opens_at="2026-06-01T10:00:00.5+02:00",
        max_credits=7.25,
    )


def fill_queues(desk: Desk, client: FlaskClient) -> None:
    """Make queues out of order, one with free seats whose first may not have one."""
    term = make_term(client, code="T")
    slot = meeting(1, "09:00", "10:00", location='=Hall "A"')
    course = make_course(client, code="FULL", term_id=term["id"], capacity=1, meetings=[slot])
    clashing = make_course(
        client,
        code="CLASH",
        term_id=term["id"],
        waitlist_capacity=9,
        meetings=[slot],
        prerequisites=needs("-1") + needs("CAT", concurrent=True),
    )
    students = [make_student(client) for _ in range(6)]
    enroll(client, students[0], course)
    for student in reversed(students[1:]):
        wait(client, student, course)
    drop(client, students[3], course)
    complete(client, students[0], course, grade="+A")
    desk.change("UPDATE student_courses SET status = 'completed', passed = 0 WHERE student_id = 2")
    desk.change(
        "INSERT INTO student_courses (student_id, course_id, status, place, passed_over,"
        " passed_over_at, created_at, updated_at) SELECT student_id, course_id + 1, 'waitlisted',"
        " 100 - place, '[]', created_at, created_at, created_at FROM student_courses"
        f" WHERE course_id = {course['id']} AND place IS NOT NULL"
    )
    desk.change(
        f"UPDATE courses SET waitlist_count = 4, last_place = 99 WHERE id = {clashing['id']}"
    )


def test_importing_an_export_changes_nothing(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    fill(client)
    fill_queues(desk, client)
    before = desk.contents()
    first = desk.exported(tmp_path / "first")

    desk.folder = tmp_path / "first"
    counts = desk.imported()

    assert {told.rsplit(", ", 1)[0] for told in counts.values()} == {"0 created, 0 changed"}
    assert desk.contents() == before
    assert desk.exported(tmp_path / "second") == first


def test_an_export_fills_an_empty_database_alike(
    desk: Desk, client: FlaskClient, tmp_path: Path
) -> None:
    """With the same queues, in which those stay who were passed over."""
    fill(client)
    fill_queues(desk, client)
    first = desk.exported(tmp_path / "first")
    before = client.get("/courses").json or []
    desk.empty()

    desk.folder = tmp_path / "first"
    counts = desk.imported()

    assert {told.split(", ", 1)[1] for told in counts.values()} == {"0 changed, 0 unchanged"}
    assert desk.exported(tmp_path / "second") == first
    after = client.get("/courses").json or []
    names = ("code", "enrolled_count", "waitlist_count", "open_seats", "meetings", "prerequisites")
    assert [[course[name] for name in names] for course in after] == [
        [course[name] for name in names] for course in before
    ]
    assert [course["waitlist_count"] for course in after if course["waitlist_count"]] == [4, 4]
