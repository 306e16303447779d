"""Meetings and prerequisites inside a course: what is wrong is said where it is."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from src.schemas.courses import CourseCreate, CoursePatch
from src.schemas.reading import validate
from src.values import Meeting, Prerequisite
from tests.unit.schemas.checks import faults_of

MEETING: dict[str, Any] = {"weekday": 1, "starts_at": "09:00", "ends_at": "10:30"}
MINUTES = st.integers(0, 1439)
FIRST = date(1900, 1, 1)
DAYS = st.dates(FIRST, date(2199, 12, 31))
LIKE_TIME, LIKE_DAY = "Input should be like 09:30.", "Input should be like 2026-09-01."
ORDER, DAYS_ORDER = "The meeting should end after it starts.", "The last day is before the first."


def time_text(minute: int) -> str:
    """The minute of a day by the clock."""
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize("schema", [CourseCreate, CoursePatch])
@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"weekday": 0}, {"weekday": "Input should be greater than or equal to 1"}),
        ({"weekday": 8}, {"weekday": "Input should be less than or equal to 7"}),
        ({"weekday": True}, {"weekday": "Input should be a valid integer"}),
        ({"starts_at": "9:00"}, {"starts_at": LIKE_TIME}),
        ({"starts_at": None, "ends_at": 1030}, {"starts_at": LIKE_TIME, "ends_at": LIKE_TIME}),
        ({"ends_at": "09:00"}, {"ends_at": ORDER}),
        ({"starts_at": "22:00", "ends_at": "01:00"}, {"ends_at": ORDER}),
        ({"starts_on": "2026-9-1"}, {"starts_on": LIKE_DAY}),
        ({"starts_on": "2026-09-02", "ends_on": "2026-09-01"}, {"ends_on": DAYS_ORDER}),
        ({"ends_on": "2026-02-30"}, {"ends_on": "There is no such day or time."}),
        ({"starts_on": "1899-12-31"}, {"starts_on": "The year should be from 1900 to 2199."}),
        ({"location": " "}, {"location": "White space at the start or the end."}),
        ({"room": "1", "": 2}, dict.fromkeys(("room", ""), "This field is not known here.")),
    ],
)
def test_a_fault_of_a_meeting_names_its_place_and_field(
    schema: Any, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    body = {"title": "Algebra", "meetings": [MEETING, MEETING | fields]}

    assert faults_of(schema, body) == {f"meetings.1.{name}": why for name, why in faults.items()}


def test_a_fault_of_a_prerequisite_names_its_place_and_field() -> None:
    bad = [{"catalog_code": "A", "concurrent": 1}, {"concurrent": True}, {"catalog_code": ""}]

    assert faults_of(CoursePatch, {"prerequisites": bad}) == {
        "prerequisites.0.concurrent": "Input should be a valid boolean",
        "prerequisites.1.catalog_code": "This field is required.",
        "prerequisites.2.catalog_code": "String should have at least 1 character",
    }


@pytest.mark.parametrize("field", ["meetings", "prerequisites"])
@pytest.mark.parametrize("value", [None, "Monday", 1, True])
def test_what_is_no_list_of_objects_is_told_in_the_words_of_json(field: str, value: object) -> None:
    no_list, no_object = "Input should be a valid list", "Input should be a JSON object."

    assert faults_of(CoursePatch, {field: value}) == {field: no_list}
    assert faults_of(CoursePatch, {field: {}}) == {field: no_list}
    assert faults_of(CoursePatch, {field: [value, []]}) == {
        f"{field}.0": no_object,
        f"{field}.1": no_object,
    }


@given(MINUTES, MINUTES)
def test_a_meeting_ends_after_it_starts(starts: int, ends: int) -> None:
    meeting = MEETING | {"starts_at": time_text(starts), "ends_at": time_text(ends)}

    refused = bool(faults_of(CoursePatch, {"meetings": [meeting]}))

    assert refused == (ends <= starts)


@given(DAYS, DAYS)
@example(FIRST, FIRST)
def test_the_last_day_of_a_meeting_is_not_before_its_first(first: date, last: date) -> None:
    meeting = MEETING | {"starts_on": first.isoformat(), "ends_on": last.isoformat()}

    assert bool(faults_of(CoursePatch, {"meetings": [meeting]})) == (last < first)


def test_meetings_and_prerequisites_come_out_as_values() -> None:
    whole = MEETING | {"location": "Room 1", "starts_on": "2026-09-07", "ends_on": "2026-09-07"}
    body = {
        "meetings": [MEETING, whole],
        "prerequisites": [{"catalog_code": "A"}, {"catalog_code": "B", "concurrent": True}],
    }

    found = validate(CoursePatch, body, "body").given()

    assert found == {
        "meetings": (Meeting(**MEETING), Meeting(**whole)),
        "prerequisites": (Prerequisite("A"), Prerequisite("B", concurrent=True)),
    }


def test_a_catalog_code_stands_once() -> None:
    codes = [{"catalog_code": code} for code in ("B", "A", "B", "C", "A", "b")]

    assert faults_of(CoursePatch, {"prerequisites": codes}) == {
        "prerequisites": "Listed twice: A, B."
    }
