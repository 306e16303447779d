"""Cells that a spreadsheet would run are made harmless, and restored exactly."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from src.schemas.cells import harmless_cell, restored_cell

STARTS = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001 (full width on purpose)
values = st.text() | st.from_regex(rf"\A'*[{STARTS}]?.*", fullmatch=True)


@given(values)
@example("'")
@example("''=")
def test_a_value_comes_back_as_it_was(value: str) -> None:
    assert restored_cell(harmless_cell(value)) == value


@given(values)
def test_no_harmless_cell_begins_a_formula(value: str) -> None:
    assert harmless_cell(value)[:1] not in set(STARTS)


@given(st.text(), st.text())
def test_two_values_never_share_a_cell(one: str, other: str) -> None:
    assert (harmless_cell(one) == harmless_cell(other)) == (one == other)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("\n", "'\n"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_only_what_would_run_is_touched(value: str, cell: str) -> None:
    assert harmless_cell(value) == cell


def test_a_formula_that_nobody_made_harmless_is_taken_as_it_is() -> None:
    assert restored_cell("=1+1") == "=1+1"
