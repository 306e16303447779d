"""Where students stood in a file."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from src.controllers.transfer.said import Lines
from src.values import ID_MAX

LAST_LINE = 2**40


@given(
    st.dictionaries(st.integers(1, 200) | st.integers(1, ID_MAX), st.integers(1, LAST_LINE)),
    st.sets(st.integers(1, 200)),
)
def test_lines_are_those_noted_and_no_others(stood: dict[int, int], others: set[int]) -> None:
    lines = Lines()
    for student_id, line in stood.items():
        lines.note(student_id, line)

    assert {each: lines.of(each) for each in stood.keys() | others} == {
        each: stood.get(each) for each in stood.keys() | others
    }


def test_a_student_more_takes_a_few_bytes_more() -> None:
    tracemalloc.start()
    lines = Lines()
    for number in range(1, 20_001):
        lines.note(number, number + 1000)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size < 20 * 20_000
