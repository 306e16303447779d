"""Two requests of one student at once, of which one sets the whole schedule."""

from flask.testing import FlaskClient

from tests.factories import make_course, make_student
from tests.integration.http.expect import document_of
from tests.integration.work.races import Race, Request, enrolling


def scheduling(student: int, *course_ids: int) -> Request:
    body = {"term_id": None, "course_ids": list(course_ids)}
    return lambda client: client.put(f"/students/{student}/courses", json=body)


def test_a_schedule_drops_what_another_schedule_took_meanwhile(
    client: FlaskClient, race: Race
) -> None:
    student = make_student(client)["id"]
    one, other = (make_course(client)["id"] for _ in range(2))

    answers = race.run(scheduling(student, one), scheduling(student, other))

    assert [answer.status_code for answer in answers] == [200, 200]
    taken = document_of(client.get(f"/students/{student}/courses"))
    assert [course["id"] for course in taken] == [other]


def test_a_schedule_drops_what_the_student_enrolled_in_meanwhile(
    client: FlaskClient, race: Race
) -> None:
    student = make_student(client)["id"]
    one, other = (make_course(client)["id"] for _ in range(2))

    answers = race.run(enrolling(student, one), scheduling(student, other))

    assert [answer.status_code for answer in answers] == [200, 200]
    taken = document_of(client.get(f"/students/{student}/courses"))
    assert [course["id"] for course in taken] == [other]
