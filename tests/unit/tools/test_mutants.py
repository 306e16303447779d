"""The guards that `make mutants` takes away are where it looks for them."""

import re

import pytest

from src.config import ROOT
from tests.mutants.guard import Guard
from tests.mutants.guards import GUARDS


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: str(guard.name))
def test_a_guard_stands_once_and_its_tests_exist(guard: Guard) -> None:
    assert (ROOT / guard.file).read_text().count(guard.guard) == 1
    paths = re.findall(r"tests/[\w/]+(?:\.py)?", guard.tests)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
