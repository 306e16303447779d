"""Races of whole schedules: what a student takes changes while another request sets it."""

from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student, make_term
from tests.integration.http.expect import document_of
from tests.integration.work.races import Race, enrolling


def test_a_schedule_that_is_set_while_the_student_enrolls_leaves_that_course_too(
    client: FlaskClient, race: Race
) -> None:
    """Its courses are locked before the other is enrolled in, and the student after."""
    term = make_term(client)["id"]
    had, wanted, other = (make_course(client, term_id=term) for _ in range(3))
    student = make_student(client)
    enroll(client, student, had)
    path = f"/students/{student['id']}/courses"
    body = {"term_id": term, "course_ids": [wanted["id"]]}

    answers = race.run(
        enrolling(student["id"], other["id"]), lambda client: client.put(path, json=body)
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [course["id"] for course in document_of(client.get(path))] == [wanted["id"]]
