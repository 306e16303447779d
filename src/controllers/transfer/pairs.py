"""A student's and a course's id as one integer, in Python and in SQL.

The student's has the higher bits. It travels and sorts in less time than two, and takes
less room.
"""

from typing import Any

from sqlalchemy import BigInteger, Integer, cast, literal_column, select

from src.controllers.transfer.tables import ENROLLMENTS, listed
from src.values import ID_MAX

ID_BITS = ID_MAX.bit_length()


def unpack(pair: int) -> tuple[int, int]:
    """Student and course."""
    return pair >> ID_BITS, pair & ID_MAX


_pair: Any = cast(listed("pairs").c.value, BigInteger)
PAIRS = select(
    _pair.label("pair"),
    cast(_pair.bitwise_rshift(literal_column(f"{ID_BITS}")), Integer).label("student_id"),
    cast(_pair.bitwise_and(literal_column(f"{ID_MAX}")), Integer).label("course_id"),
).subquery("pairs")
"""A table of the pairs that are passed, through `as_list`, as the parameter `pairs`."""

KNOWN = select(PAIRS.c.pair).join_from(
    PAIRS,
    ENROLLMENTS,
    (ENROLLMENTS.c.student_id == PAIRS.c.student_id)
    & (ENROLLMENTS.c.course_id == PAIRS.c.course_id),
)
"""Those of the pairs that have an enrollment."""
