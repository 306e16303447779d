"""`alembic` killed at each thing it does leaves a whole revision, and can be run again."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.migrations.children import INI, Children
from tests.integration.migrations.connections import reading
from tests.integration.migrations.naive import naive_ini
from tests.integration.migrations.revisions import HEAD, REVISIONS, Schemas
from tests.integration.migrations.rows import (
    Rows,
    holders,
    miscounted,
    narrowed,
    rows_of,
    unrecorded,
)
from tests.integration.migrations.schemas import Schema, differences, revision_of, schema_of
from tests.integration.migrations.stages import MakeStage, Stage


@dataclass(frozen=True)
class Way:
    """A command to be killed: where it starts, what is run after it, and where that ends."""

    start: str | None
    killed: tuple[str, str]
    again: tuple[str, str]
    end: str | None
    passes: set[str | None]


UP, DOWN = ("upgrade", "head"), ("downgrade", "base")

# Each step up is killed on one way alone: the others would be killed in the same places.
WAYS = {
    "up from nothing": Way(None, ("upgrade", "0002"), UP, HEAD, {None, "0001", "0002"}),
    "up from 0002": Way("0002", ("upgrade", "0003"), UP, HEAD, {"0002", "0003"}),
    "up from 0003": Way("0003", UP, UP, HEAD, set(REVISIONS[3:])),
    "down from head": Way(HEAD, DOWN, DOWN, None, set(REVISIONS)),
}


@dataclass(frozen=True)
class Found:
    """What is in a database."""

    revision: str | None
    schema: Schema
    rows: Rows


def look(url: str) -> Found:
    with reading(url) as connection:
        return Found(revision_of(connection), schema_of(connection), rows_of(connection))


def kill_everywhere(
    children: Children,
    stage: Stage,
    arguments: tuple[str, str],
    ini: Callable[[str], str] = lambda _url: INI,
) -> Iterator[tuple[str, str]]:
    """Kill a child at each point that an undisturbed one passes; where, and at what."""
    url = stage.another()
    undisturbed = children.run(url, *arguments, ini=ini(url))
    assert undisturbed.exit == 0, undisturbed.output
    killed = []
    for number in range(1, len(undisturbed.points) + 1):
        url = stage.another()
        ended = children.run(url, *arguments, kill_at=number, ini=ini(url))
        assert ended.exit == -signal.SIGKILL, ended.output
        killed.append(ended.points[-1])
        stage.settle(url)
        yield url, ended.points[-1]
    assert killed == undisturbed.points


def assert_whole(found: Found, schemas: Schemas, start: Rows, point: str) -> None:
    """Exactly the schema of the revision, and of the rows at the start those that it can hold."""
    assert differences(found.schema, schemas[found.revision]) == {}, point
    enrollments = found.rows.get("student_courses", [])
    has_statuses = any("status" in row for row in enrollments)
    kept = start if has_statuses or "student_courses" not in start else holders(start)
    assert narrowed(found.rows, start) == narrowed(kept, found.rows), point
    new = {name for name, rows in found.rows.items() if rows and name not in start}
    assert new <= {"events"}, point
    assert unrecorded(found.rows, start) == [], point
    assert miscounted(found.rows) == [], point


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_killed_migration_leaves_a_whole_revision_that_a_second_run_completes(
    way: Way,
    children: Children,
    make_stage: MakeStage,
    schemas: Schemas,
) -> None:
    stage = make_stage(way.start)
    start = look(stage.another()).rows
    passed = set()
    for url, point in kill_everywhere(children, stage, way.killed):
        found = look(url)
        assert_whole(found, schemas, start, point)
        passed.add(found.revision)

        again = children.run(url, *way.again)

        assert again.exit == 0, again.output
        completed = look(url)
        assert completed.revision == way.end
        assert_whole(completed, schemas, start, point)
    assert passed == way.passes


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alembic_s_own_environment_leaves_half_a_migration(
    children: Children, make_stage: MakeStage, schemas: Schemas, tmp_path: Path
) -> None:
    halves = [
        point
        for url, point in kill_everywhere(
            children,
            make_stage("0002"),
            ("upgrade", "0003"),
            lambda url: naive_ini(tmp_path, url),
        )
        if differences((found := look(url)).schema, schemas[found.revision])
    ]

    assert any(point.startswith("CREATE INDEX") for point in halves)
