"""A peer, as the harness starts and asks it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

Arguments = Callable[[int, int, int], list[str]]
"""From port, workers and threads to what stands behind the name of the interpreter."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that does what the service does, and how it is started.

    `title` is for readers. `read_path` and `roster_path` have `{id}` where the student's
    or the course's id belongs. `tells` is whether it answers `GET /_bench`.
    """

    name: str
    title: str
    packages: tuple[str, ...]
    backends: tuple[str, ...]
    workloads: tuple[str, ...]
    arguments: Arguments
    read_path: str = "/students/{id}/courses"
    roster_path: str = "/courses/{id}/students?limit=50"
    tells: bool = True

    def version(self) -> str:
        """Its main packages and their versions.

        Raises PackageNotFoundError where they are not installed.
        """
        return ", ".join(f"{package} {version(package)}" for package in self.packages)

    def command(self, python: str, port: int, workers: int, threads: int) -> list[str]:
        """The command that serves it on a port of loopback until SIGTERM.

        To be run at the top of the checkout, with what `environment` says; it writes a
        line for each request to standard output.
        """
        return [python, "-m", *self.arguments(port, workers, threads)]

    def environment(
        self, database_url: str, *, threads: int, count_statements: bool = False
    ) -> dict[str, str]:
        """What it needs to know beside the machine's environment.

        Each process has a pool of `threads` connections. Counting statements costs a
        little, so a measured run does without.
        """
        return {
            "PEER_DATABASE_URL": database_url,
            "PEER_THREADS": str(threads),
            "PEER_STATEMENTS": "1" if count_statements else "0",
            "PYTHONUNBUFFERED": "1",
        }
