"""Credits are decimals to everyone, and whole hundredths in the database."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from src.models import Course
from src.values import CREDITS_HUNDREDTHS_MAX
from tests.integration.models.rows import AT


@settings(deadline=None)
@given(st.integers(0, CREDITS_HUNDREDTHS_MAX))
def test_credits_are_exactly_their_hundredths(hundredths: int) -> None:
    course = Course(credits=Decimal(hundredths) / 100)

    assert course.credits_hundredths == hundredths
    assert course.credits == Decimal(hundredths) / 100


def test_a_course_may_be_without_credits() -> None:
    course = Course(credits=Decimal(3))
    assert course.credits_hundredths == 300

    course.credits = None

    assert course.credits_hundredths is None
    assert course.credits is None


@pytest.mark.parametrize("credit", [None, Decimal("0.29"), Decimal("999.99"), Decimal(0)])
def test_credits_come_back_from_the_database(
    connection: Connection, credit: Decimal | None
) -> None:
    with Session(connection) as session:
        session.add(Course(id=1, title="Algebra", credits=credit, created_at=AT, updated_at=AT))
        session.flush()
        session.expire_all()

        assert session.get_one(Course, 1).credits == credit
