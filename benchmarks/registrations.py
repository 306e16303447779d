"""The registrations of the Open University data set, as the three files of an import."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

COURSES, REGISTRATIONS = "courses.csv", "studentRegistration.csv"


@dataclass(frozen=True, slots=True)
class Registrations:
    """Who registered for what: presentations as (module, presentation), students by id."""

    presentations: list[tuple[str, str]]
    registered: list[tuple[str, str]]
    """Pairs of a student's id and a course's code, as they stand in the source."""

    @property
    def students(self) -> list[str]:
        """Every student once, in the order of the source."""
        return list(dict.fromkeys(student for student, _ in self.registered))

    @property
    def rows(self) -> int:
        """How many the files of an import have."""
        return len(self.students) + len(self.presentations) + len(self.registered)

    @property
    def rosters(self) -> dict[str, list[str]]:
        """The members of every course, sorted; a course without any is there too."""
        members: dict[str, set[str]] = defaultdict(set)
        for student, code in self.registered:
            members[code].add(student)
        codes = (course_code(*presentation) for presentation in self.presentations)
        return {code: sorted(members[code]) for code in codes}


def course_code(module: str, presentation: str) -> str:
    """The code of one offering."""
    return f"{module}-{presentation}"


def read_registrations(folder: Path) -> Registrations:
    """Read the data set. Raises ClickException, saying what is missing."""
    courses = _read(folder / COURSES, ("code_module", "code_presentation"))
    columns = ("id_student", "code_module", "code_presentation")
    registered = _read(folder / REGISTRATIONS, columns)
    return Registrations(
        presentations=[(module, presentation) for module, presentation in courses],
        registered=[(student, course_code(*course)) for student, *course in registered],
    )


def _read(path: Path, columns: Sequence[str]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [[row[name] for name in columns] for row in csv.DictReader(file)]
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be read ({error.strerror}). Name the folder of the Open University"
            " registrations: make oulad OULAD=folder"
        ) from None
    except KeyError as error:
        raise click.ClickException(f"{path} has no column {error}.") from None


def write_import_files(registrations: Registrations, folder: Path) -> None:
    """Write the files of an import, with invented names and e-mails."""
    students = [
        (student, f"student-{student}@example.org", f"Student {student}")
        for student in registrations.students
    ]
    courses = [
        (course_code(module, presentation), module, f"{module}, {presentation}")
        for module, presentation in registrations.presentations
    ]
    enrollments = registrations.registered
    _write(folder / "students.csv", ("external_id", "email", "name"), students)
    _write(folder / "courses.csv", ("code", "catalog_code", "title"), courses)
    _write(folder / "enrollments.csv", ("student_external_id", "course_code"), enrollments)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
