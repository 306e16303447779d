"""How servers start, and what stops them from starting."""

import socket
from pathlib import Path

import pytest

from src.config import ConfigError, Settings
from src.work.engines import is_affected_sqlite
from tests.servers import flask, running

UNUSABLE = [
    ("PORT", "abc"),
    ("HOST", "0.0.0.0"),
    ("DATABASE_URL", "mysql://desk@127.0.0.1/desk"),
    ("DATABASE_URL", "sqlite:///:memory:"),
]
UNUSABLE_TOO = [
    ("PORT", "0"),
    ("PORT", "65536"),
    ("HOST", "::"),
    ("HOST", "example.org"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "not a url"),
    ("APP_ENV", "staging"),
    ("THREADS", "-1"),
]


@pytest.mark.parametrize(("name", "value"), UNUSABLE)
def test_an_unusable_setting_stops_the_start_with_a_sentence_that_names_it(
    name: str, value: str
) -> None:
    ended = flask("serve", **{name: value})

    assert ended.returncode == 1
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith("Error: ")
    assert name in line
    assert line.endswith(".")


@pytest.mark.parametrize(("name", "value"), UNUSABLE + UNUSABLE_TOO)
def test_settings_say_which_of_them_is_unusable(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Settings.from_environment({name: value})


def test_an_address_that_is_not_this_machines_is_refused() -> None:
    ended = flask("serve", HOST="192.0.2.1", ALLOW_UNAUTHENTICATED_NETWORK="yes")

    assert ended.returncode == 1
    assert ended.stderr == "Error: HOST=192.0.2.1 is no address of this machine.\n"


def test_a_port_that_is_taken_is_refused_and_not_shared(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = flask("serve", PORT=str(port), DATABASE_URL=f"sqlite:///{tmp_path}/desk.db")

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Error: PORT={port} is taken on 127.0.0.1")


@pytest.mark.parametrize("answer", ["no", "", "YES", "true"])
def test_the_network_needs_the_exact_word(answer: str) -> None:
    environ = {"HOST": "0.0.0.0", "ALLOW_UNAUTHENTICATED_NETWORK": answer}

    with pytest.raises(ConfigError, match="ALLOW_UNAUTHENTICATED_NETWORK=yes"):
        Settings.from_environment(environ)


def test_the_network_is_served_when_the_operator_says_so() -> None:
    environ = {"HOST": "0.0.0.0", "ALLOW_UNAUTHENTICATED_NETWORK": "yes"}

    assert Settings.from_environment(environ).host == "0.0.0.0"


def test_whoever_reads_that_it_serves_is_answered(tmp_path: Path) -> None:
    # By a name, since that is what a newcomer types.
    with running(f"sqlite:///{tmp_path}/desk.db", HOST="localhost") as server:
        assert server.get("/healthz").json == {"status": "ok"}
        server.stop()

    assert ("WAL-reset bug" in server.output()) == is_affected_sqlite()


def test_the_development_server_answers_and_prints_no_paths(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    with running(url, "run", until="Running on", APP_ENV="development") as server:
        assert server.get("/healthz").status == 200
        assert server.get("/students/77?email=ada@example.org").status == 422
        server.stop()
        printed = server.output()

    assert "/students/<id:student_id>" in printed
    assert "/students/77" not in printed
    assert "ada@example" not in printed
