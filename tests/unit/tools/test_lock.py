"""The lock file says what is installed and not where from."""

import json
import re

from src.config import ROOT


def test_no_package_index_is_named() -> None:
    pipfile = (ROOT / "Pipfile").read_text()
    lock = json.loads((ROOT / "Pipfile.lock").read_text())

    assert re.findall(r"^\[\[source", pipfile, re.MULTILINE) == []
    assert lock["_meta"]["sources"] == []
    assert "://" not in json.dumps(lock)
    packages = [each for part in ("default", "develop", "peers") for each in lock[part].values()]
    assert [each for each in packages if "index" in each] == []


def test_every_locked_package_has_a_version_and_hashes() -> None:
    lock = json.loads((ROOT / "Pipfile.lock").read_text())

    for part in ("default", "develop", "peers"):
        for name, package in lock[part].items():
            assert package["version"].startswith("=="), name
            assert package["hashes"], name
