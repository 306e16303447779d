"""The sample of the interleavings, and what it says where a lock is taken away."""

from dataclasses import replace

import pytest

from tests.integration.work.races import only_postgresql, take_away_locks
from tests.proof.interleavings import FULL, SAMPLE, Size, prove
from tests.proof.interleavings.specification import Specification
from tests.proof.place import Place


def only(name: str) -> Size:
    named = [each for each in FULL.specifications if each.name == name]
    return replace(FULL, specifications=named, least_specifications=1, least_orders=1)


def test_every_order_ends_like_one_of_whole_acts(place: Place) -> None:
    result = prove(place, SAMPLE)

    assert result.figures["orders"] == 60


@only_postgresql
@pytest.mark.parametrize(
    ("table", "name", "found"),
    [
        ("courses", "drop|join", "no order"),
        ("students", "enroll|enroll clash", "no order"),
        ("students", "delete student|enroll", "answered .*500"),
    ],
)
def test_without_a_lock_the_order_is_named_that_goes_wrong(
    place: Place, monkeypatch: pytest.MonkeyPatch, table: str, name: str, found: str
) -> None:
    take_away_locks(monkeypatch, table)

    with pytest.raises(AssertionError, match=rf"^{name.replace('|', '[|]')}: [12 ]+: {found}"):
        prove(place, only(name))


def test_an_order_takes_every_step_of_every_act() -> None:
    two: Specification = SAMPLE.specifications[0]
    three: Specification = SAMPLE.specifications[-1]

    assert (len(set(two.orders())), len(set(three.orders()))) == (70, 1680)
    assert {tuple(sorted(order)) for order in two.orders()} == {(0,) * 4 + (1,) * 4}
