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
from tests.integration.migrations.schemas import Schema, differences, revision_of, schema_of
from tests.integration.migrations.stages import MakeStage, Rows, Stage, rows_of


@dataclass(frozen=True)
class Way:
    """A command, where it starts and where it ends."""

    start: str | None
    arguments: tuple[str, str]
    end: str | None
    passes: set[str | None]


WAYS = {
    "up from nothing": Way(None, ("upgrade", "head"), HEAD, set(REVISIONS)),
    "up from 0002": Way("0002", ("upgrade", "head"), HEAD, set(REVISIONS[2:])),
    "down from 0003": Way("0003", ("downgrade", "base"), None, set(REVISIONS[:4])),
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
    """Exactly the schema of the revision, and of the rows at the start those that have a table."""
    assert differences(found.schema, schemas[found.revision]) == {}, point
    kept = {name: rows for name, rows in found.rows.items() if name in start}
    assert kept == {name: start[name] for name in kept}, point
    assert not any(rows for name, rows in found.rows.items() if name not in start), point


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
    for url, point in kill_everywhere(children, stage, way.arguments):
        found = look(url)
        assert_whole(found, schemas, start, point)
        passed.add(found.revision)

        again = children.run(url, *way.arguments)

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
            ("upgrade", "head"),
            lambda url: naive_ini(tmp_path, url),
        )
        if differences((found := look(url)).schema, schemas[found.revision])
    ]

    assert any(point.startswith("CREATE INDEX") for point in halves)
