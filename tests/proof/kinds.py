"""The proofs, in the order in which they run."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.proof import faults, hands, interleavings, kills, model, registrations, waitlist
from tests.proof.place import Place
from tests.proof.result import Result
from tests.proof.rush import proof as rush


@dataclass(frozen=True, slots=True)
class Kind:
    """A proof at full size: its name, what it shows in a sentence, and how it is run."""

    name: str
    shows: str
    prove: Callable[[Place], Result]


KINDS: tuple[Kind, ...] = (
    Kind("rush", "No seat is sold twice, none is left, and all are told the truth.", rush.prove),
    Kind("waitlist", "Queues move in their order, whoever acts at the same time.", waitlist.prove),
    Kind("hands", "One student with eight hands at once gets past no rule.", hands.prove),
    Kind("interleavings", "Every order of steps ends like whole acts.", interleavings.prove),
    Kind("model", "The service answers every act like a model of it in plain Python.", model.prove),
    Kind("kills", "What was answered is there after workers and servers were killed.", kills.prove),
    Kind("faults", "Whichever call of the database fails, nothing is half done.", faults.prove),
    Kind("registrations", "Real registrations end as their replay does.", registrations.prove),
)
