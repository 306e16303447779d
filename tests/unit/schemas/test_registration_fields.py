"""Seats, grades, notes, overrides, and the parameters that go with them."""

from decimal import Decimal
from typing import Any

import pytest

from src.schemas.enrollments import CompleteRequest, EnrollRequest, ScheduleRequest
from src.schemas.fields import (
    Grade,
    Location,
    Note,
    OverrideCodes,
    ParameterFlag,
    Seats,
    Statuses,
)
from src.values import CAPACITY_MAX, GRADE_MAX, LOCATION_MAX, NOTE_MAX, OVERRIDABLE, Status
from tests.unit.schemas.checks import check, faults_of, is_refused

TOGETHER = "An override and its note go together."


@pytest.mark.parametrize("value", [0, 1, CAPACITY_MAX])
def test_seats_are_a_number_from_zero_on(value: int) -> None:
    assert check(Seats, value) == value


@pytest.mark.parametrize("value", [-1, CAPACITY_MAX + 1, 10**30, True, 1.0, Decimal(1), "1", None])
def test_nothing_else_is_a_number_of_seats(value: object) -> None:
    assert is_refused(Seats, value)


@pytest.mark.parametrize(("kind", "most"), [(Grade, GRADE_MAX), (Location, LOCATION_MAX)])
def test_grades_and_locations_are_short_lines(kind: Any, most: int) -> None:
    assert check(kind, "\u00e9" * most) == "\u00e9" * most
    for text in ("\u00e9" * (most + 1), "", " ", "A ", "A\nB", "A\x00", "\ud800", 1, True, None):
        assert is_refused(kind, text)


@pytest.mark.parametrize("text", ["Agreed.", " A\r\n\tB ", "x" * NOTE_MAX])
def test_a_note_is_a_text_that_may_have_lines(text: str) -> None:
    assert check(Note, text) == text


@pytest.mark.parametrize(
    "value", ["", " ", "\n\t", "\u3000", "x" * (NOTE_MAX + 1), "A\x00", "A\u2028", "\ud800", 1, []]
)
def test_a_note_says_something(value: object) -> None:
    assert is_refused(Note, value)


def test_every_refusal_that_may_be_set_aside_is_a_code() -> None:
    assert check(OverrideCodes, [*OVERRIDABLE]) == OVERRIDABLE
    assert check(OverrideCodes, []) == ()


@pytest.mark.parametrize(
    "value",
    [
        *(["E020"], ["E001"], ["E027"], ["e021"], ["E021 "], [""], [None], [21], [["E021"]]),
        *(["E021", "E021"], ["E021", "E022", "E021"], "E021", {"E021": True}, None, True),
    ],
)
def test_nothing_else_can_be_set_aside(value: object) -> None:
    assert is_refused(OverrideCodes, value)


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False)])
def test_a_flag_is_one_of_two_words(text: str, flag: object) -> None:
    assert check(ParameterFlag, text) is flag


@pytest.mark.parametrize("value", ["", "1", "0", "True", "TRUE", "yes", "true ", "on", True, 1])
def test_no_other_word_is_a_flag(value: object) -> None:
    assert is_refused(ParameterFlag, value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("enrolled", (Status.ENROLLED,)),
        ("completed,enrolled", (Status.COMPLETED, Status.ENROLLED)),
        ("dropped,dropped", (Status.DROPPED,)),
        (",".join(Status), tuple(Status)),
    ],
)
def test_statuses_are_words_with_commas_between(text: str, found: tuple[Status, ...]) -> None:
    assert check(Statuses, text) == found


@pytest.mark.parametrize(
    "text",
    ["", ",", "enrolled,", ",enrolled", "enrolled, dropped", "Enrolled", "all", "enrolled;x"],
)
def test_no_other_words_are_statuses(text: str) -> None:
    assert is_refused(Statuses, text)


@pytest.mark.parametrize(
    ("schema", "least"),
    [(EnrollRequest, {"course_ids": [1]}), (ScheduleRequest, {"term_id": 1, "course_ids": [1]})],
)
@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, {}),
        ({"override": None, "note": None}, {}),
        ({"override": []}, {}),
        ({"override": ["E021"], "note": "Agreed."}, {}),
        ({"override": ["E021"]}, {"note": TOGETHER}),
        ({"override": ["E021"], "note": None}, {"note": TOGETHER}),
        ({"note": "Agreed."}, {"note": TOGETHER}),
        ({"override": [], "note": "Agreed."}, {"note": TOGETHER}),
        ({"override": ["E021"], "note": " "}, {"note": "Nothing but white space."}),
        ({"override": ["E021", "E021"]}, {"override": "Listed twice: E021."}),
    ],
)
def test_an_override_and_its_note_go_together(
    schema: Any, least: dict[str, Any], fields: dict[str, Any], faults: dict[str, str]
) -> None:
    assert faults_of(schema, least | fields) == faults


def test_every_fault_of_a_grading_is_told_at_once() -> None:
    body = {"status": "enrolled", "passed": 1, "grade": "", "student_id": 1}

    assert list(faults_of(CompleteRequest, body)) == ["status", "passed", "grade", "student_id"]
