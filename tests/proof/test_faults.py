"""The sample of the faults, and what it says of a service that does half of a request."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from src.errors import BusyError
from src.work import units
from src.work.engines import SESSION, WRITE
from tests.proof.faults import FULL, SAMPLE, Size, prove
from tests.proof.faults.asks import COURSES, ENROLLMENTS, EVERY_ASK, Ask
from tests.proof.place import Place

ENROLLING, RAISING_CAPACITY = ENROLLMENTS[0], COURSES[4]


def only(ask: Ask) -> Size:
    return replace(FULL, asks=[ask], least_points=1)


def test_no_failing_call_leaves_anything_half_done(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert result.figures["points"] == 4 * len(SAMPLE.asks)
    assert result.figures["answered E090"]


def test_every_route_is_asked(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    asked = {adapter.match(ask.path.split("?")[0], method=ask.method)[0] for ask in EVERY_ASK}

    assert {rule.endpoint for rule in app.url_map.iter_rules()} - asked == {"health.healthz"}


@pytest.mark.parametrize(
    ("ask", "found"),
    [(ENROLLING, '"2 unchanged."'), (RAISING_CAPACITY, r"E0\d\d, and rows")],
    ids=str,
)
def test_without_a_transaction_half_of_a_request_is_found(
    place: Place, monkeypatch: pytest.MonkeyPatch, ask: Ask, found: str
) -> None:
    monkeypatch.setitem(WRITE, "sqlite_begin", "SELECT 1")
    monkeypatch.setitem(WRITE, "isolation_level", "AUTOCOMMIT")
    monkeypatch.setitem(SESSION, "default_transaction_read_only", "off")

    with pytest.raises(AssertionError, match=rf"at call \d+.*: .*{found}"):
        prove(place, only(ask))


def test_a_commit_that_failed_and_is_answered_as_done_is_found(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = units.Unit.run

    def undone(unit: units.Unit, act: Any) -> Any:
        kept: list[Any] = []
        try:
            once(unit, lambda: kept.append(act()))
        except DBAPIError:
            if not kept:
                raise
        return kept[0]

    monkeypatch.setattr(units.Unit, "run", undone)

    with pytest.raises(AssertionError, match="as usual, and rows"):
        prove(place, only(ENROLLING))


def test_a_driver_that_is_quoted_is_found(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def quoting(error: Any) -> BusyError:
        return BusyError([{"message": str(error.orig)}])

    monkeypatch.setattr(units, "translate", quoting)

    with pytest.raises(AssertionError, match=r"it is told|answered Told\(status=503"):
        prove(place, only(ENROLLING))


def test_what_asking_again_does_twice_is_found(place: Place) -> None:
    with pytest.raises(AssertionError, match="behind the commit: E090, and asking again does it"):
        prove(place, only(Ask("POST", "/courses", {"title": "No code tells it from another"})))
