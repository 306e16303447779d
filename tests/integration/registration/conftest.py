"""What every test of registration ends with."""

from collections.abc import Iterator

import pytest
from flask import Flask

from src.controllers.invariants.history import HISTORY
from tests.integration.http.rows import fetch_all


@pytest.fixture(autouse=True)
def events_tell_everything(app: Flask) -> Iterator[None]:
    """Rebuild every enrollment from the events, whatever the test did."""
    yield
    assert fetch_all(app, HISTORY) == []
