"""`/healthz` and `/readyz`."""

from typing import Any

from flask.testing import FlaskClient

from src import create_app
from src.controllers.readiness import head_revision
from src.extensions import db
from tests.databases import migrate, settings_for
from tests.integration.http.expect import document_of, error_of
from tests.statements import Statements


def test_healthz_answers_without_the_database(client: FlaskClient, statements: Statements) -> None:
    assert document_of(client.get("/healthz")) == {"status": "ok"}
    assert statements == []


def test_readyz_answers_the_revision_of_a_database_at_head(client: FlaskClient) -> None:
    document = document_of(client.get("/readyz"))

    assert document == {"status": "ready", "revision": head_revision()}


def test_a_database_behind_is_not_ready(empty_database_url: str) -> None:
    migrate(empty_database_url, "0002")

    error = readiness_error(empty_database_url)

    assert error["details"] == [
        {
            "check": "migrations",
            "message": "The database is at revision 0002 and this code needs"
            f" {head_revision()}: run `alembic upgrade head`.",
        }
    ]


def test_an_empty_database_is_not_ready(empty_database_url: str) -> None:
    error = readiness_error(empty_database_url)

    assert error["message"] == "The service is not ready."
    assert error["details"][0]["message"].startswith("The database is at revision none and")


def readiness_error(url: str) -> dict[str, Any]:
    """What `/readyz` says of a database that cannot serve."""
    app = create_app(settings_for(url))
    response = app.test_client().get("/readyz")
    with app.app_context():
        db.engine.dispose()
    assert response.headers["Retry-After"] == "1"
    return error_of(response, 503, "E090")
