"""Every request that touches the database, and the rows that they find.

The ids are those of a database that was empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from tests.factories import enroll, make_course, make_student, make_term, meeting, needs, wait

HOLDER, WAITER, OTHER, IDLE = 1, 2, 3, 4
FULL_COURSE, OPEN, TAUGHT, RULED, EMPTY = 1, 2, 3, 4, 5
TERM, UNUSED_TERM = 1, 2


@dataclass(frozen=True, slots=True)
class Ask:
    """A request."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None

    @property
    def route(self) -> str:
        """Method and path, without its query and with `n` for ids."""
        return f"{self.method} {re.sub('[0-9]+', 'n', self.path.partition('?')[0])}"

    def __str__(self) -> str:
        said = " ".join(str(each) for each in (self.method, self.path, self.body or ""))
        return said.rstrip()


def make_start(client: FlaskClient) -> None:
    """A full course with a queue, courses with and without rules, and rows to delete."""
    term = make_term(client, code="AUTUMN", max_credits=12)
    make_term(client, code="SPRING")
    holder, waiter, other, _idle = (
        make_student(client, name=name, email=f"{name}@example.org", external_id=name)
        for name in ("ada", "bo", "cy", "di")
    )
    full = make_course(client, title="Full", capacity=1)
    open_ = make_course(client, title="Open", capacity=5)
    nine = [meeting(1, "09:00", "10:00")]
    taught = make_course(client, title="Taught", term_id=term["id"], credits=6, meetings=nine)
    ruled = make_course(client, title="Ruled", term_id=term["id"], credits=3, capacity=0)
    make_course(client, title="Empty")
    enroll(client, holder, full, taught)
    wait(client, waiter, full, ruled)
    enroll(client, other, open_)
    # Its seat stays free as long as the rule stands.
    for rule in ({"prerequisites": needs("MATH")}, {"capacity": 1}):
        client.patch(f"/courses/{ruled['id']}", json=rule)


STUDENTS = (
    Ask("POST", "/students", {"name": "Eve", "email": "eve@example.org"}),
    Ask("GET", "/students?limit=3"),
    Ask("GET", "/students?email=BO@example.org"),
    Ask("GET", f"/students/{HOLDER}"),
    Ask("PATCH", f"/students/{HOLDER}", {"name": "Ada L."}),
    Ask("PATCH", f"/students/{HOLDER}", {"email": "bo@example.org"}),
    Ask("DELETE", f"/students/{IDLE}"),
    Ask("DELETE", f"/students/{HOLDER}"),
)
_DAYS = {"starts_on": "2027-01-01", "ends_on": "2027-03-01", "time_zone": "Europe/Berlin"}
TERMS = (
    Ask("POST", "/terms", {"code": "WINTER", "name": "Winter"} | _DAYS),
    Ask("GET", "/terms"),
    Ask("GET", f"/terms/{TERM}"),
    Ask("PATCH", f"/terms/{TERM}", {"max_credits": 20}),
    Ask("DELETE", f"/terms/{UNUSED_TERM}"),
)
COURSES = (
    Ask("POST", "/courses", {"title": "New", "code": "NEW-1", "term_id": TERM}),
    Ask("GET", "/courses?has_open_seats=true"),
    Ask("GET", f"/courses/{FULL_COURSE}"),
    Ask("PATCH", f"/courses/{OPEN}", {"title": "Wide open"}),
    Ask("PATCH", f"/courses/{FULL_COURSE}", {"capacity": 3}),
    Ask("PATCH", f"/courses/{FULL_COURSE}", {"capacity": 0}),
    Ask("PATCH", f"/courses/{RULED}", {"prerequisites": []}),
    Ask("DELETE", f"/courses/{EMPTY}"),
)
ROSTERS = (
    Ask("GET", f"/courses/{FULL_COURSE}/students"),
    Ask("GET", f"/courses/{FULL_COURSE}/waitlist"),
    Ask("GET", f"/courses/{FULL_COURSE}/students?as_of=2026-10-01T12:00:00.000Z"),
    Ask("GET", f"/courses/{FULL_COURSE}/changes"),
    Ask("GET", f"/courses/{FULL_COURSE}/demand"),
    Ask("GET", f"/students/{HOLDER}/history"),
    Ask("GET", "/readyz"),
)
_OF_OTHER = f"/students/{OTHER}/courses"
_OF_HOLDER = f"/students/{HOLDER}/courses"
ENROLLMENTS = (
    Ask("POST", _OF_OTHER, {"course_ids": [EMPTY, TAUGHT]}),
    Ask("POST", _OF_OTHER, {"course_ids": [FULL_COURSE, EMPTY], "waitlist": True}),
    Ask("POST", _OF_OTHER, {"course_ids": [FULL_COURSE, EMPTY]}),
    Ask("POST", f"{_OF_OTHER}?dry_run=true", {"course_ids": [EMPTY]}),
    Ask("PUT", _OF_HOLDER, {"term_id": None, "course_ids": [OPEN, EMPTY]}),
    Ask("PUT", f"{_OF_HOLDER}?dry_run=true", {"term_id": None, "course_ids": [OPEN]}),
    Ask("GET", _OF_HOLDER),
    Ask("GET", f"{_OF_HOLDER}/{FULL_COURSE}"),
    Ask("PATCH", f"{_OF_HOLDER}/{TAUGHT}", {"status": "completed", "passed": True, "grade": "B+"}),
    Ask("DELETE", f"{_OF_HOLDER}/{FULL_COURSE}"),
    Ask("DELETE", f"/students/{WAITER}/courses/{FULL_COURSE}"),
    Ask("DELETE", f"{_OF_HOLDER}/{FULL_COURSE}?dry_run=true"),
)
EVERY_ASK = (*STUDENTS, *TERMS, *COURSES, *ROSTERS, *ENROLLMENTS)
