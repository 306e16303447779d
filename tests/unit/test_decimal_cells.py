"""Credits as decimal text, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.schemas.reading import validate
from src.schemas.transfer import CourseRow, cells_to_fields, dump_decimal
from src.values import CREDITS_HUNDREDTHS_MAX


@given(st.none() | st.integers(0, CREDITS_HUNDREDTHS_MAX))
def test_credits_come_back_as_they_were(hundredths: int | None) -> None:
    cells = {"code": "A", "title": "Algebra", "credits": dump_decimal(hundredths)}

    read = validate(CourseRow, cells_to_fields(CourseRow, cells), "row").credits

    assert (None if read is None else read * 100) == hundredths


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(None, ""), (0, "0"), (5, "0.05"), (750, "7.5"), (1000, "10"), (99_999, "999.99")],
)
def test_needless_zeros_are_not_written(hundredths: int | None, text: str) -> None:
    assert dump_decimal(hundredths) == text
