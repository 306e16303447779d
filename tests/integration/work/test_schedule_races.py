"""Two requests of one student at once, of which one sets the whole schedule."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import make_course, make_student
from tests.integration.http.expect import document_of
from tests.integration.work.races import Race, Request, enrolling


def scheduling(student: int, *course_ids: int) -> Request:
    body = {"term_id": None, "course_ids": list(course_ids)}
    return lambda client: client.put(f"/students/{student}/courses", json=body)


@pytest.mark.parametrize("asking", [scheduling, enrolling], ids=["schedule", "request"])
def test_a_schedule_drops_what_another_request_took_meanwhile(
    client: FlaskClient, race: Race, asking: Callable[[int, int], Request]
) -> None:
    student = make_student(client)["id"]
    one, other = (make_course(client)["id"] for _ in range(2))

    answers = race.run(asking(student, one), scheduling(student, other))

    assert [answer.status_code for answer in answers] == [200, 200]
    taken = document_of(client.get(f"/students/{student}/courses"))
    assert [course["id"] for course in taken] == [other]
