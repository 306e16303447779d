"""What every answer of one kind has in common."""

import re
from typing import Any

from werkzeug.test import TestResponse

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
REQUEST_ID = re.compile(r"[0-9a-f]{32}")


def document_of(response: TestResponse, status: int = 200) -> Any:
    """The document of a success."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/json"
    return response.json


def error_of(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The error of a refusal, of the one shape that all have."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/json"
    document = response.json
    assert document
    assert list(document) == ["error"]
    error = document["error"]
    assert list(error) == ["code", "message", "details", "request_id"]
    assert error["code"] == code
    assert error["request_id"] == response.headers["X-Request-Id"]
    assert isinstance(error["details"], list)
    assert isinstance(error, dict)
    return error


def ids_of(response: TestResponse) -> list[int]:
    """The ids of a list's documents."""
    return [each["id"] for each in document_of(response)]
