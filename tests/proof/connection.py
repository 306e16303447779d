"""A client's connection to the service, kept from one request to the next."""

import json
import re
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.servers import SECONDS, Answer

BROKEN = (OSError, HTTPException)
_BUSY, _TRIES = 503, 20
_NEXT = re.compile(r'<([^>]*)>; rel="next"')


class Connection:
    """Asks over one connection, and counts how often the service was too busy to answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.busy = 0
        self._http = HTTPConnection("127.0.0.1", port, timeout=SECONDS)

    def ask(self, method: str, path: str, document: Any = None) -> Answer:
        """The answer; who is told that the service is busy asks again, but not for ever.

        Raises one of BROKEN where the connection breaks; the next request opens another.
        """
        for _ in range(_TRIES):
            answer = self._exchange(method, path, document)
            if answer.status != _BUSY:
                return answer
            self.busy += 1
        raise AssertionError(f"The service was too busy {_TRIES} times: {method} {path}")

    def read(self, path: str) -> Any:
        """A document; a list goes on to the end of its last page."""
        answer = self.ask("GET", path)
        assert answer.status == 200, answer.json
        found = answer.json
        while link := _NEXT.fullmatch(answer.headers.get("link", "")):
            answer = self.ask("GET", link[1])
            found += answer.json
        return found

    def people(self, path: str) -> list[int]:
        """The ids in a list, to the end of its last page, in its order."""
        return [each["id"] for each in self.read(f"{path}?limit=200")]

    def close(self) -> None:
        """Close it; the next request opens another."""
        self._http.close()

    def _exchange(self, method: str, path: str, document: Any) -> Answer:
        body = None if document is None else json.dumps(document).encode()
        headers = {} if document is None else {"Content-Type": "application/json"}
        try:
            self._http.request(method, path, body, headers)
            response = self._http.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())
        except BROKEN:
            self._http.close()
            raise
