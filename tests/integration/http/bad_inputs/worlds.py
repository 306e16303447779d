"""The records that the rows of the table name."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.integration.http.bad_inputs.asks import N_DIGITS, Ask, BadInput
from tests.servers import Server

_numbers = count(1)


class Worlds:
    """Records on a server, made anew when a good neighbor has deleted some."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world: dict[str, str] = {}

    def for_row(self, row: BadInput) -> Mapping[str, str]:
        """The values of the tokens, for a row whose good neighbor is sent, too."""
        values = self.for_bad()
        if row.good.method == "DELETE":
            self._world = {}
        return values

    def for_bad(self) -> Mapping[str, str]:
        """The values of the tokens, for what changes nothing."""
        self._world = self._world or self._make()
        return self._world | {"n": f"{next(_numbers):0{N_DIGITS}}"}

    def _make(self) -> dict[str, str]:
        student, free = (self._create("/students", self._student()) for _ in range(2))
        held, course, other = (self._create("/courses", {"title": "Algebra"}) for _ in range(3))
        self._post(f"/students/{student}/courses", {"course_ids": [int(held)]})
        return {"student": student, "free": free, "held": held, "course": course, "open": other}

    def _student(self) -> dict[str, str]:
        return {"name": "Ada", "email": f"world{next(_numbers)}@example.org"}

    def _create(self, path: str, fields: dict[str, Any]) -> str:
        return str(self._post(path, fields)["id"])

    def _post(self, path: str, fields: dict[str, Any]) -> Any:
        answer = self._server.exchange(Ask("POST", path, json.dumps(fields).encode()).raw({}))
        assert answer.status in {200, 201}, answer
        return answer.json
