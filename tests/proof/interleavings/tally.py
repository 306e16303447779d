"""What became of the orders of one specification."""

import json
from collections import Counter

from tests.proof.interleavings.specification import Order, Specification
from tests.proof.result import Result


class Tally:
    """Compares each outcome with those of whole acts, and counts."""

    def __init__(self, specification: Specification, result: Result) -> None:
        self.serial: frozenset[str] = frozenset()
        self.orders = 0
        self._specification = specification
        self._result = result
        self._traces: set[str] = set()
        self._outcomes: Counter[str] = Counter()

    def keep(self, order: Order, outcome: str, trace: str) -> None:
        """Count an order. Raises AssertionError for a fault, and for an anomaly."""
        self.orders += 1
        self._traces.add(trace)
        self._outcomes[outcome] += 1
        steps = " ".join(str(number + 1) for number in order)
        which = f"{self._specification.name}: {steps}"
        statuses = [answer["status"] for answer in json.loads(outcome)["answers"]]
        assert max(statuses) < 500, f"{which}: answered {statuses}"
        assert outcome in self.serial, f"{which}: no order of whole acts ends so: {outcome}"
        for act, status in zip(self._specification.acts, statuses, strict=True):
            self._result.acts[act.kind].add(succeeded=status < 300)

    @property
    def told(self) -> str:
        """The counts in words."""
        seen, known = len(self._outcomes), len(self.serial)
        return (
            f"{self.orders:,} orders, {len(self._traces):,} of them different,"
            f" with {seen} of {known} serial outcomes"
        )
