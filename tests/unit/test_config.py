"""Settings."""

import re
from pathlib import Path

import pytest

from src import config
from src.config import ConfigError, Settings


def settings(**environ: str) -> Settings:
    return Settings.from_environment(environ)


def test_without_a_word_it_is_production_on_loopback_with_one_file() -> None:
    found = settings()

    assert (found.environment, found.log_format) == ("production", "json")
    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.sqlite_path == config.ROOT / "instance" / "registration.db"
    assert (found.workers, found.threads, found.deadline) == (1, 4, 4.0)


def test_development_logs_for_people_unless_told_otherwise() -> None:
    assert settings(APP_ENV="development").log_format == "console"
    assert settings(APP_ENV="development", LOG_FORMAT="json").log_format == "json"


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    empty = settings(APP_ENV="", DATABASE_URL="", HOST="", PORT="", WORKERS="", LOG_LEVEL="")

    assert empty == settings()


def test_numbers_are_taken() -> None:
    found = settings(PORT="8080", WORKERS="2", THREADS="8", REQUEST_DEADLINE_MS="2500")

    assert (found.port, found.workers, found.threads, found.deadline) == (8080, 2, 8, 2.5)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "8000.0", " 80", "٨٠", "9" * 5000])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(ConfigError, match="PORT is a whole number from 1 to 65535"):
        settings(PORT=port)


@pytest.mark.parametrize("name", ["APP_ENV", "LOG_FORMAT", "LOG_LEVEL"])
def test_a_word_that_is_not_known_is_named_with_those_that_are(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is one of .*; got 'loud'"):
        settings(**{name: "loud"})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_opt_in(host: str) -> None:
    assert settings(HOST=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example.org"])
def test_an_address_off_loopback_needs_an_opt_in(host: str) -> None:
    with pytest.raises(ConfigError, match="ALLOW_UNAUTHENTICATED_NETWORK=yes"):
        settings(HOST=host)
    with pytest.raises(ConfigError):
        settings(HOST=host, ALLOW_UNAUTHENTICATED_NETWORK="no")

    assert settings(HOST=host, ALLOW_UNAUTHENTICATED_NETWORK="yes").host == host


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_postgresql_gets_the_driver(scheme: str) -> None:
    url = settings(DATABASE_URL=f"{scheme}://desk:secret@localhost/desk").database_url

    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.database) == ("desk", "secret", "desk")


def test_an_absolute_file_is_left_where_it_is(tmp_path: Path) -> None:
    assert settings(DATABASE_URL=f"sqlite:///{tmp_path}/a.db").sqlite_path == tmp_path / "a.db"


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://localhost/desk", "sqlite://", "sqlite:///:memory:", "sqlite:///a.db?x=1"],
)
def test_a_database_that_cannot_be_used_is_named(url: str) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        settings(DATABASE_URL=url)


def test_a_refused_database_url_shows_no_password() -> None:
    with pytest.raises(ConfigError) as refused:
        settings(DATABASE_URL="mysql://desk:secret@localhost/desk")

    assert "secret" not in refused.value.message


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    (tmp_path / ".env").write_text("PORT=8001\nWORKERS=3\nDATABASE_URL=sqlite:///mine.db\n")
    monkeypatch.setenv("PORT", "8002")
    for name in ("WORKERS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    found = Settings.from_environment()

    assert (found.port, found.workers) == (8002, 3)
    assert found.sqlite_path == tmp_path / "instance" / "mine.db"


def test_the_example_and_the_readme_name_every_variable() -> None:
    source = (config.ROOT / "src" / "config.py").read_text()
    variables = set(re.findall(r'environ(?:, |\.get\()"([A-Z_]+)"', source))

    assert len(variables) == 10
    for page in (".env.example", "README.md"):
        text = (config.ROOT / page).read_text()
        assert {name for name in variables if name not in text} == set()
