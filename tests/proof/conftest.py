"""Fixtures of the samples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.proof.place import Place


@pytest.fixture
def place(backend: str, databases: Databases, worker_id: str, tmp_path: Path) -> Iterator[Place]:
    """Where a sample runs."""
    place = Place(backend, databases, tmp_path, worker_id)
    yield place
    place.clear()
