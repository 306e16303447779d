"""The page of what `make prove` found."""

from pathlib import Path

import pytest

from tests.proof import page
from tests.proof.kinds import KINDS
from tests.proof.result import Result


def test_what_a_proof_counted_stands_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "KEPT", tmp_path / "proof.json")
    monkeypatch.setattr(page, "PAGE", tmp_path / "proof.md")
    result = Result(seeds=[7])
    result.acts["enroll"].add(succeeded=True)
    result.require("orders", 1234, at_least=1)

    for backend in ("sqlite", "postgresql"):
        page.keep(KINDS[0], backend, result, seconds=1.4)

    text = (tmp_path / "proof.md").read_text()
    assert text.count("| enroll | 1 | 1 | 0 |") == 2
    assert "- orders: 1,234" in text
    assert "Seeds: 7." in text
    assert text.count("Not run at full size on SQLite and PostgreSQL yet.") == len(KINDS) - 1
