"""A database that cannot be reached: 503 with E090 and `Retry-After`, never a 500."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from src import create_app
from src.extensions import db
from tests.databases import settings_for
from tests.integration.http.conftest import Lines
from tests.integration.http.expect import document_of, error_of
from tests.servers import free_port


def unreachable_url(kind: str, folder: Path) -> str:
    """The URL of a database that is not there."""
    if kind == "a closed port":
        return f"postgresql://nobody:secret@127.0.0.1:{free_port()}/desk"
    if kind == "a folder in the file's place":
        (folder / "desk.db").mkdir()
        return f"sqlite:///{folder / 'desk.db'}"
    return f"sqlite:///{folder / 'gone' / 'desk.db'}"


@pytest.fixture(params=["a closed port", "a folder in the file's place", "no folder"])
def stranded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of an application whose database cannot be reached."""
    database = "postgresql" if request.param == "a closed port" else "sqlite"
    request.node.user_properties.append(("database", database))
    url = unreachable_url(request.param, tmp_path)
    app = create_app(settings_for(url))
    if request.param == "no folder":
        (tmp_path / "gone").rmdir()
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_every_call_answers_busy_and_when_to_try_again(lines: Lines, stranded: FlaskClient) -> None:
    student = {"name": "Ada", "email": "ada@example.org"}
    responses = [
        stranded.get("/students"),
        stranded.get("/students/1/courses"),
        stranded.get("/readyz"),
        stranded.post("/students", json=student),
        stranded.post("/students/1/courses", json={"course_ids": [1]}),
        stranded.delete("/courses/1"),
    ]

    for response in responses:
        error = error_of(response, 503, "E090")
        assert error["message"] == "The service is busy; try again shortly."
        assert response.headers["Retry-After"] == "1"
        assert "secret" not in response.text
    assert {line["level"] for line in lines()} == {"info"}


def test_healthz_still_answers(stranded: FlaskClient) -> None:
    assert document_of(stranded.get("/healthz")) == {"status": "ok"}
