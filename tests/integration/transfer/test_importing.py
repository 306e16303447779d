"""What an import creates, changes and leaves alone."""

import pytest
from flask.testing import FlaskClient

from src.cli import enrolling, loading
from tests.factories import enroll, make_course, make_student
from tests.integration.transfer.conftest import Desk

STUDENTS = """external_id,email,name,given_name,family_name
S1,ada@example.org,Ada Lind,Ada,Lind
S2,bo@example.org,"Bo ""Bob"" Berg",,
"""
COURSES = """code,catalog_code,title,description,credits
ALG-1,ALG,Algebra,"Two lines,
one cell",7.5
BOT-1,,Botany,,
"""
ENROLLMENTS = """student_external_id,student_email,course_code
S1,,ALG-1
,BO@example.org,ALG-1
S2,bo@example.org,BOT-1
"""


def test_new_students_courses_and_enrollments_are_created(desk: Desk) -> None:
    counts = desk.imported(students=STUDENTS, courses=COURSES, enrollments=ENROLLMENTS)

    assert counts == {
        "students": "2 created, 0 changed, 0 unchanged",
        "courses": "2 created, 0 changed, 0 unchanged",
        "enrollments": "3 created, 0 changed, 0 unchanged",
    }
    assert desk.rows("SELECT id, external_id, email, name, given_name, version FROM students") == [
        (1, "S1", "ada@example.org", "Ada Lind", "Ada", 1),
        (2, "S2", "bo@example.org", 'Bo "Bob" Berg', None, 1),
    ]
    assert desk.rows("SELECT id, code, description, credits_hundredths FROM courses") == [
        (1, "ALG-1", "Two lines,\none cell", 750),
        (2, "BOT-1", None, None),
    ]
    assert desk.rows("SELECT student_id, course_id FROM student_courses ORDER BY 1, 2") == [
        (1, 1),
        (2, 1),
        (2, 2),
    ]


def test_importing_again_changes_nothing(desk: Desk) -> None:
    desk.imported(students=STUDENTS, courses=COURSES, enrollments=ENROLLMENTS)
    before = desk.contents()

    counts = desk.imported()

    assert counts == {
        "students": "0 created, 0 changed, 2 unchanged",
        "courses": "0 created, 0 changed, 2 unchanged",
        "enrollments": "0 created, 0 changed, 3 unchanged",
    }
    assert desk.contents() == before


def test_a_changed_row_changes_its_fields_and_its_version(desk: Desk) -> None:
    desk.imported(students=STUDENTS, courses=COURSES)
    desk.rows("SELECT 1")

    counts = desk.imported(
        students=STUDENTS.replace("Ada Lind", "Ada Lund"), courses=COURSES.replace("7.5", "5")
    )

    assert counts["students"] == counts["courses"] == "0 created, 1 changed, 1 unchanged"
    assert desk.rows("SELECT name, version FROM students ORDER BY id")[0] == ("Ada Lund", 2)
    assert desk.rows("SELECT credits_hundredths, version FROM courses ORDER BY id") == [
        (500, 2),
        (None, 1),
    ]
    assert desk.rows("SELECT count(*) FROM students WHERE updated_at > created_at") == [(1,)]


def test_an_absent_column_is_left_alone_and_an_empty_cell_clears(desk: Desk) -> None:
    desk.imported(students=STUDENTS, courses=COURSES)

    desk.imported(
        students="family_name,name,email\n,Ada Lind,ada@example.org\n",
        courses="title,code,credits\nAlgebra,ALG-1,\n",
    )

    assert desk.rows("SELECT external_id, given_name, family_name FROM students WHERE id = 1") == [
        ("S1", "Ada", None)
    ]
    assert desk.rows(
        "SELECT catalog_code, description, credits_hundredths FROM courses WHERE id = 1"
    ) == [("ALG", "Two lines,\none cell", None)]


def test_absent_rows_are_kept(desk: Desk) -> None:
    desk.imported(students=STUDENTS, courses=COURSES, enrollments=ENROLLMENTS)
    before = desk.contents()

    desk.imported(
        students=STUDENTS.splitlines()[0],
        courses=COURSES.splitlines()[0],
        enrollments=ENROLLMENTS.splitlines()[0],
    )

    assert desk.contents() == before


def test_a_student_known_by_external_id_gets_the_new_email(desk: Desk) -> None:
    desk.imported(students="external_id,email,name\nS1,old@example.org,Ada\n")

    desk.imported(students="external_id,email,name\nS1,New@Example.org,Ada\n")

    assert desk.rows("SELECT id, email, email_key FROM students") == [
        (1, "New@Example.org", "new@example.org")
    ]


def test_a_student_known_by_email_alone_gets_the_external_id(desk: Desk) -> None:
    desk.imported(students="email,name\nstrasse@example.org,Ada\n")

    desk.imported(students="external_id,email,name\nS1,STRASSE@example.org,Ada\n")

    assert desk.rows("SELECT id, external_id, email FROM students") == [
        (1, "S1", "STRASSE@example.org")
    ]


@pytest.mark.parametrize("rows_per_batch", [1, 1000])
def test_what_an_earlier_row_gave_up_is_free_for_a_later_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rows_per_batch: int
) -> None:
    monkeypatch.setattr(loading, "BATCH_ROWS", rows_per_batch)
    desk.imported(students="external_id,email,name\nS1,a@example.org,Ada\nS2,b@example.org,Bo\n")

    counts = desk.imported(
        students="external_id,email,name\n"
        "S2,c@example.org,Bo\nS1,b@example.org,Ada\nS3,a@example.org,Cy\n"
    )

    assert counts["students"] == "1 created, 2 changed, 0 unchanged"
    assert desk.rows("SELECT external_id, email_key FROM students ORDER BY id") == [
        ("S1", "b@example.org"),
        ("S2", "c@example.org"),
        ("S3", "a@example.org"),
    ]


def test_an_enrollment_that_stands_twice_is_one(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolling, "BATCH_ROWS", 2)
    student = make_student(client, external_id="S1")
    held, new = make_course(client, code="HELD"), make_course(client, code="NEW")
    enroll(client, student, held)

    counts = desk.imported(
        enrollments="student_external_id,course_code\nS1,NEW\nS1,NEW\nS1,HELD\nS1,NEW\n"
    )

    assert counts["enrollments"] == "1 created, 0 changed, 3 unchanged"
    assert desk.rows("SELECT course_id FROM student_courses ORDER BY 1") == [
        (held["id"],),
        (new["id"],),
    ]


def test_what_is_imported_is_served(desk: Desk, client: FlaskClient) -> None:
    desk.imported(students=STUDENTS, courses=COURSES, enrollments=ENROLLMENTS)

    courses = client.get("/students/2/courses").json

    assert courses
    assert [(each["code"], each["credits"]) for each in courses] == [
        ("ALG-1", 7.5),
        ("BOT-1", None),
    ]
    assert courses[0]["created_at"] == courses[0]["updated_at"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfcode,title\nA,Algebra\n",
        b"code,title\r\nA,Algebra\r\n",
        b"\n\ncode,title\n\nA,Algebra\n\n\n",
        b"code,title\nA,Algebra",
        b'"code","title"\n"A","Algebra"\n',
        b"code,title\n,\nA,Algebra\n,\n,,,\n",
    ],
    ids=["byte order mark", "CRLF", "empty lines", "no last line end", "all quoted", "empty rows"],
)
def test_what_spreadsheets_write_is_read(desk: Desk, content: bytes) -> None:
    assert desk.imported(courses=content) == {"courses": "1 created, 0 changed, 0 unchanged"}
    assert desk.rows("SELECT code, title FROM courses") == [("A", "Algebra")]


def test_an_empty_description_says_the_same_as_an_empty_cell(
    desk: Desk, client: FlaskClient
) -> None:
    make_course(client, code="A", title="Algebra", description="")

    counts = desk.imported(courses="code,title,description\nA,Algebra,\n")

    assert counts["courses"] == "0 created, 0 changed, 1 unchanged"


def test_a_folder_without_any_of_the_files_is_refused(desk: Desk) -> None:
    (line,) = desk.refused()

    expected = "Error: There is none of terms.csv, students.csv, courses.csv, enrollments.csv in "
    assert line.startswith(expected)
