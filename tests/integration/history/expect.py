"""What tests of the log look at, over HTTP alone."""

from typing import Any

from flask.testing import FlaskClient

from tests.integration.http.expect import document_of


def changes_of(client: FlaskClient, course: dict[str, Any], query: str = "") -> list[Any]:
    """What happened in a course."""
    events = document_of(client.get(f"/courses/{course['id']}/changes?limit=200{query}"))
    assert isinstance(events, list)
    return events


def history_of(client: FlaskClient, student: dict[str, Any]) -> list[Any]:
    """What happened to a student."""
    events = document_of(client.get(f"/students/{student['id']}/history?limit=200"))
    assert isinstance(events, list)
    return events


def told(events: list[Any], *keys: str) -> list[Any]:
    """Some values of each event; of one key, the values themselves."""
    rows = [tuple(event[key] for key in keys) for event in events]
    return [row[0] for row in rows] if len(keys) == 1 else rows


def moves(events: list[Any]) -> list[tuple[str, int, str | None, str | None]]:
    """What became of enrollments: the type without its noun, the student, before and after."""
    return [
        (
            event["type"].removeprefix("enrollment."),
            event["student_id"],
            event["status_before"],
            event["status_after"],
        )
        for event in events
        if event["type"].startswith("enrollment.")
    ]
