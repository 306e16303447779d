"""Proof of the seats: many students and few of them, from many processes to two servers.

Two servers, since processes of one share its port, and the one that is up first may get
every connection. The control is count-then-insert, as other systems do it, without the
CHECK; it must oversell.
"""

from dataclasses import dataclass

from tests.proof.oracle import found_by_check
from tests.proof.place import Place
from tests.proof.result import Counts, Result
from tests.proof.rush.control import CONTROL
from tests.proof.rush.rush import Outcome, Rush
from tests.proof.rush.worlds import (
    course_of,
    demand_of,
    drop_seats_check,
    make_students,
    offer,
    roster_of,
)
from tests.servers import Server, running
from tests.waiting import until

HAS_SEAT, IS_REFUSED = (200, "enrolled"), (409, "E025")


@dataclass(frozen=True, slots=True)
class Size:
    """The rush, and how many seeds it and its control have; how many controls must oversell."""

    rush: Rush
    seeds: int
    oversold: int


FULL = Size(Rush(students=10_000, seats=100, clients=16), seeds=20, oversold=19)
SAMPLE = Size(Rush(students=2000, seats=100), seeds=1, oversold=1)
# More clients and threads than in the rush: the more requests stand between their count
# and their insert at the moment when the last seat goes, the surer one of them is late.
RACE = Rush(students=120, seats=30, clients=12)


def prove(place: Place, size: Size = FULL) -> Result:
    """Rush, once for each seed, then the same with the control."""
    result = Result(seeds=[*range(1, size.seeds + 1)])
    url = place.fresh()
    students = make_students(url, size.rush.students)
    with running(url) as one, running(url) as other:
        rates = []
        for seed in result.seeds:
            outcome = _rush([one, other], size.rush.seeded(seed), students)
            rates.append(outcome.rate)
            result.acts["ask for the last seats"].merge(_counts(outcome))
            place.say(f"seed {seed}: {outcome.counts}, {outcome.rate} answers/s")
    assert not (found := found_by_check(url)), "\n".join(found)
    result.figures["answers per second, median"] = sorted(rates)[len(rates) // 2]
    result.figures |= {"oversold": 0, "unsold": 0, "answered 200 and not on the roster": 0}
    _prove_control(place, size, result)
    return result


def _rush(servers: list[Server], rush: Rush, students: list[int]) -> Outcome:
    """One rush. Raises AssertionError unless all were told what is true, and no seat is left."""
    one, other = servers
    wanted = offer(one, rush.seats)
    outcome = rush.run([one.port, other.port], wanted, students)
    refused = rush.students - rush.seats
    assert outcome.counts == {HAS_SEAT: rush.seats, IS_REFUSED: refused}, outcome.counts
    assert outcome.students == students
    assert outcome.busy == 0, f"{outcome.busy} were told to come again"
    assert roster_of(other, wanted) == outcome.enrolled
    course = course_of(one, wanted)
    assert (course["enrolled_count"], course["open_seats"]) == (rush.seats, 0)
    told = [{"code": "E025", "attempts": refused, "students": refused}]
    until(lambda: demand_of(other, wanted)["reasons"] == told, "what was refused to be counted")
    assert demand_of(one, wanted)["unmet"] == refused
    return outcome


def _counts(outcome: Outcome) -> Counts:
    attempted, succeeded = len(outcome.answers), len(outcome.enrolled)
    return Counts(attempted, succeeded, attempted - succeeded)


def _prove_control(place: Place, size: Size, result: Result) -> None:
    """Show that the same harness notices what oversells."""
    url = place.fresh()
    students = make_students(url, RACE.students)
    drop_seats_check(url)
    beyond = []
    with running(url, *CONTROL, WORKERS="2", THREADS="8") as server:
        for seed in result.seeds:
            wanted = offer(server, RACE.seats)
            outcome = RACE.seeded(seed).run([server.port], wanted, students)
            assert outcome.counts.keys() <= {HAS_SEAT, IS_REFUSED}, outcome.counts
            assert roster_of(server, wanted) == outcome.enrolled
            result.acts["ask the control"].merge(_counts(outcome))
            beyond.append(len(outcome.enrolled) - RACE.seats)
    place.say(f"the control gave away more than {RACE.seats} seats by {beyond}")
    result.figures["seats that the control oversold, by seed"] = ", ".join(map(str, beyond))
    oversold = sum(each > 0 for each in beyond)
    result.require("rushes that the control oversold", oversold, size.oversold)
