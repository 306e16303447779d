"""An import costs a constant number of statements for each batch, of a constant text."""

import pytest

from src.cli import loading
from tests.integration.transfer.conftest import Desk
from tests.statements import Statements

COUNTS = [1, 7, 400]


def files(count: int, name: str = "x") -> dict[str, str]:
    """Files with so many rows each."""
    numbers = range(count)
    return {
        "students": "external_id,email,name\n"
        + "".join(f"S{n},s{n}@example.org,{name}\n" for n in numbers),
        "courses": "code,title\n" + "".join(f"C{n},{name}\n" for n in numbers),
        "enrollments": "student_external_id,student_email,course_code\n"
        + "".join(f"S{n},s{n}@example.org,C{n}\n" for n in numbers),
    }


@pytest.fixture
def seen(desk: Desk, statements: Statements) -> Statements:
    """What the commands execute."""
    return statements


def test_any_number_of_rows_costs_the_same_statements(desk: Desk, seen: Statements) -> None:
    created: list[list[str]] = []
    changed: list[list[str]] = []
    unchanged: list[list[str]] = []
    for offset, count in enumerate(COUNTS):
        for name, costs in ((f"a{offset}", created), (f"b{offset}", changed)):
            seen.clear()
            desk.imported(**files(count, name))
            costs.append(list(seen))
        seen.clear()
        desk.imported()
        unchanged.append(list(seen))

    # The first import of more rows than before both creates and changes some.
    assert len(created[1]) == len(created[2])
    assert [set(each) for each in changed[1:]] == [set(changed[0])] * 2
    assert [len(each) for each in changed] == [len(changed[0])] * 3
    assert unchanged == [unchanged[0]] * 3
    assert len(unchanged[0]) <= 14


def test_every_batch_costs_the_same_statements(
    desk: Desk, seen: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.imported(**files(40))
    costs = []
    for size in (40, 20, 10):
        monkeypatch.setattr(loading, "BATCH_ROWS", size)
        monkeypatch.setattr(loading, "ENROLLMENTS_PER_BATCH", size)
        seen.clear()
        desk.imported()
        costs.append(len(seen))

    per_batch = costs[1] - costs[0]
    assert costs[2] - costs[1] == 2 * per_batch
    # Students by external id and by e-mail, courses, enrollments' students twice, the insert.
    assert per_batch == 6
