"""Medians and ratios, and what is made of them."""

from pathlib import Path

import pytest

from benchmarks.results import Results, Row, read_results
from benchmarks.rounds import compare_rates
from benchmarks.targets import TARGETS, judge, shortcomings


def _row(program: str, *rates: float, void: str | None = None) -> Row:
    return Row("sqlite", "read", program, [{"rate": rate} for rate in rates], void)


def _verdict(results: Results, key: str) -> tuple[bool, str]:
    found = next(verdict for verdict in judge(results) if verdict.target.key == key)
    return found.is_met, found.note


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    results = Results()
    compare_rates(results, [_row("ours", 60, 10, 90), _row("fastapi", 10, 10, 10)])
    assert results.figures == {"sqlite/read/fastapi": [6, 1, 9]}
    assert results.value("sqlite/read/fastapi") == 6


def test_a_void_row_gives_no_figure_and_says_why() -> None:
    results = Results()
    compare_rates(results, [_row("ours", 60), _row("fastapi", 10, void="round 1: a 500")])
    assert results.value("sqlite/read/fastapi") is None
    assert _verdict(results, "sqlite/read/fastapi") == (False, "void: round 1: a 500")


def test_a_target_that_was_not_measured_is_not_met() -> None:
    assert _verdict(Results(), "sqlite/read/fastapi") == (False, "not measured")


@pytest.mark.parametrize(("value", "is_met"), [(5.99, False), (6, True), (7, True)])
def test_a_rate_reaches_its_bound_or_not(value: float, *, is_met: bool) -> None:
    results = Results(figures={"sqlite/read/fastapi": [value]})
    assert _verdict(results, "sqlite/read/fastapi") == (is_met, "")


@pytest.mark.parametrize(("value", "is_met"), [(0, True), (1, False)])
def test_no_seat_may_be_oversold(value: float, *, is_met: bool) -> None:
    results = Results(figures={"sqlite/rush/oversold": [value]})
    assert _verdict(results, "sqlite/rush/oversold")[0] is is_met


def test_a_strict_run_names_what_is_missed_void_and_missing() -> None:
    met = {target.key: [target.bound] for target in TARGETS}
    assert shortcomings(Results(figures=met)) == []
    results = Results(figures=met | {"start": [9.0]}, reasons={"programs/django": "not installed"})
    results.rows.append(_row("django", 1, void="a 500"))
    assert shortcomings(results) == [
        "start: 9.00 is not at most 1.5",
        "sqlite/read/django: void: a 500",
        "programs/django: not installed",
    ]


def test_every_round_is_kept(tmp_path: Path) -> None:
    results = Results(figures={"start": [1.0, 2.0]}, reasons={"a": "b"})
    results.rows.append(_row("ours", 1, 2))
    results.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results
