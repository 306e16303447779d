"""What the README shows is what `make run` does."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.config import ROOT
from tests.integration.readme.tour import README, run, steps
from tests.servers import SECONDS


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What `make run` prints until it serves, on a fresh database and a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("tour")
    # These tests may themselves run under make.
    outside = {key: value for key, value in os.environ.items() if "MAKE" not in key}
    process = subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env=outside | {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder}/tour.db"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield list(_until_serving(process))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def _until_serving(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.rstrip("\n")
        if line.startswith("==> serving"):
            return
    pytest.fail("make run ended before it served")


@pytest.fixture(scope="module")
def origin(printed: list[str]) -> str:
    return printed[-1].rsplit("curl ", 1)[1].removesuffix("/courses")


@pytest.fixture(scope="module")
def outputs(origin: str) -> list[str]:
    """What each command of the README prints, in order."""
    return [run(step, origin) for step in steps(README.read_text())]


def test_a_second_start_installs_nothing_and_says_so(printed: list[str]) -> None:
    assert "==> packages: already installed, nothing to do" in printed
    assert "==> database: upgrading to head" in printed


def test_the_line_that_make_run_prints_works(printed: list[str], outputs: list[str]) -> None:
    command = printed[-1].split("try: ")[1]

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert '"code":"MATH-210-F26"' in done.stdout


def test_the_readme_shows_what_its_commands_print(outputs: list[str]) -> None:
    shown = [step.output for step in steps(README.read_text())]

    assert len(shown) > 15
    assert shown == outputs


def test_one_changed_character_is_noticed(outputs: list[str]) -> None:
    readme = README.read_text()
    for number, step in enumerate(steps(readme)):
        middle = len(step.output) // 2
        changed = step.output[:middle] + "~" + step.output[middle + 1 :]
        planted = readme.replace(f"$ {step.command}\n{step.output}", f"$ {step.command}\n{changed}")

        if step.output:
            assert steps(planted)[number].output != outputs[number]
