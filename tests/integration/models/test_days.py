"""Days come back as they went, on both databases, and sort as the calendar does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, text, update

from src.models import Term
from tests.integration.models.rows import GOOD, TERMS


@pytest.fixture
def term(connection: Connection) -> Connection:
    """A connection to a database with one term."""
    connection.execute(insert(TERMS), GOOD["terms"])
    return connection


# The one row is written anew by every example, so that examples may share the fixture.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates())
@example(day=date(1, 1, 1))
@example(day=date(2028, 2, 29))
@example(day=date(9999, 12, 31))
def test_a_day_comes_back(term: Connection, day: date) -> None:
    term.execute(update(Term).values(starts_on=day, ends_on=day))

    value, words = term.execute(
        select(Term.starts_on, text("CAST(starts_on AS TEXT)")).select_from(Term)
    ).one()

    assert type(value) is date
    assert value == day
    assert words == day.isoformat()


def test_the_order_of_days_is_the_order_of_time(term: Connection) -> None:
    early, late = date(987, 12, 31), date(2026, 1, 1)
    term.execute(update(Term).values(starts_on=early))

    assert term.scalar(select(Term.id).where(Term.starts_on < late)) is not None
    assert term.scalar(select(Term.id).where(Term.starts_on < early)) is None
