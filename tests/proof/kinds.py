"""The proofs, in the order in which they run."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.proof import model
from tests.proof.place import Place
from tests.proof.result import Result


@dataclass(frozen=True, slots=True)
class Kind:
    """A proof at full size: its name, what it shows in a sentence, and how it is run."""

    name: str
    shows: str
    prove: Callable[[Place], Result]


KINDS: tuple[Kind, ...] = (
    Kind("model", "The service answers every act like a model of it in plain Python.", model.prove),
)
