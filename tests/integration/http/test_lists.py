"""The lists: arrays by id, and what enrollments add to their objects."""

from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student
from tests.integration.http.expect import INSTANT, document_of, ids_of


def test_empty_lists_are_empty_arrays(client: FlaskClient) -> None:
    make_student(client)
    make_course(client)

    assert document_of(client.get("/students/1/courses")) == []
    assert document_of(client.get("/courses/1/students")) == []
    assert document_of(client.get("/students?external_id=none")) == []


def test_lists_hold_the_documents_of_their_items_by_id(client: FlaskClient) -> None:
    students = [make_student(client) for _ in range(3)]
    courses = [make_course(client) for _ in range(3)]

    assert document_of(client.get("/students")) == students
    assert document_of(client.get("/courses")) == courses


def test_a_students_courses_nest_the_enrollment_in_each_course(client: FlaskClient) -> None:
    student, course = make_student(client), make_course(client, credits=7.5, code="A-1")
    enroll(client, student, course)

    (document,) = document_of(client.get("/students/1/courses"))

    enrollment = document.pop("enrollment")
    assert document == course | {"enrolled_count": 1}
    assert list(enrollment) == ["status", "position", "created_at", "updated_at"]
    assert enrollment["status"] == "enrolled"
    assert enrollment["position"] is None
    assert INSTANT.fullmatch(enrollment["created_at"])
    assert enrollment["updated_at"] == enrollment["created_at"]


def test_a_roster_nests_the_enrollment_in_each_student(client: FlaskClient) -> None:
    student, course = make_student(client), make_course(client)
    enroll(client, student, course)
    (seen_by_student,) = document_of(client.get("/students/1/courses"))

    (document,) = document_of(client.get("/courses/1/students"))

    assert document.pop("enrollment") == seen_by_student["enrollment"]
    assert document == student


def test_a_students_courses_come_by_course_id_whatever_the_order_of_enrolling(
    client: FlaskClient,
) -> None:
    student = make_student(client)
    courses = [make_course(client) for _ in range(4)]
    for index in (2, 0, 3, 1):
        enroll(client, student, courses[index])

    assert ids_of(client.get("/students/1/courses")) == [1, 2, 3, 4]


def test_a_students_courses_are_never_paged(client: FlaskClient) -> None:
    student = make_student(client)
    courses = [make_course(client) for _ in range(203)]
    for start in range(0, len(courses), 100):
        enroll(client, student, *courses[start : start + 100])

    response = client.get("/students/1/courses")

    assert ids_of(response) == [course["id"] for course in courses]
    assert "Link" not in response.headers


def test_the_lists_of_others_do_not_mix(client: FlaskClient) -> None:
    ada, bo = make_student(client), make_student(client)
    algebra, botany = make_course(client), make_course(client)
    enroll(client, ada, algebra, botany)
    enroll(client, bo, botany)

    assert ids_of(client.get("/students/1/courses")) == [1, 2]
    assert ids_of(client.get("/students/2/courses")) == [2]
    assert ids_of(client.get("/courses/1/students")) == [1]
    assert ids_of(client.get("/courses/2/students")) == [1, 2]
