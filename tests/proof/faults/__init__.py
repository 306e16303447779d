"""Whichever call of the database fails, nothing is left half done and nobody is misled.

Each call of each request fails once, or goes on failing until the request is over. What
was done is done whole, what was not left no trace, and the next request is answered.
Of the acts, those count as succeeded that were answered as if nothing had failed, and
as refused those whose client was told to try again, or of a fault.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.proof.faults.asks import EVERY_ASK, Ask
from tests.proof.faults.desk import NOW, Desk, desk_on
from tests.proof.faults.points import Undisturbed, endure
from tests.proof.oracle import found_by_check
from tests.proof.place import Place
from tests.proof.result import Result

SEED = 20261125


@dataclass(frozen=True, slots=True)
class Size:
    """Which requests, with at most so many faults each, all of them for None."""

    asks: Sequence[Ask]
    faults_each: int | None
    least_points: int


FULL = Size(EVERY_ASK, None, least_points=500)
SAMPLE = Size(EVERY_ASK[::4], faults_each=4, least_points=30)


def prove(place: Place, size: Size = FULL) -> Result:
    """Let the calls fail. Raises AssertionError, naming the request and the fault."""
    result = Result(seeds=[SEED] if size.faults_each else [])
    url = place.fresh()
    words: Counter[str] = Counter()
    with desk_on(url) as desk:
        for ask in size.asks:
            place.say(f"{ask}")
            words += _try_faults(desk, ask, place.backend, size.faults_each, result)
    found = found_by_check(url, NOW)
    assert not found, f"at the end: {found}"
    result.require("points", words.total(), size.least_points)
    result.figures |= {f"answered {word}": count for word, count in sorted(words.items())}
    return result


def _try_faults(
    desk: Desk, ask: Ask, backend: str, at_most: int | None, result: Result
) -> Counter[str]:
    """How often each word was the answer to one request."""
    usual = Undisturbed.seen(desk, ask)
    faults = list(usual.faults(backend))
    if at_most is not None:
        faults = Random(f"{SEED}/{ask}").sample(faults, min(at_most, len(faults)))
    words: Counter[str] = Counter()
    for fault in faults:
        word = endure(desk, usual, fault)
        words[f"{word}, commit lost" if fault.lost_commit else word] += 1
        result.acts[ask.route].add(succeeded=word == "as usual")
    return words
