"""What was there before the log gets one event each, which says that the upgrade recorded it."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from src.controllers.invariants.broken import BROKEN
from tests.databases import migrate
from tests.integration.migrations.connections import reading, writing
from tests.integration.migrations.revisions import UPWARD
from tests.integration.migrations.rows import COURSES, STUDENTS, Row, Rows, rows_of
from tests.integration.migrations.stages import MakeStage

BEFORE = UPWARD[UPWARD.index("0007") - 1]


@pytest.fixture
def url(make_stage: MakeStage) -> str:
    """A database of the revision before, whose rows were made at instants of their own."""
    url = make_stage(BEFORE).another()
    later = {"student_courses": "2026-09-03T00:00:00.000Z", "courses": "2026-09-02T00:00:00.000Z"}
    with writing(url) as connection:
        for table, instant in later.items():
            connection.execute(text(f"UPDATE {table} SET created_at = '{instant}'"))
        # One that claims to be older than its course.
        early = "UPDATE student_courses SET created_at = '2026-08-01T00:00:00.000Z'"
        connection.execute(text(f"{early} WHERE student_id = 1"))
    return url


def rows_at(url: str) -> Rows:
    with reading(url) as connection:
        return rows_of(connection)


def key_of(row: Row, *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def test_each_old_row_has_one_event_dated_by_its_creation(url: str) -> None:
    migrate(url)

    rows = rows_at(url)
    events = rows["events"]
    assert Counter(event["type"].partition(".")[0] for event in events) == {
        "term": 1,
        "student": STUDENTS,
        "course": COURSES,
        "enrollment": STUDENTS,
    }
    assert {event["cause"] for event in events} == {"upgrade"}
    told = {
        key_of(event, "student_id", "course_id"): key_of(event, "at", "status_after", "place")
        for event in events
        if event["status_after"]
    }
    assert told == {
        key_of(row, "student_id", "course_id"): key_of(row, "created_at", "status", "place")
        for row in rows["student_courses"]
    }


def test_the_log_is_in_the_order_of_its_instants_and_tells_what_is(url: str) -> None:
    migrate(url)

    rows = rows_at(url)
    instants = [event["at"] for event in rows["events"]]
    assert instants == sorted(instants)
    for course in rows["courses"]:
        mine = [each["at"] for each in rows["events"] if each["course_id"] == course["id"]]
        assert course["last_event_at"] == max(mine)
    with reading(url) as connection:
        assert connection.execute(text(BROKEN["history"])).all() == []
