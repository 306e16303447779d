"""Enrollments with their statuses and grades."""

import pytest
from flask.testing import FlaskClient

from src.cli import enrolling
from tests.clock import StandingClock
from tests.factories import ask, make_course, make_student, wait
from tests.integration.transfer.conftest import Desk, School

EVERY = (
    "S1,A,enrolled,,,",
    "S2,A,,,,",
    "S3,A,waitlisted,,,",
    "S4,A,dropped,,,",
    "S5,A,withdrawn,,,",
    "S6,A,completed,true,B+,",
    "S7,A,completed,FALSE,,",
)
KEPT = {
    "S1,A": ("enrolled", None, None),
    "S2,A": ("enrolled", None, None),
    "S3,A": ("waitlisted", None, None),
    "S4,A": ("dropped", None, None),
    "S5,A": ("withdrawn", None, None),
    "S6,A": ("completed", 1, "B+"),
    "S7,A": ("completed", 0, None),
}


def test_new_enrollments_are_created_in_every_status(school: School) -> None:
    assert school.state(*EVERY) == "7 created, 0 changed, 0 unchanged"

    assert school.statuses() == KEPT
    assert school.counts() == {"A": (4, 1), "B": (0, 0), "C": (0, 0)}


def test_importing_statuses_again_changes_nothing(school: School) -> None:
    school.state(*EVERY)
    before = school.contents()

    assert school.state(*EVERY) == "0 created, 0 changed, 7 unchanged"
    assert school.contents() == before


@pytest.mark.parametrize("to", EVERY)
def test_every_status_may_follow_every_other(school: School, to: str) -> None:
    """The registrar's data are the registrar's word; the database's rules hold at the end."""
    school.state(*EVERY)
    _, course, *state = to.split(",")

    # Who waits already goes first, and so is not moved.
    told = school.state(*(",".join([f"S{n}", course, *state]) for n in (3, 1, 2, 4, 5, 6, 7)))

    assert told in ("0 created, 6 changed, 1 unchanged", "0 created, 5 changed, 2 unchanged")
    assert {*school.statuses().values()} == {KEPT[to[:4]]}
    assert school.counts()["A"] == {
        "enrolled": (7, 0),
        "completed": (7, 0),
        "waitlisted": (0, 7),
    }.get(KEPT[to[:4]][0], (0, 0))


def test_a_changed_enrollment_keeps_its_beginning(school: School, clock: StandingClock) -> None:
    clock.set("2026-09-01T08:00:00Z")
    school.state("S1,A,,,,", "S2,A,,,,")
    clock.set("2026-12-01T08:00:00Z")

    assert school.state("S1,A,completed,true,A,", "S2,A,,,,") == "0 created, 1 changed, 1 unchanged"
    changed = school.rows("SELECT student_id FROM student_courses WHERE updated_at > created_at")
    assert changed == [(1,)]


def test_another_grade_changes_an_enrollment(school: School) -> None:
    school.state("S1,A,completed,true,A,", "S2,A,completed,true,A,", "S3,A,completed,true,A,")

    told = school.state(
        "S1,A,completed,false,A,", "S2,A,completed,true,,", "S3,A,completed,true,A,"
    )

    assert told == "0 created, 2 changed, 1 unchanged"
    assert school.statuses() == {
        "S1,A": ("completed", 0, "A"),
        "S2,A": ("completed", 1, None),
        "S3,A": ("completed", 1, "A"),
    }


def test_without_a_status_column_whoever_is_known_is_left_alone(school: School) -> None:
    school.state(*EVERY)
    before = school.contents()

    told = school.plain(*(f"S{n},A" for n in range(1, 8)))

    assert told == "0 created, 0 changed, 7 unchanged"
    assert school.contents() == before


def test_absent_columns_of_a_status_say_the_same_as_empty_cells(school: School) -> None:
    counts = school.imported(
        enrollments="student_external_id,course_code,status\nS1,A,waitlisted\nS2,A,\n"
    )
    told = school.refused(enrollments="student_external_id,course_code,status\nS1,B,completed\n")

    assert counts == {"enrollments": "2 created, 0 changed, 0 unchanged"}
    assert told[0].endswith("column passed: A completed enrollment needs true or false.")


@pytest.mark.parametrize("rows_per_batch", [1, 20_000])
def test_the_same_row_twice_is_one_enrollment(
    school: School, monkeypatch: pytest.MonkeyPatch, rows_per_batch: int
) -> None:
    monkeypatch.setattr(enrolling, "BATCH_ROWS", rows_per_batch)

    told = school.state(
        "S1,A,completed,true,A,",
        "S2,A,waitlisted,,,1",
        "S1,A,completed,TRUE,A,",
        "S2,A,waitlisted,,,1",
    )

    assert told == "2 created, 0 changed, 2 unchanged"
    assert school.counts()["A"] == (1, 1)


def test_who_comes_back_begins_anew_and_who_goes_on_keeps_what_was_set_aside(
    desk: Desk, client: FlaskClient
) -> None:
    course = make_course(client, code="A", capacity=0)
    for name in ("S1", "S2", "S3"):
        student = make_student(client, external_id=name)
        wait(client, student, course)
    desk.change(
        """UPDATE student_courses SET override = '{"codes":["E023"],"note":"n"}',"""
        """ passed_over = '[]', passed_over_at = created_at"""
    )
    desk.change("UPDATE student_courses SET status = 'dropped', place = NULL WHERE student_id = 3")
    desk.change("UPDATE courses SET waitlist_count = 2, capacity = NULL")

    counts = desk.imported(
        enrollments="student_external_id,course_code,status\nS1,A,\nS2,A,waitlisted\nS3,A,\n"
    )

    assert counts == {"enrollments": "0 created, 2 changed, 1 unchanged"}
    assert desk.rows(
        "SELECT status, override IS NOT NULL, passed_over IS NOT NULL, passed_over_at IS NOT NULL"
        " FROM student_courses ORDER BY student_id"
    ) == [
        ("enrolled", True, False, False),
        ("waitlisted", True, True, True),
        ("enrolled", False, False, False),
    ]


def test_windows_clashes_credits_and_prerequisites_do_not_matter(
    desk: Desk, client: FlaskClient
) -> None:
    """The control: the student who asks for the same is refused for each of them."""
    meeting = '"[{""weekday"":1,""starts_at"":""09:00"",""ends_at"":""10:00""}]"'
    files = {
        "terms": "code,name,starts_on,ends_on,time_zone,registration_closes_at,max_credits\n"
        "T,Term,2026-09-01,2026-12-18,UTC,2026-08-01T00:00:00Z,5\n",
        "students": "external_id,email,name\nS1,s1@example.org,Student\nS2,s2@example.org,S\n",
        "courses": "code,title,term_code,credits,meetings,prerequisites\n"
        f"A,Algebra,T,4,{meeting},\n"
        f'B,Botany,T,4,{meeting},"[{{""catalog_code"":""X""}}]"\n',
    }
    desk.imported(**files, enrollments="student_external_id,course_code\nS1,A\nS1,B\nS2,A\n")

    answer = ask(client, {"id": 2}, {"id": 2}).json or {}

    assert len(client.get("/students/1/courses").json or []) == 2
    codes = [each["code"] for each in answer["error"]["details"]]
    assert codes == ["E021", "E022", "E023", "E024"]
