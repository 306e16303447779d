"""`flask --app src import DIR`: terms, students, courses and enrollments from CSV files."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from src import work
from src.cli.csv_files import CsvFile, long_cells
from src.cli.faults import BadRowsError, FaultReport
from src.cli.loading import FILE_KINDS, FileKind
from src.config import Settings, origin_of
from src.controllers.readiness import check_revision
from src.controllers.transfer.results import Tally
from src.controllers.transfer.tables import prepare_for_many_rows
from src.errors import RegistrationError

_BAR_STEPS = 200


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def import_(folder: Path) -> None:
    """Import terms.csv, students.csv, courses.csv and enrollments.csv from a folder.

    Creates what is new and changes what differs, in one transaction; deletes nothing. If
    any row is bad, every bad row is reported and nothing is written.
    """
    try:
        tallies = import_folder(folder)
    except RegistrationError as error:
        raise click.ClickException(f"{told(error)} Nothing was imported.") from None
    for name, tally in tallies.items():
        counts = f"{tally.created} created, {tally.changed} changed, {tally.unchanged} unchanged"
        click.echo(f"{name}: {counts}")
    settings: Settings = current_app.config["SETTINGS"]
    origin = origin_of(settings.host, settings.port)
    click.echo(f"==> imported; with the service running, try: curl {origin}/courses")


def told(error: RegistrationError) -> str:
    """What an operator should read about an error of the domain."""
    return " ".join(str(each["message"]) for each in error.details) or error.message


def import_folder(folder: Path) -> dict[str, Tally]:
    """Import the files of a folder; says what became of the rows of each.

    Raises ClickException, once what is wrong with the files was printed, and what
    `work.command` raises.
    """
    kinds = [kind for kind in FILE_KINDS if (folder / kind.name).exists()]
    if not kinds:
        names = ", ".join(kind.name for kind in FILE_KINDS)
        raise click.ClickException(f"There is none of {names} in {folder}.")
    with FaultReport() as report, long_cells(), _uncollected():
        try:
            return _import(folder, kinds, report)
        except BadRowsError:
            report.print()
            faults = "1 fault" if report.count == 1 else f"{report.count} faults"
            raise click.ClickException(f"{faults}; nothing was imported.") from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave memory to reference counts: rows make no cycles, and looking for some among
    the millions of cells that come and go takes longer than importing them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@work.command
def _import(folder: Path, kinds: list[FileKind], report: FaultReport) -> dict[str, Tally]:
    report.begin()
    check_revision()
    prepare_for_many_rows()
    with ExitStack() as stack:
        files = [stack.enter_context(_opened(folder / kind.name, kind)) for kind in kinds]
        for file in files:
            file.read_header()
            report.add(file.name, file.faults)
        report.refuse_faults()
        size = sum((folder / kind.name).stat().st_size for kind in kinds)
        advance = stack.enter_context(_progress(size))
        tallies = {
            kind.name: _load(kind, file, report, advance)
            for kind, file in zip(kinds, files, strict=True)
        }
    report.refuse_faults()
    return tallies


def _load(
    kind: FileKind, file: CsvFile, report: FaultReport, advance: Callable[[int], None]
) -> Tally:
    total, position = Tally(), 0
    for tally in kind.load(file):
        total.add(tally)
        report.add(file.name, file.faults + tally.faults)
        file.faults.clear()
        advance(file.position - position)
        position = file.position
    return total


@contextmanager
def _opened(path: Path, kind: FileKind) -> Iterator[CsvFile]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None
    with stream:
        yield CsvFile(path, stream, kind.schema)


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """A bar over the bytes to read, on a terminal; nothing elsewhere."""
    with click.progressbar(
        length=size,
        label="Importing",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(1, size // _BAR_STEPS),
    ) as bar:
        yield bar.update
