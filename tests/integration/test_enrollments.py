"""The two calls that everything else is built around."""

from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student


def test_enrolling_answers_every_course_in_the_order_asked(client: FlaskClient) -> None:
    student = make_student(client)
    algebra, botany = make_course(client), make_course(client)
    enroll(client, student, algebra)

    response = client.post(
        f"/students/{student['id']}/courses", json={"course_ids": [botany["id"], algebra["id"]]}
    )

    assert response.status_code == 200
    assert response.json == {
        "message": "1 enrolled, 1 unchanged.",
        "courses": [
            {"course_id": botany["id"], "result": "enrolled"},
            {"course_id": algebra["id"], "result": "unchanged"},
        ],
    }
