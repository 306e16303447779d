"""Fixtures of the rush."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.databases import TEMPLATE, Databases

Note: TypeAlias = Callable[[str, object], None]


@pytest.fixture
def url(backend: str, databases: Databases, worker_id: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database of the test's own, whose schema it may change."""
    if backend == "sqlite":
        shutil.copy(databases.sqlite_template, tmp_path / "rush.db")
        yield f"sqlite:///{tmp_path / 'rush.db'}"
    else:
        name = f"rush_{worker_id}"
        yield databases.create(name, TEMPLATE)
        databases.drop(name)


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Keeps a figure, by its name, in the report of the test (`--junit-xml`)."""
    return lambda name, figure: request.node.user_properties.append((name, figure))
