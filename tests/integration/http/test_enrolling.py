"""The calls that everything else is built around: enroll and drop."""

from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student
from tests.integration.http.expect import document_of, error_of, ids_of


def test_enrolling_answers_every_course_in_the_order_asked(client: FlaskClient) -> None:
    student = make_student(client)
    algebra, botany = make_course(client), make_course(client)
    enroll(client, student, algebra)

    response = client.post(
        f"/students/{student['id']}/courses", json={"course_ids": [botany["id"], algebra["id"]]}
    )

    assert document_of(response) == {
        "message": "1 enrolled, 1 unchanged.",
        "courses": [
            {"course_id": botany["id"], "result": "enrolled"},
            {"course_id": algebra["id"], "result": "unchanged"},
        ],
    }


def test_enrolling_again_changes_nothing_and_answers_200(client: FlaskClient) -> None:
    student, course = make_student(client), make_course(client)
    enroll(client, student, course)
    before = client.get("/students/1/courses").json

    response = client.post("/students/1/courses", json={"course_ids": [course["id"]]})

    assert document_of(response) == {
        "message": "1 unchanged.",
        "courses": [{"course_id": course["id"], "result": "unchanged"}],
    }
    assert client.get("/students/1/courses").json == before


def test_a_hundred_courses_at_once_are_enrolled(client: FlaskClient) -> None:
    make_student(client)
    ids = [make_course(client)["id"] for _ in range(100)]

    response = client.post("/students/1/courses", json={"course_ids": ids[::-1]})

    assert [each["course_id"] for each in document_of(response)["courses"]] == ids[::-1]
    assert ids_of(client.get("/students/1/courses")) == ids


def test_every_unknown_course_is_named_in_the_order_asked(client: FlaskClient) -> None:
    make_student(client)
    make_course(client)

    response = client.post("/students/1/courses", json={"course_ids": [9, 1, 2**31 - 1, 5]})

    error = error_of(response, 404, "E001")
    assert error["message"] == "Course does not exist."
    assert error["details"] == [
        {"course_id": each, "code": "E001", "message": "Course does not exist."}
        for each in (9, 2**31 - 1, 5)
    ]


def test_one_unknown_course_keeps_all_of_them_out(client: FlaskClient) -> None:
    make_student(client)
    make_course(client)

    error_of(client.post("/students/1/courses", json={"course_ids": [1, 9]}), 404, "E001")

    assert client.get("/students/1/courses").json == []
    assert client.get("/courses/1/students").json == []


def test_dropping_answers_as_enrolling_does(client: FlaskClient) -> None:
    enroll(client, make_student(client), make_course(client), make_course(client))

    response = client.delete("/students/1/courses/2")

    assert document_of(response) == {
        "message": "1 dropped.",
        "courses": [{"course_id": 2, "result": "dropped"}],
    }
    assert ids_of(client.get("/students/1/courses")) == [1]


def test_dropping_what_was_never_enrolled_is_e011(client: FlaskClient) -> None:
    make_student(client)
    make_course(client)

    error = error_of(client.delete("/students/1/courses/1"), 404, "E011")

    assert error["message"] == "The student is not enrolled in this course."


def test_dropping_again_changes_nothing_and_answers_200(client: FlaskClient) -> None:
    enroll(client, make_student(client), make_course(client))
    document_of(client.delete("/students/1/courses/1"))

    assert document_of(client.delete("/students/1/courses/1")) == {
        "message": "1 unchanged.",
        "courses": [{"course_id": 1, "result": "unchanged"}],
    }


def test_dropping_an_unknown_course_is_e001(client: FlaskClient) -> None:
    make_student(client)

    error_of(client.delete("/students/1/courses/9"), 404, "E001")


def test_a_dropped_course_can_be_enrolled_in_again(client: FlaskClient) -> None:
    student, course = make_student(client), make_course(client)
    enroll(client, student, course)
    document_of(client.delete("/students/1/courses/1"))

    response = client.post("/students/1/courses", json={"course_ids": [1]})

    assert document_of(response)["courses"] == [{"course_id": 1, "result": "enrolled"}]


def test_a_student_with_enrollments_is_not_deleted(client: FlaskClient) -> None:
    enroll(client, make_student(client), make_course(client))

    error = error_of(client.delete("/students/1"), 409, "E010")

    assert error["message"] == "Enrollments name it, now or in the past; it stays."
    assert ids_of(client.get("/courses/1/students")) == [1]


def test_a_course_with_enrollments_is_not_deleted(client: FlaskClient) -> None:
    enroll(client, make_student(client), make_course(client))

    error_of(client.delete("/courses/1"), 409, "E010")

    assert ids_of(client.get("/students/1/courses")) == [1]


def test_what_was_ever_enrolled_stays_on_the_record(client: FlaskClient) -> None:
    enroll(client, make_student(client), make_course(client))
    document_of(client.delete("/students/1/courses/1"))

    error_of(client.delete("/students/1"), 409, "E010")
    error_of(client.delete("/courses/1"), 409, "E010")


def test_who_was_never_enrolled_can_be_deleted(client: FlaskClient) -> None:
    make_student(client)
    make_course(client)

    assert client.delete("/students/1").status_code == 204
    assert client.delete("/courses/1").status_code == 204
