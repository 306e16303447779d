"""Proof that what was answered survives: SIGKILL for workers and servers under write load.

Servers have one worker and two in turn. Each loses a worker at random, which its main
process replaces, and then dies whole; another one follows on the same database. Clients
whose answer is cut off ask again, as the contract says they may.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from src import work
from src.controllers import courses
from tests.proof.killing import kill_whole, kill_worker, workers_of
from tests.proof.ledger import Ledger, differing, kept_in
from tests.proof.load import Load
from tests.proof.oracle import application, found_by_check
from tests.proof.place import Place
from tests.proof.result import Result
from tests.proof.writer import Desk, Writer
from tests.servers import Server, running


@dataclass(frozen=True, slots=True)
class Size:
    """Half of the kills take a worker, half a whole server; `writes` are those answered."""

    kills: int
    writes: int
    clients: int = 8
    seed: int = 1


FULL = Size(kills=100, writes=50_000)
SAMPLE = Size(kills=2, writes=150)


def prove(place: Place, size: Size = FULL) -> Result:
    """Kill, write on, and compare the database with every answer."""
    url = place.fresh()
    desk = _desk(url)
    writers = [Writer(number, desk, size.seed) for number in range(size.clients)]
    with Load.of(writers, desk) as load:
        kills = _kill(url, load, size, place.say)
    result = _told(writers, size)
    for what, count in Counter(what for what, _ in kills).items():
        result.require(f"kills of {what}", count, size.kills // 2)
    result.require("writes answered", load.written, size.writes)
    in_flight = sum(count for _, count in kills)
    result.require("acts in flight when the kills came", in_flight, size.kills)
    assert_kept(writers, url)
    return result


def assert_kept(writers: list[Writer], url: str) -> None:
    """Raises AssertionError, naming what was answered and is not so, and what is broken."""
    told = Ledger()
    for writer in writers:
        told.add(writer.told)
    wrong = [*differing(told, kept_in(url)), *found_by_check(url)]
    assert not wrong, "\n".join(wrong[:20])


def _desk(url: str) -> Desk:
    create = work.write(courses.create_course)
    with application(url):
        scarce = [
            create(title=f"Scarce {number}", capacity=30, waitlist_capacity=30).id
            for number in range(10)
        ]
        return Desk([create(title=f"Unlimited {number}").id for number in range(20)], scarce)


def _kill(url: str, load: Load, size: Size, say: Callable[[str], None]) -> list[tuple[str, int]]:
    """What was killed, and how many acts were in flight at each kill."""
    chance = random.Random(size.seed)
    kills: list[tuple[str, int]] = []

    def kill(what: str, act: Callable[[], None]) -> None:
        load.reach(load.written + chance.randint(1, 2 * size.writes // size.kills))
        kills.append((what, load.in_flight))
        act()
        say(f"kill {len(kills)}, of {what}: {kills[-1][1]} acts in flight")

    for number in range(size.kills // 2):
        with _serving(url, load.desk, workers=1 + number % 2) as server:
            kill("a worker", partial(_lose, chance.choice(workers_of(server)), server, load.desk))
            kill("a server", partial(_die, server, load.desk))
    with _serving(url, load.desk, workers=1):
        load.reach(size.writes)
        load.finish()
    return kills


@contextmanager
def _serving(url: str, desk: Desk, workers: int) -> Iterator[Server]:
    with running(url, WORKERS=str(workers)) as server:
        desk.port = server.port
        desk.is_up.set()
        yield server


def _lose(worker: int, server: Server, desk: Desk) -> None:
    """Lose a worker. If it is the only one, nobody answers until another is there."""
    if len(workers_of(server)) == 1:
        desk.is_up.clear()
    kill_worker(server, worker)
    desk.is_up.set()


def _die(server: Server, desk: Desk) -> None:
    """Lose everything; whoever is cut off waits for the next server."""
    desk.is_up.clear()
    kill_whole(server)


def _told(writers: list[Writer], size: Size) -> Result:
    """What the writers did."""
    result = Result(seeds=[size.seed])
    for writer in writers:
        for act, counts in writer.acts.items():
            result.acts[act].merge(counts)
    result.figures["answers that were cut off"] = sum(writer.cut_off for writer in writers)
    result.figures["of them done all the same"] = sum(writer.was_done for writer in writers)
    return result
