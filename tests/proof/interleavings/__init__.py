"""Every order of the steps of two and three clients ends like some order of whole acts.

As PostgreSQL tests its isolation: specifications of acts, which halt where they have
locked, read and written, and are let go one at a time, in every order there is.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from tests.proof.interleavings.givens import NOW
from tests.proof.interleavings.rules import RULES, SCHEDULES
from tests.proof.interleavings.seats import CAPACITIES, DELETIONS, SEATS
from tests.proof.interleavings.specification import Order, Specification
from tests.proof.interleavings.stage import Stage, stage_on
from tests.proof.interleavings.tally import Tally
from tests.proof.interleavings.three_clients import THREE_CLIENTS
from tests.proof.oracle import found_by_check
from tests.proof.place import Place
from tests.proof.result import Result

SEED = 20261125
ORDERS_PER_DATABASE = 200
"""More rows would make `check`, and the edits that look at every queue, slower."""


@dataclass(frozen=True, slots=True)
class Size:
    """What is played: of each specification at most so many orders, all of them for None."""

    specifications: Sequence[Specification]
    orders_each: int | None
    least_specifications: int
    least_orders: int


FULL = Size(
    (*SEATS, *CAPACITIES, *DELETIONS, *SCHEDULES, *RULES, *THREE_CLIENTS),
    None,
    least_specifications=25,
    least_orders=10_000,
)
_SMALL = ("drop|join", "enroll|enroll clash", "edit another rule|drop", "drop|join|join")
SAMPLE = Size(
    [each for each in FULL.specifications if each.name in _SMALL],
    orders_each=15,
    least_specifications=4,
    least_orders=60,
)


def prove(place: Place, size: Size = FULL) -> Result:
    """Play the orders. Raises AssertionError, naming specification and order, for an anomaly."""
    result = Result(seeds=[SEED] if size.orders_each else [])
    tallies = {each.name: Tally(each, result) for each in size.specifications}
    plays = [
        (specification, order)
        for specification in size.specifications
        for order in specification.some_orders(size.orders_each, SEED)
    ]
    retries = 0
    for first in range(0, len(plays), ORDERS_PER_DATABASE):
        place.say(f"{first:,} of {len(plays):,} orders")
        retries += _play(place, plays[first : first + ORDERS_PER_DATABASE], tallies)
    result.require("specifications", len(tallies), size.least_specifications)
    orders = sum(each.orders for each in tallies.values())
    result.require("orders", orders, size.least_orders)
    result.figures["retries inside the service"] = retries
    result.figures |= {name: each.told for name, each in tallies.items()}
    return result


def _play(
    place: Place, plays: Sequence[tuple[Specification, Order]], tallies: dict[str, Tally]
) -> int:
    """Play some orders on a database of their own, and let `check` look at it.

    Returns how often the service had to try again.
    """
    url = place.fresh()
    with stage_on(url) as stage:
        for specification, order in plays:
            tally = tallies[specification.name]
            tally.serial = tally.serial or _serial_outcomes(stage, specification)
            tally.keep(order, *stage.play(specification, order))
    names = sorted({specification.name for specification, _ in plays})
    unsettled = {each for specification, _ in plays for each in specification.unsettles}
    found = list(_found(url, unsettled))
    assert not found, f"after orders of {', '.join(names)}: {found}"
    place.clear()
    return stage.retries


def _serial_outcomes(stage: Stage, specification: Specification) -> frozenset[str]:
    """The outcomes of the acts one after another, in every order."""
    orders = permutations(range(len(specification.acts)))
    return frozenset(stage.play_whole(specification, order) for order in orders)


def _found(url: str, unsettled: Collection[str]) -> Iterator[str]:
    """What `check` finds but what an edit of a rule may leave behind."""
    for case in found_by_check(url, NOW):
        if case.partition(":")[0] not in unsettled:
            yield case
