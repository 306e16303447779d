"""From bytes to JSON, and from JSON to a schema's object."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from src.errors import InvalidInputError, RegistrationError, UnreadableBodyError
from src.schemas.courses import CourseCreate, CoursePatch
from src.schemas.enrollments import CompleteRequest, EnrollRequest, ScheduleRequest
from src.schemas.fields import Schema
from src.schemas.reading import read_json, read_query, validate
from src.schemas.rules import MeetingFields, PrerequisiteFields
from src.schemas.students import StudentCreate, StudentPatch, StudentQuery
from src.schemas.terms import TermCreate, TermPatch

SCHEMAS: list[type[Schema]] = [
    StudentCreate,
    StudentPatch,
    CourseCreate,
    CoursePatch,
    EnrollRequest,
    ScheduleRequest,
    CompleteRequest,
    TermCreate,
    TermPatch,
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**600), 10**600)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters())
)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)
PARTS: list[type[Schema]] = [MeetingFields, PrerequisiteFields]
NAMES = sorted({name for schema in SCHEMAS for name in schema.model_fields})
PART_NAMES = sorted({name for part in PARTS for name in part.model_fields})
READ_VALUES = SCALARS.filter(lambda value: not isinstance(value, float)) | st.decimals(
    allow_nan=False
)
TEXTS = st.sampled_from(
    (
        *("ada@example.org", "2026-09-01", "2026-09-01T08:00:00Z", "Europe/Berlin", "09:30"),
        *("0001-01-01T00:00:00+23:59", "9999-12-31", "completed", "E025"),
    )
)
PART = st.dictionaries(
    st.sampled_from(PART_NAMES) | st.text(), READ_VALUES | TEXTS | st.integers(1, 7)
)
BODIES = st.dictionaries(
    st.sampled_from(NAMES) | st.text(st.characters()),
    READ_VALUES | TEXTS | st.lists(READ_VALUES | TEXTS | st.integers(1, 9) | PART),
)


def read_as_json_does(text: str) -> Any:
    """The standard library's reading, but for Decimals."""
    return json.loads(text, parse_float=Decimal)


def details_of(act: Callable[[], Any], error: type[RegistrationError]) -> list[Any] | None:
    """What an act's error tells, None if it succeeds; any other error goes on."""
    try:
        act()
    except error as raised:
        return list(raised.details)
    return None


@given(DOCUMENTS)
def test_reading_agrees_with_json_on_all_that_json_can_write(value: Any) -> None:
    text = json.dumps(value)

    assert read_json(text.encode()) == read_as_json_does(text)


@given(DOCUMENTS)
def test_reading_agrees_with_json_on_text_that_is_not_escaped(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    try:
        body = text.encode()
    except UnicodeEncodeError:  # A lone surrogate has no bytes in UTF-8.
        body = text.encode("utf-8", "surrogatepass")
        with pytest.raises(UnreadableBodyError):
            read_json(body)
    else:
        assert read_json(body) == read_as_json_does(text)


@given(st.binary() | st.text('[]{}",:\\0123456789.eE+-NaInfity \n').map(str.encode))
@example(b"[" * 100_000)
@example(b'{"":' * 100_000)
@example(b"-" + b"9" * 100_000)
@example(b"1e" + b"9" * 100)
def test_whatever_the_bytes_reading_raises_nothing_but_its_own_error(body: bytes) -> None:
    details = details_of(lambda: read_json(body), UnreadableBodyError)

    assert details is None or json.dumps(details).isascii()


@pytest.mark.parametrize("schema", SCHEMAS)
@given(value=DOCUMENTS | BODIES)
@example(value={"\ud800": 1})
@example(value={"title": "\ud800", "credits": Decimal("Infinity")})
@example(value={"credits": Decimal("0E+999999")})
@example(value={"course_ids": [10**5000]})
@example(value={"term_id": None, "course_ids": [1], "override": [10**5000], "note": "\ud800"})
@example(value={"meetings": [{"weekday": 1, "starts_at": [], "ends_at": "\ud800"}]})
@example(value={"prerequisites": [{"\ud800": 1}, {"catalog_code": "\ud800"}, None]})
@example(value={"starts_on": "2026-09-31", "time_zone": "\ud800", "max_credits": 10**600})
@example(value={"drop_deadline_at": "0001-01-01T00:00:00+23:59"})
@example(value={"status": ["completed"], "passed": {}, "grade": 10**5000})
def test_whatever_the_value_validating_raises_nothing_but_its_own_error(
    schema: type[Schema], value: Any
) -> None:
    details = details_of(lambda: validate(schema, value, "body"), InvalidInputError)

    if details is None:
        assert set(validate(schema, value, "body").given()) == set(value)
    else:
        assert details
        assert all(list(each) == ["in", "field", "message"] for each in details)
        assert json.dumps(details, ensure_ascii=False).encode()


@given(st.binary())
def test_whatever_the_query_reading_raises_nothing_but_its_own_error(query: bytes) -> None:
    details = details_of(lambda: read_query(query), InvalidInputError)

    assert details != []
    if details is None:
        assert all(isinstance(part, str) for pair in read_query(query).items() for part in pair)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Not JSON at line 1, column 1: Expecting value."),
        (b'{\n "a": x}', "Not JSON at line 2, column 7: Expecting value."),
        (b'"\xff"', "Byte 1 is not UTF-8."),
        (b'{"a": 1, "a": 1}', "The key a stands twice in one object."),
        (b'[{"\xc3\xa9": 1, "\\u00e9": 1}]', "The key \\xe9 stands twice in one object."),
        (b"[NaN]", "NaN is not JSON."),
        (b"-Infinity", "-Infinity is not JSON."),
        (b"[" * 100_000, "The body is nested too deeply."),
    ],
)
def test_an_unreadable_body_says_what_is_wrong_and_where(body: bytes, message: str) -> None:
    with pytest.raises(UnreadableBodyError) as raised:
        read_json(body)

    assert raised.value.details == [{"message": message}]


def test_numbers_keep_their_kind() -> None:
    read = read_json(b"[1, 1.0, 1e0, true]")

    assert [type(each) for each in read] == [int, Decimal, Decimal, bool]


def test_a_number_of_thousands_of_digits_stays_beyond_every_limit() -> None:
    assert read_json(b"9" * 5_000) > 2**63
    assert read_json(b"-" + b"9" * 5_000) < -(2**63)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (b"", {}),
        (b"email=a%40b&limit=2", {"email": "a@b", "limit": "2"}),
        (b"code=a+b%2B", {"code": "a b+"}),
        (b"code=", {"code": ""}),
        (b"code", {"code": ""}),
    ],
)
def test_a_query_is_read_as_forms_are(query: bytes, found: dict[str, str]) -> None:
    assert read_query(query) == found


def test_every_parameter_given_twice_is_named() -> None:
    with pytest.raises(InvalidInputError) as raised:
        read_query(b"b=1&a=1&b=2&a=1&c=1")

    assert [each["field"] for each in raised.value.details] == ["a", "b"]


def test_errors_are_at_most_a_hundred_and_names_are_cut() -> None:
    with pytest.raises(InvalidInputError) as raised:
        validate(StudentQuery, {f"{number}{'x' * 300}": "" for number in range(300)}, "query")

    assert len(raised.value.details) == 100
    assert all(len(each["field"]) == 100 for each in raised.value.details)


def test_an_error_in_a_list_says_where() -> None:
    with pytest.raises(InvalidInputError) as raised:
        validate(EnrollRequest, {"course_ids": [1, 0, "3"]}, "body")

    assert [each["field"] for each in raised.value.details] == ["course_ids.1", "course_ids.2"]


def test_a_key_that_no_encoder_takes_is_escaped_when_it_is_named() -> None:
    with pytest.raises(UnreadableBodyError) as raised:
        read_json(rb'{"\ud800": 1, "\ud800": 2}')

    assert raised.value.details == [{"message": r"The key \ud800 stands twice in one object."}]


@pytest.mark.parametrize("value", [[], "text", 3, None, True])
def test_a_body_that_is_no_object_is_told_so(value: object) -> None:
    with pytest.raises(InvalidInputError) as raised:
        validate(StudentCreate, value, "body")

    message = "The body must be a JSON object."
    assert raised.value.details == [{"in": "body", "field": "", "message": message}]
