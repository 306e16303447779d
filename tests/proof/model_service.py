"""The application of `model`: in this process, on an empty database for every example."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url, text

from src import create_app
from src.extensions import db
from src.work.engines import WRITE
from tests.clock import StandingClock
from tests.databases import settings_for
from tests.proof import oracle
from tests.proof.place import Place
from tests.proof.school import Answer
from tests.proof.school_wire import answer_of
from tests.proof.uncounted import leave_uncounted

_TRUNCATE = "TRUNCATE terms, students, courses, student_courses, events RESTART IDENTITY CASCADE"


class Service:
    """Answers calls, by a clock that stands where it is set."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._url = place.fresh()
        self._clock = StandingClock()
        self.app: Flask = create_app(settings_for(self._url, LOG_LEVEL="warning"), now=self._clock)
        leave_uncounted(self.app)
        self._client: FlaskClient = self.app.test_client()

    def empty(self) -> None:
        """Begin again without rows, and with ids from 1."""
        with self.app.app_context():
            if self._place.backend == "postgresql":
                with db.engine.execution_options(**WRITE).begin() as connection:
                    connection.execute(text(_TRUNCATE))
                return
            db.engine.dispose()
        file = Path(str(make_url(self._url).database))
        for left in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            left.unlink(missing_ok=True)
        shutil.copy(self._place.databases.sqlite_template, file)

    def stand_at(self, now: datetime) -> None:
        """Set the clock."""
        self._clock.set(now.isoformat())

    def call(self, method: str, path: str, body: dict[str, Any] | None) -> Answer:
        """The answer to a call."""
        response = self._client.open(path, method=method, json=body)
        return answer_of(response.status_code, response.json if response.data else None)

    def create(self, path: str, body: dict[str, Any]) -> int:
        """The id of a new record."""
        response = self._client.post(path, json=body)
        assert response.status_code == 201, response.text
        return int((response.json or {})["id"])

    def read(self, path: str) -> Any:
        """A document."""
        response = self._client.get(path)
        assert response.status_code == 200, f"{path}: {response.text}"
        return response.json

    def findings(self) -> list[str]:
        """What `check` finds."""
        with self.app.app_context():
            return oracle.cases()

    def close(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def service_at(place: Place) -> Iterator[Service]:
    """A service that is closed at the end."""
    service = Service(place)
    try:
        yield service
    finally:
        service.close()
