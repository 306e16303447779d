"""The runner of docs/promises.md notices what it is there to notice."""

import re

import pytest

from src.config import ROOT
from tests.promises import Promise, promises, verdict

PAGE = """
| Promise | Command |
| --- | --- |
| It holds. | `true` |
| Nobody shows it. | |
| Somebody shows it. | run it by hand |
"""


def test_a_page_has_a_promise_for_each_row() -> None:
    assert list(promises(PAGE)) == [
        Promise("It holds.", "true"),
        Promise("Nobody shows it.", ""),
        Promise("Somebody shows it.", ""),
    ]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("true", "holds"),
        ("echo '3 passed, 0 skipped'", "holds"),
        ("false", "failing"),
        ("false | cat", "failing"),
        ("", "missing"),
        ("exit 4", "missing"),
        ("echo '3 passed, 1 skipped in 1 s'", "skipped"),
    ],
)
def test_a_row_holds_only_if_its_command_ran_and_skipped_nothing(
    command: str, expected: str
) -> None:
    assert verdict(Promise("Something.", command)) == expected


def test_every_row_of_the_page_has_a_command() -> None:
    rows = list(promises((ROOT / "docs" / "promises.md").read_text()))

    assert rows
    assert [row.sentence for row in rows if not row.command] == []
    named = re.findall(r"tests/[\w/]+(?:\.py)?", " ".join(row.command for row in rows))
    assert [path for path in named if not (ROOT / path).exists()] == []
