"""The oracle of every proof: what `flask --app src check` finds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask

from src import create_app, work
from src.controllers.invariants.broken import find_broken
from src.controllers.invariants.findings import Finding
from src.controllers.invariants.unsettled import find_unsettled
from src.extensions import db
from src.models import utc_now
from tests.databases import settings_for


@contextmanager
def application(url: str, now: datetime | None = None) -> Iterator[Flask]:
    """An application of this process on a database; its clock may stand still."""
    app = create_app(settings_for(url), now=(lambda: now) if now else utc_now)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def found_by_check(url: str, now: datetime | None = None) -> list[str]:
    """A line for each case that is broken or to settle, as `check` prints them."""
    with application(url, now):
        return cases()


@work.snapshot
def cases() -> list[str]:
    """The same, in the application that is there."""
    findings: list[Finding] = [*find_broken(), *find_unsettled(lambda _step: None)]
    return [f"{each.invariant}: {case}" for each in findings for case in each.cases]
