"""The README's table."""

from pathlib import Path

from benchmarks.report import BEGIN, END, put_table, table
from benchmarks.results import Results
from src.config import ROOT

_LINE = "| Read a student's courses, by FastAPI's rate | at least 6 |"


def test_without_results_every_cell_says_so() -> None:
    assert f"{_LINE} not measured | not measured |" in table(Results())


def test_a_cell_has_the_median_and_says_where_a_target_is_missed() -> None:
    figures = {"sqlite/read/fastapi": [5.0, 9.0, 7.0], "postgresql/read/fastapi": [2.0]}
    assert f"{_LINE} 7.00 | 2.00, missed |" in table(Results(figures=figures))


def test_a_void_cell_has_no_figure() -> None:
    results = Results(reasons={"sqlite/read/fastapi": "void: round 1: a 500"})
    assert f"{_LINE} void | not measured |" in table(results)


def test_the_table_is_put_between_its_markers_and_nowhere_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    put_table(readme, Results())
    assert readme.read_text() == f"before\n{BEGIN}\n{table(Results())}\n{END}\nafter\n"


def test_the_readme_has_the_markers_once() -> None:
    text = (ROOT / "README.md").read_text()
    assert text.count(BEGIN) == text.count(END) == 1
