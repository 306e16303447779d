"""Every row of the table, as raw bytes to the production server."""

import json
import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.http.bad_inputs import TABLE, WRITES, Ask, BadInput
from tests.integration.http.bad_inputs.asks import label
from tests.integration.http.bad_inputs.worlds import Worlds
from tests.integration.http.conftest import Servers
from tests.servers import Answer, Server, Wire

HEALTHZ = b"GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n"


@pytest.fixture(scope="session")
def worlds(servers: Servers) -> dict[str, Worlds]:
    """The records on each server, by the kind of its database."""
    return {}


@pytest.fixture
def on_server(server: Server, backend: str, worlds: dict[str, Worlds]) -> Worlds:
    """The records on the server."""
    return worlds.setdefault(backend, Worlds(server))


def check_refusal(answer: Answer, row: BadInput) -> None:
    """Exact status and code, in the one shape."""
    assert (answer.status, answer.json["error"]["code"]) == (row.status, row.code), answer.body
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json) == ["error"]
    error = answer.json["error"]
    assert list(error) == ["code", "message", "details", "request_id"]
    assert error["request_id"] == answer.headers["x-request-id"]
    assert ("allow" in answer.headers) == (row.status == 405)
    if row.field:
        named = [each["field"] for each in error["details"]]
        assert named
        assert [name for name in named if not f"{name}.".startswith(f"{row.field}.")] == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_a_bad_input_is_refused_and_its_good_neighbor_is_not(
    server: Server, on_server: Worlds, row: BadInput
) -> None:
    world = on_server.for_row(row)
    with Wire(server.port) as wire:
        wire.send(row.bad.raw(world))
        check_refusal(wire.answer(), row)
        # Who sends too much is cut off; everyone else may go on over the same connection.
        if row.status != 413:
            wire.send(HEALTHZ)
            assert wire.answer().status == 200
    with Wire(server.port) as wire:
        wire.send(HEALTHZ)
        assert wire.answer().status == 200
        wire.send(row.good.raw(world))
        accepted = wire.answer()
        assert 200 <= accepted.status < 300, accepted.body


def test_both_databases_answer_every_bad_input_alike(servers: Servers) -> None:
    seen: dict[str, dict[str, object]] = {}
    for backend in ("sqlite", "postgresql"):
        server = servers.on(backend)
        here = Worlds(server)
        for row in TABLE:
            answer = server.exchange(row.bad.raw(here.for_bad()))
            error = answer.json["error"]
            del error["request_id"]
            # Ids differ, and with their lengths the columns where a body is cut short.
            told = re.sub(r"(column|of this term:) \d+", r"\1", json.dumps(error))
            seen.setdefault(row.name, {})[backend] = (answer.status, told)

    differ = {name: both for name, both in seen.items() if both["sqlite"] != both["postgresql"]}
    assert differ == {}


def test_the_table_is_long_and_its_names_differ() -> None:
    assert len(TABLE) >= 150
    assert [name for name, times in Counter(row.name for row in TABLE).items() if times > 1] == []


def test_every_write_route_of_the_service_is_in_the_table(app: Flask) -> None:
    routes = {
        f"{method} {re.sub('<.+?>', '<>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }

    assert {re.sub("<.+?>", "<>", label(write)) for write in WRITES} == routes


@pytest.mark.parametrize("write", WRITES, ids=label)
def test_every_write_route_has_many_rows(write: Ask) -> None:
    rows = [row for row in TABLE if label(row.good).split("?")[0] == label(write)]

    assert len(rows) >= 30


@pytest.mark.parametrize(
    "raw",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: desk\r\n\r\n",
        b"GET /students?email=\xff HTTP/1.1\r\nHost: desk\r\n\r\n",
        b"POST /courses HTTP/1.1\r\nHost: desk\r\nContent-Length: x\r\n\r\n",
        b"POST /courses HTTP/1.1\r\nHost: desk\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
    ],
)
def test_what_is_not_http_is_refused_by_the_server_itself(server: Server, raw: bytes) -> None:
    answer = server.exchange(raw)

    # Granian answers before the application is asked, so there is no body.
    assert (answer.status, answer.body, answer.headers["connection"]) == (400, b"", "close")
    assert server.exchange(HEALTHZ).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "no host"},
        {"Host": ""},
        {"Host": "desk:0"},
        {"Connection": "Upgrade", "Upgrade": "websocket"},
    ],
    ids=str,
)
def test_the_path_alone_says_what_is_asked_for(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert client.get("/healthz", headers=headers).status_code == 200
    assert client.get("/nowhere", headers=headers).get_json()["error"]["code"] == "E005"
