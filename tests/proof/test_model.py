"""A sample of `model`, and that it notices a rule that is wrong."""

from dataclasses import replace

import pytest

from src.models import Load
from tests.proof import model
from tests.proof.place import Place

only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_the_service_answers_like_the_model(place: Place) -> None:
    result = model.prove(place, model.SAMPLE)
    assert int(result.figures["steps"]) >= model.SAMPLE.steps


@only_sqlite
def test_prerequisites_that_nobody_lacks_are_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Load, "lacks", lambda *_args: [])
    with pytest.raises(AssertionError, match="the model"):
        model.prove(place, replace(model.SAMPLE, steps=1_000))
