"""`make oulad`: real registrations, imported, served, and compared with their source.

Converts the Open University registrations to CSV files, imports them into a fresh
database, serves it, follows every roster to its end, and compares the members, course
by course. How an import does beside the database's own loader, `make bench` tells.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy import create_engine, inspect

from benchmarks.registrations import Registrations, read_registrations, write_import_files
from benchmarks.service import Client, run, served
from src.config import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--database-url", help="An empty database, instead of a fresh SQLite file.")
def main(folder: Path, database_url: str | None) -> None:
    """Import the registrations in a folder, serve them, and compare every roster."""
    registrations = read_registrations(folder)
    work = Path(tempfile.mkdtemp(prefix="oulad-"))
    try:
        files = work / "files"
        files.mkdir()
        write_import_files(registrations, files)
        click.echo(
            f"==> source: {len(registrations.students):,} students,"
            f" {len(registrations.presentations):,} courses,"
            f" {len(registrations.registered):,} registrations"
        )
        import_and_verify(registrations, files, database_url or f"sqlite:///{work / 'oulad.db'}")
    finally:
        shutil.rmtree(work)


def import_and_verify(registrations: Registrations, files: Path, database_url: str) -> None:
    """Import into an empty database, serve it, and compare every roster with the source.

    Raises ClickException, naming the courses that differ.
    """
    _refuse_tables(database_url)
    click.echo("==> database: upgrading to head")
    run("alembic", "upgrade", "head", database_url=database_url)
    click.echo("==> importing")
    begun = time.perf_counter()
    told = run("flask", "--app", "src", "import", str(files), database_url=database_url)
    seconds = time.perf_counter() - begun
    click.echo("\n".join(f"    {line}" for line in told.splitlines() if ".csv:" in line))
    click.echo(f"    {seconds:.2f} s, {registrations.rows / seconds:,.0f} rows/s")
    with served(database_url) as port, closing(Client(port)) as client:
        click.echo(f"==> serving on http://127.0.0.1:{port}, following every roster to its end")
        found = read_rosters(client)
        click.echo(
            f"    {len(found)} rosters, {sum(map(len, found.values())):,} members,"
            f" {client.pages} pages"
        )
    if differences := list(differing(registrations.rosters, found)):
        raise click.ClickException("The rosters differ:\n" + "\n".join(differences))
    click.echo("==> every roster has the members of the source, and no others")


def _refuse_tables(database_url: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": database_url})
    engine = create_engine(settings.database_url)
    try:
        if inspect(engine).get_table_names():
            raise click.ClickException("The database is not empty; nothing was touched.")
    finally:
        engine.dispose()


def read_rosters(client: Client) -> dict[str, list[str]]:
    """The external ids of every course's members, sorted, by the course's code."""
    courses = list(client.list_all("/courses"))
    return {
        course["code"]: sorted(
            student["external_id"]
            for student in client.list_all(f"/courses/{course['id']}/students")
        )
        for course in courses
    }


def differing(
    expected: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """A sentence for every course whose members are not those expected."""
    for code in sorted(expected.keys() | found.keys()):
        if code not in found or code not in expected:
            yield f"{code} is {'not served' if code in expected else 'not in the source'}."
        elif list(expected[code]) != list(found[code]):
            missing = len(set(expected[code]) - set(found[code]))
            foreign = len(set(found[code]) - set(expected[code]))
            counts = f"{len(found[code])} members for {len(expected[code])}"
            yield f"{code}: {counts}, {missing} missing, {foreign} not in the source."


if __name__ == "__main__":
    main()
