"""A writer among kills: what it makes of an answer that was cut off."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import pytest

from tests.proof.connection import Connection
from tests.proof.writer import Desk, Writer
from tests.servers import Answer

TAKEN = Answer(409, {}, b'{"error": {"code": "E009"}}')
CUT = ConnectionResetError()
Script: TypeAlias = Callable[[Sequence[Answer | Exception]], Writer]


def found(document: Any, status: int = 200) -> Answer:
    return Answer(status, {}, json.dumps(document).encode())


def result(word: str) -> Answer:
    return found({"courses": [{"course_id": 7, "result": word}]})


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Script:
    """A writer that is answered, or cut off, as the script says."""

    def make(script: Sequence[Answer | Exception]) -> Writer:
        rest = iter(script)

        def answer(*_: Any) -> Answer:
            told = next(rest)
            if isinstance(told, Exception):
                raise told
            return told

        monkeypatch.setattr(Connection, "ask", answer)
        desk = Desk(unlimited=[1, 2], scarce=[7])
        desk.is_up.set()
        return Writer(0, desk, seed=1)

    return make


def test_a_student_who_was_created_before_the_cut_is_found_by_e_mail(scripted: Script) -> None:
    writer = scripted([CUT, TAKEN, found([{"id": 4}])])

    assert writer._create() == 4
    assert writer.told.students == {"writer0-0@example.org": 4}
    assert (writer.cut_off, writer.was_done) == (1, 1)


def test_a_student_who_was_not_is_created_by_asking_again(scripted: Script) -> None:
    writer = scripted([CUT, CUT, found({"id": 4}, 201)])

    assert writer._create() == 4
    assert (writer.cut_off, writer.was_done) == (2, 0)


def test_a_server_that_is_not_there_yet_cuts_nothing_off(scripted: Script) -> None:
    writer = scripted([ConnectionRefusedError(), found({"id": 4}, 201)])

    assert writer._create() == 4
    assert writer.cut_off == 0


@pytest.mark.parametrize("script", [[TAKEN], [ConnectionRefusedError(), TAKEN]])
def test_an_e_mail_that_is_taken_without_a_cut_is_a_fault(
    scripted: Script, script: list[Answer | Exception]
) -> None:
    with pytest.raises(AssertionError):
        scripted(script)._create()


def test_what_is_unchanged_without_a_cut_is_a_fault(scripted: Script) -> None:
    with pytest.raises(AssertionError):
        scripted([result("unchanged")])._drop(4, 7)


def test_a_drop_that_was_done_before_the_cut_stands(scripted: Script) -> None:
    writer = scripted([CUT, result("unchanged")])

    writer._drop(4, 7)

    assert writer.told.enrollments == {(4, 7): frozenset({"dropped"})}
    assert writer.was_done == 1


def test_who_waits_may_have_a_seat_later_and_who_has_one_keeps_it(scripted: Script) -> None:
    writer = scripted([result("waitlisted"), result("enrolled")])

    writer._enroll("enroll", 4, [7])
    writer._enroll("enroll", 5, [7])

    assert writer.told.enrollments == {
        (4, 7): frozenset({"enrolled", "waitlisted"}),
        (5, 7): frozenset({"enrolled"}),
    }
