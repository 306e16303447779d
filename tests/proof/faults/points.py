"""One request, its calls, and what must be so after any of them failed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from src.errors import BusyError, InternalError
from tests.proof.faults.asks import Ask
from tests.proof.faults.desk import Desk, Told
from tests.proof.faults.striking import LOSES_COMMIT, NO_CONNECTION, SORTS, Fault


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a request does where nothing fails, and what it does when it is repeated."""

    ask: Ask
    calls: int
    commits: int
    answer: Told
    rows: str
    repeated: Told
    rows_repeated: str

    @classmethod
    def seen(cls, desk: Desk, ask: Ask) -> "Undisturbed":
        """Ask twice, from the start and back to it."""
        # SQLite's connections are told anew what may be done where a read came before.
        desk.rows.told()
        answer, calls, commits = desk.ask(ask), desk.calls.count, desk.calls.commits
        rows = desk.rows.told()
        repeated = desk.ask(ask)
        seen = cls(ask, calls, commits, answer, rows, repeated, desk.rows.told())
        desk.rows.put_back()
        return seen

    def faults(self, backend: str) -> Iterator[Fault]:
        """Every call that fails, in every way, once and for good; from the last to the first."""
        if self.commits and self.ask.method != "GET":
            yield Fault(LOSES_COMMIT[backend], lost_commit=True)
        for number in range(self.calls, -1, -1):
            for sort in SORTS[backend] if number else [NO_CONNECTION[backend]]:
                yield Fault(sort, number)
                yield Fault(sort, number, for_good=True)


def endure(desk: Desk, usual: Undisturbed, fault: Fault) -> str:
    """Ask with a fault and then without; the code of the answer, or "as usual".

    Raises AssertionError where something is left half done, or is not told as it is.
    """
    where = f"{usual.ask}, {fault}"
    answer = desk.ask(usual.ask, fault)
    assert fault.has_struck, f"{where}: it did not come to that"
    is_usual = answer == usual.answer
    word = "as usual" if is_usual else _code_of(answer, where)
    is_done = is_usual or fault.lost_commit
    rows = desk.rows.told()
    _require_same(rows, usual.rows if is_done else desk.start, f"{where}: {word}, and rows")
    again = desk.ask(usual.ask)
    expected = usual.repeated if is_done else usual.answer
    assert again == expected, f"{where}: {word}, and then {again}"
    rows_after = desk.rows.told()
    expected_rows = usual.rows_repeated if is_done else usual.rows
    _require_same(rows_after, expected_rows, f"{where}: {word}, and then rows")
    if fault.lost_commit:
        assert rows_after == rows, f"{where}: {word}, and asking again does it twice"
    if rows_after != desk.start:
        desk.rows.put_back()
    return word


def _require_same(rows: str, expected: str, where: str) -> None:
    """Raises AssertionError, naming the rows that are not as expected or not there."""
    differ = sorted({*rows.splitlines()} ^ {*expected.splitlines()})
    assert rows == expected, f"{where} {differ}"


def _code_of(answer: Told, where: str) -> str:
    """The code of an answer that says that the request failed, in the words of the contract."""
    for error in (BusyError, InternalError):
        said = {"code": error.code, "message": error.message, "details": []}
        is_it = answer.status == error.status and json.loads(answer.body) == {"error": said}
        has_headers = dict(answer.headers).items() >= error.headers.items()
        if is_it and has_headers:
            return error.code
    raise AssertionError(f"{where}: answered {answer}")
