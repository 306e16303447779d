"""Leaving something to settle behind, over HTTP, and expecting it to be found."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import ask, meeting
from tests.integration.check.commands import found
from tests.integration.http.expect import document_of

NINE, TEN = [meeting(1, "09:00", "10:00")], [meeting(1, "10:00", "11:00")]
NOTHING = ["ok: 0 broken, 0 to settle"]


def edit(client: FlaskClient, kind: str, row: dict[str, Any], **fields: Any) -> None:
    """Change fields of a term or a course."""
    document_of(client.patch(f"/{kind}/{row['id']}", json=fields))


def by_leave(
    client: FlaskClient, student: dict[str, Any], *courses: dict[str, Any], code: str, note: str
) -> None:
    """Enroll a student in courses, or let them wait, whatever the code says."""
    document_of(ask(client, student, *courses, waitlist=True, override=[code], note=note))


def expect_unsettled(app: Flask, *cases: str) -> None:
    """Expect a check to find these cases to settle, and nothing else."""
    lines = [*(f"to settle {case}" for case in cases), f"0 broken, {len(cases)} to settle"]
    assert found(app) == lines
    assert found(app, "--strict", exit_code=1) == lines
