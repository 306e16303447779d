"""SIGKILL for a server's processes: a worker, or all of them at once."""

import os
import signal
import socket
from pathlib import Path

from tests.servers import Server
from tests.waiting import until


def workers_of(server: Server) -> list[int]:
    """The process ids of a server's workers, sorted."""
    return sorted(pid for pid in _children(server) if _command(pid))


def kill_worker(server: Server, worker: int) -> None:
    """Kill a worker, and return once another has its place and somebody answers."""
    count = len(workers_of(server))
    os.kill(worker, signal.SIGKILL)

    def is_replaced() -> bool:
        workers = workers_of(server)
        return len(workers) == count and worker not in workers

    until(is_replaced, "another worker")
    until(lambda: _is_reachable(server.port), "a worker that answers")


def kill_whole(server: Server) -> None:
    """Kill the main process and all that it started."""
    # While it is stopped it starts nobody who would not be seen.
    os.kill(server.process.pid, signal.SIGSTOP)
    for pid in [server.process.pid, *_children(server)]:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


def _is_reachable(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True


def _children(server: Server) -> list[int]:
    """What the main thread started; it starts all."""
    pid = server.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> bytes:
    """What a process runs; nothing once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
