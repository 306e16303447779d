"""Proof on real registrations: the Open University's, with too few seats for them.

Every presentation has seats for nine tenths of those who registered. All register over
HTTP in the order of the data, ready to wait; then a fifth drop. In the end every roster,
and every queue in its order, is that of a replay in plain Python.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.registrations import Registrations, write_import_files
from src.cli.importing import import_folder
from src.config import ROOT
from tests.proof.oracle import application, found_by_check
from tests.proof.place import Place
from tests.proof.real_desk import RealDesk
from tests.proof.replay import Registration, Replay, a_fifth_of, read_in_order, seats_for
from tests.proof.result import Result
from tests.servers import running

REAL = ROOT.parent / "shared" / "data" / "oulad"


@dataclass(frozen=True, slots=True)
class Size:
    """The first registrations of the first courses, and the promotions there must be."""

    registrations: int
    promotions: int
    courses: int = 22
    workers: int = 2
    seed: int = 1


FULL = Size(registrations=32_593, promotions=1_000)
SAMPLE = Size(registrations=200, promotions=5, courses=2, workers=1)


def prove(place: Place, size: Size = FULL) -> Result:
    """Register, drop, and compare."""
    assert REAL.is_dir(), "the registrations of the Open University are not there"
    registrations = _first(size)
    url = place.fresh()
    _import(registrations, url, place.folder)
    result = Result(seeds=[size.seed])
    with running(url, WORKERS=str(size.workers)) as server:
        _replay(RealDesk(server.port, url), registrations, size, result)
    found = found_by_check(url)
    assert not found, "\n".join(found)
    return result


def _first(size: Size) -> list[Registration]:
    everybody = read_in_order(REAL)
    courses = [*dict.fromkeys(course for _, course in everybody)][: size.courses]
    return [each for each in everybody if each[1] in courses][: size.registrations]


def _import(registrations: list[Registration], url: str, folder: Path) -> None:
    """Import who registers, and for what, but no enrollments."""
    courses = dict.fromkeys(course for _, course in registrations)
    presentations = [(module, start) for module, start in (each.split("-") for each in courses)]
    files = folder / "import"
    files.mkdir()
    write_import_files(Registrations(presentations, registrations), files)
    (files / "enrollments.csv").unlink()
    with application(url):
        import_folder(files)


def _replay(desk: RealDesk, registrations: list[Registration], size: Size, result: Result) -> None:
    seats = seats_for(registrations)
    for course, number in seats.items():
        desk.limit(course, number)
    replay = Replay(seats)
    words = _do("register", desk.register, replay.register, registrations, result)
    _do("drop", desk.drop, replay.drop, a_fifth_of(registrations, size.seed), result)
    rosters, queues = desk.lists("students"), desk.lists("waitlist")
    wrong = [*replay.differences(rosters, queues)]
    assert not wrong, "\n".join(wrong)
    seated = {(student, course) for course, roster in rosters.items() for student in roster}
    waited = (each for each, word in zip(registrations, words, strict=True) if word == "waitlisted")
    result.require("courses", len(rosters), size.courses)
    result.require("registrations", len(registrations), size.registrations)
    result.require("promotions", len(seated.intersection(waited)), size.promotions)


_Act = Callable[[Sequence[Registration]], list[str]]


def _do(
    name: str, there: _Act, here: _Act, registrations: Sequence[Registration], result: Result
) -> list[str]:
    """Do an act for each, on the service and in the replay; how each was answered."""
    began = time.monotonic()
    words = there(registrations)
    rate = len(registrations) / (time.monotonic() - began)
    result.figures[f"requests per second to {name}"] = round(rate)
    for word in words:
        result.acts[f"{name}: {word}"].add(succeeded=True)
    assert_as_told(registrations, words, here(registrations))
    return words


def assert_as_told(
    registrations: Sequence[Registration], words: Sequence[str], expected: Sequence[str]
) -> None:
    """Raises AssertionError, naming the courses that answered anybody otherwise."""
    wrong = [
        f"{course}: {student} was answered {word}, and not {other}"
        for (student, course), word, other in zip(registrations, words, expected, strict=True)
        if word != other
    ]
    assert not wrong, "\n".join(wrong[:20])
