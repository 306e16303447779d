"""A client that goes away in the middle of its body has asked for nothing."""

import socket

from tests.servers import Server, Wire, request

BODY = b'{"title": "Algebra, cut off"}'


def courses(server: Server) -> list[int]:
    return [row["id"] for row in server.get("/courses?limit=200").json]


def test_a_body_shorter_than_its_length_is_refused(server: Server) -> None:
    before = courses(server)
    whole = request("POST", "/courses", BODY)
    promised = whole.replace(f"Content-Length: {len(BODY)}".encode(), b"Content-Length: 60")

    with Wire(server.port) as wire:
        wire.send(promised)
        wire.shut(socket.SHUT_WR)
        answer = wire.answer()

    assert answer.status == 400
    assert answer.json["error"]["code"] == "E003"
    assert courses(server) == before


def test_the_same_body_with_its_own_length_is_accepted(server: Server) -> None:
    assert server.exchange(request("POST", "/courses", BODY)).status == 201
