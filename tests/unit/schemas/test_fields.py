"""The types of single fields."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from src.schemas.dumping import dump_credits
from src.schemas.fields import (
    Code,
    CourseIds,
    Credits,
    Description,
    Email,
    Id,
    Name,
    ParameterNumber,
    SearchText,
)
from src.values import CREDITS_HUNDREDTHS_MAX, ID_MAX
from tests.unit.schemas.checks import check, is_refused


@pytest.mark.parametrize("value", [1, 7, ID_MAX])
def test_an_id_is_a_positive_integer_of_31_bits(value: int) -> None:
    assert check(Id, value) == value


@pytest.mark.parametrize("value", [0, -1, ID_MAX + 1, 10**30, True, 1.0, Decimal(1), "1", None])
def test_nothing_else_is_an_id(value: object) -> None:
    assert is_refused(Id, value)


def test_ids_given_twice_are_named_once_each() -> None:
    with pytest.raises(ValidationError, match=r"Listed twice: 3, 7\."):
        check(CourseIds, [7, 3, 5, 3, 7, 7])


@given(st.integers(1, 10**10 - 1))
def test_a_parameter_is_a_number_in_plain_digits(number: int) -> None:
    assert check(ParameterNumber, str(number)) == number


@pytest.mark.parametrize("text", ["0", "01", "+1", "-1", " 1", "1 ", "1\n", "1.0", "\u0661", "", 1])
def test_no_other_digits_are_a_parameter(text: object) -> None:
    assert is_refused(ParameterNumber, text)


@given(st.integers(0, CREDITS_HUNDREDTHS_MAX))
def test_credits_of_two_decimals_come_back_as_they_were(hundredths: int) -> None:
    checked = check(Credits, Decimal(hundredths) / 100)

    dumped = dump_credits(int(checked * 100))
    assert Decimal(str(dumped)) * 100 == hundredths
    assert isinstance(dumped, int) == (hundredths % 100 == 0)


@given(st.decimals(allow_nan=False))
def test_credits_are_two_decimals_within_their_range_or_refused(value: Decimal) -> None:
    fits = 0 <= value <= Decimal("999.99") and value * 100 == int(value * 100)

    assert is_refused(Credits, value) == (not fits)


@pytest.mark.parametrize("value", [True, False, "1", 1.5, None, [], {}])
def test_credits_are_a_number(value: object) -> None:
    assert is_refused(Credits, value)


@pytest.mark.parametrize(
    "character", ["\x00", "\t", "\n", "\r", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"]
)
@pytest.mark.parametrize("kind", [Name, Code, SearchText])
def test_a_line_of_text_has_no_controls_and_no_line_breaks(kind: Any, character: str) -> None:
    assert is_refused(kind, f"a{character}b")


@pytest.mark.parametrize("text", ["", " ", " a", "a ", "\u00a0a", "a\u3000"])
def test_a_line_of_text_is_trimmed_and_not_blank(text: str) -> None:
    assert is_refused(Name, text)


@pytest.mark.parametrize("text", ["a b", "\u200fא", "e\u0301", "\U0001f468\u200d\U0001f393", "%_"])
def test_other_characters_are_welcome(text: str) -> None:
    assert check(Name, text) == text


@pytest.mark.parametrize("text", ["", " ", "\n", "a\r\n\tb "])
def test_a_description_may_be_blank_and_have_lines(text: str) -> None:
    assert check(Description, text) == text


@given(st.text(st.characters()) | st.text("ab@.\"' <>()[]\\xn-é\u00ad", max_size=30))
def test_whatever_the_text_an_email_is_taken_as_it_is_or_refused(text: str) -> None:
    assert is_refused(Email, text) or check(Email, text) == text
