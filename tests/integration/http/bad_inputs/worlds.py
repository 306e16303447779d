"""The records that the rows of the table name."""

import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.integration.http.bad_inputs.asks import N_DIGITS, USING_UP, Ask, BadInput, label
from tests.servers import Server

_numbers = count(1)


class Worlds:
    """Records on a server, each made anew when a good neighbor has used it up."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world: dict[str, str] = {}
        # In this order: what is made later may need what is made earlier.
        self._makers = {
            "student": self._student,
            "free": self._student,
            "held": self._held,
            "open": self._course,
            "course": self._course,
            "term": self._term,
            "free_term": self._term,
            "season": self._term,
            "planned": self._planned,
        }

    def for_row(self, row: BadInput) -> Mapping[str, str]:
        """The values of the tokens, for a row whose good neighbor is sent, too."""
        values = self.for_bad()
        if label(row.good).split("?")[0] in map(label, USING_UP):
            for token in re.findall(r"<(\w+)>", row.good.target):
                del self._world[token]
        return values

    def for_bad(self) -> Mapping[str, str]:
        """The values of the tokens, for what changes nothing."""
        for token, make in self._makers.items():
            if token not in self._world:
                self._world[token] = make()
        return self._world | {"n": f"{next(_numbers):0{N_DIGITS}}"}

    def _student(self) -> str:
        email = f"world{next(_numbers)}@example.org"
        return self._create("/students", {"name": "Ada", "email": email})

    def _held(self) -> str:
        course = self._course()
        self._post(f"/students/{self._world['student']}/courses", {"course_ids": [int(course)]})
        return course

    def _course(self, **fields: Any) -> str:
        return self._create("/courses", {"title": "Algebra", **fields})

    def _term(self) -> str:
        days = {"starts_on": "2026-09-01", "ends_on": "2026-12-18", "time_zone": "Europe/Berlin"}
        return self._create("/terms", {"code": f"W{next(_numbers)}", "name": "Autumn", **days})

    def _planned(self) -> str:
        return self._course(term_id=int(self._world["season"]))

    def _create(self, path: str, fields: dict[str, Any]) -> str:
        return str(self._post(path, fields)["id"])

    def _post(self, path: str, fields: dict[str, Any]) -> Any:
        answer = self._server.exchange(Ask("POST", path, json.dumps(fields).encode()).raw({}))
        assert answer.status in {200, 201}, answer
        return answer.json
