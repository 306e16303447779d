"""Imports of invented files, one after the other, beside a model of what they should do."""

import random
from pathlib import Path

import pytest

from src.cli import enrolling
from tests.integration.transfer.conftest import School
from tests.integration.transfer.model import SEATS, Row, World, imported, invented

FILES = 25
COLUMNS = ("student_external_id", "course_code", "status", "passed", "grade", "position")


def written(rows: list[Row], width: int) -> str:
    """A file of the first columns."""
    cells = [
        (row.student, row.course, row.status or "", row.passed, row.grade, row.position)
        for row in rows
    ]
    return "".join(",".join(line[:width]) + "\n" for line in (COLUMNS, *cells))


def as_kept(school: School) -> World:
    """What the database has."""
    return World(
        states=school.statuses(),
        queues={code: school.queue(code) for code in SEATS},
    )


@pytest.mark.parametrize("seed", range(8))
def test_every_import_does_what_the_model_does(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    school.imported(courses="code,title,capacity\nA,Algebra,1\nB,Botany,2\n")
    world, outcomes = World(), set()
    for _ in range(FILES):
        width = chance.choice([2, 5, 6, 6])
        rows = invented(chance, has_status=width > 2, has_positions=width > 5)
        monkeypatch.setattr(enrolling, "BATCH_ROWS", chance.choice([1, 2, 20_000]))
        world, faults = imported(world, rows, has_positions=width > 5)

        if faults:
            told = school.refused(enrollments=written(rows, width))
            assert sorted(int(line.split(", ")[1][5:]) for line in told[:-1]) == faults
        else:
            school.imported(enrollments=written(rows, width))
            again = school.imported()
            assert again["enrollments"] == f"0 created, 0 changed, {len(rows)} unchanged"
        assert as_kept(school) == world
        assert school.counts() == {
            code: (world.seats(code), len(world.queues[code])) for code in SEATS
        }
        outcomes.add(bool(faults))

    assert outcomes == {True, False}
    first = school.exported(tmp_path / "first")
    school.empty()
    school.folder = tmp_path / "first"
    school.imported()
    assert school.exported(tmp_path / "second") == first
    assert as_kept(school) == world
