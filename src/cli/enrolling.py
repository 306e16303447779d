"""From the rows of `enrollments.csv` to the controller: a million of them, so columns go whole."""

from collections.abc import Iterator

from src.cli.csv_files import CsvFile, Row
from src.cli.faults import faults_of, read_fields
from src.controllers.transfer.enrollments import EnrollmentImport
from src.controllers.transfer.results import EnrollmentRow, Fault, State, Tally
from src.controllers.transfer.stated import StatedImport
from src.errors import InvalidInputError
from src.schemas.cells import restored_cell
from src.schemas.transfer import NameCells, StateCells
from src.values import Status

# SQLite keeps in memory every page that a statement changes, to take the statement back;
# more rows at a time are faster, and take the more memory the larger the database is.
BATCH_ROWS = 4_000


def load_enrollments(file: CsvFile) -> Iterator[Tally]:
    """Import the enrollments of a file; yields what became of each batch, then of the whole."""
    has_states = "status" in file.columns
    has_positions = "position" in file.columns
    run = StatedImport(has_positions=has_positions) if has_states else EnrollmentImport()
    for batch in file.batches(BATCH_ROWS):
        rows = _stated_rows(file, batch) if has_states else _plain_rows(file, batch)
        tally = run.add(rows)
        bad = {fault.line for fault in tally.faults}
        if has_states:
            bad.update(row.line for row in rows if row.state is None)
        if bad:
            tally.faults = _with_schema_faults(file, batch, bad, tally.faults)
        yield tally
    yield run.finish()


def _plain_rows(file: CsvFile, batch: list[Row]) -> list[EnrollmentRow]:
    """Rows that a schema has not seen: a name that is found has the form of what is kept."""
    lines = [line for line, _ in batch]
    names = (_column(file, batch, name) for name in NameCells.model_fields)
    return list(map(EnrollmentRow, lines, *names))


def _stated_rows(file: CsvFile, batch: list[Row]) -> list[EnrollmentRow]:
    """The same with their states, which few cells say in few ways; None where they are bad."""
    columns = [_column(file, batch, name) for name in StateCells.model_fields]
    said = list(zip(*columns, strict=True))
    states = {cells: _state(cells) for cells in set(said)}
    rows = _plain_rows(file, batch)
    return [row._replace(state=states[cells]) for row, cells in zip(rows, said, strict=True)]


def _state(cells: tuple[str, ...]) -> State | None:
    """What these cells say; None if they are bad."""
    try:
        fields = read_fields(StateCells, dict(zip(StateCells.model_fields, cells, strict=True)))
    except InvalidInputError:
        return None
    return State(**fields | {"status": fields["status"] or Status.ENROLLED})


def _column(file: CsvFile, batch: list[Row], name: str) -> list[str]:
    """The cells of a column; empty ones where the file has no such column."""
    if name not in file.columns:
        return [""] * len(batch)
    index = file.columns.index(name)
    column = [cells[index] for _, cells in batch]
    return [restored_cell(cell) if cell[:1] == "'" else cell for cell in column]


def _with_schema_faults(
    file: CsvFile, batch: list[Row], bad: set[int], found: list[Fault]
) -> list[Fault]:
    """The faults of the bad lines, those of a schema in place of others about the same cell."""
    faults = {(fault.line, fault.column): fault for fault in found}
    for line, row in batch:
        if line in bad:
            cells = file.named(row)
            for schema in (NameCells, StateCells):
                known = {name: cells[name] for name in schema.model_fields if name in cells}
                try:
                    read_fields(schema, known)
                except InvalidInputError as error:
                    faults |= {(line, fault.column): fault for fault in faults_of(line, error)}
    return list(faults.values())
