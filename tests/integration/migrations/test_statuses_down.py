"""Going below 0006 keeps those who hold a seat and deletes the others, as it says."""

import pytest
from alembic import command

from src.values import HOLDS_SEAT, Status
from tests.databases import alembic_config, migrate
from tests.integration.migrations.connections import reading
from tests.integration.migrations.revisions import HEAD
from tests.integration.migrations.rows import (
    COURSES,
    STANDINGS,
    Rows,
    holders,
    miscounted,
    narrowed,
    rows_of,
)
from tests.integration.migrations.stages import MakeStage


@pytest.fixture
def url(make_stage: MakeStage) -> str:
    """A database at head with enrollments in every status."""
    return make_stage(HEAD).another()


def rows_at(url: str) -> Rows:
    with reading(url) as connection:
        return rows_of(connection)


def test_every_status_is_there_and_counted(url: str) -> None:
    rows = rows_at(url)

    assert {row["status"] for row in rows["student_courses"]} == {*Status}
    assert miscounted(rows) == []
    assert all(course["waitlist_count"] for course in rows["courses"])


def test_one_step_down_deletes_who_holds_no_seat_and_empties_the_queues(url: str) -> None:
    before = rows_at(url)

    command.downgrade(alembic_config(url), "0005")

    rows = rows_at(url)
    assert rows == narrowed(holders(before), rows)
    seated = sum(row["status"] in HOLDS_SEAT for row in STANDINGS)
    assert len(rows["student_courses"]) == COURSES * seated
    assert miscounted(rows) == []


@pytest.mark.parametrize("revision", ["0005", "0004", "0003"])
def test_up_again_everybody_left_is_enrolled_and_counted(url: str, revision: str) -> None:
    before = rows_at(url)
    command.downgrade(alembic_config(url), revision)
    kept = rows_at(url)

    migrate(url)

    rows = rows_at(url)
    assert narrowed(rows, kept) == kept
    assert kept["student_courses"] == narrowed(holders(before), kept)["student_courses"]
    assert {row["status"] for row in rows["student_courses"]} == {"enrolled"}
    assert miscounted(rows) == []
