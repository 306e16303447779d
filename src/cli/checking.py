"""`flask --app src check`, and the commands that mend: `recount` and `promote`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import click
from flask.cli import with_appcontext

from src import work
from src.cli.importing import told
from src.controllers.invariants import mending
from src.controllers.invariants.broken import find_broken
from src.controllers.invariants.findings import Finding
from src.controllers.invariants.history import record_unrecorded
from src.controllers.invariants.records import last_student_id
from src.controllers.invariants.unsettled import find_unsettled
from src.controllers.locks import be_alone
from src.controllers.readiness import check_revision
from src.errors import RegistrationError

P = ParamSpec("P")
CHECK_HELP = """
List what does not hold, as of one moment.

Writes nothing. Names ids and codes alone, at most 100 cases of a kind, and counts all.

\b
BROKEN is what is never to be; exit code 1.
  enrolled_count     unlike the enrollments that hold a seat (`recount` mends it)
  waitlist_count     unlike the enrollments that wait (`recount` mends it)
  capacity           more hold a seat than there are
  orphan             names a student, course or term that is not there
  double_listing     a student stands twice in one course
  waitlist_order     a place that is missing, superfluous, shared or never given
  status             none that is known
  grading            completed without a result, or a result without being completed
  history            the events alone tell otherwise (`recount` records what is)

\b
TO SETTLE is what the edit of a rule left behind, since edits evict nobody, and no
registrar set aside; exit code 0, and 1 with --strict.
  clash              enrolled in two courses at the same time
  credits            more of them in a term than are allowed
  prerequisite       enrolled without what the course needs
  waitlist_capacity  more wait than may
  idle_seat          a waiter may have a free seat (`promote` gives it)
"""
_BAR_STEPS = 200


def _refusing(act: Callable[P, None]) -> Callable[P, None]:
    """Tell an operator about an error of the domain in one line."""

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except RegistrationError as error:
            raise click.ClickException(told(error)) from None

    return run


@click.command(help=CHECK_HELP)
@click.option("--strict", is_flag=True, help="Fail also if there is something to settle.")
@with_appcontext
@_refusing
def check(*, strict: bool) -> None:
    """List what does not hold, as of one moment; `--help` says what is looked for."""
    broken, unsettled = _find()
    for line in [*_lines("broken", broken), *_lines("to settle", unsettled)]:
        click.echo(line)
    faults, open_cases = _count(broken), _count(unsettled)
    ok = "" if faults or open_cases else "ok: "
    click.echo(f"{ok}{faults} broken, {open_cases} to settle")
    if faults or (strict and open_cases):
        sys.exit(1)


@click.command()
@with_appcontext
@_refusing
def recount() -> None:
    """Count the seats, waiters and places of every course anew, and record what events lack.

    For after a rolling upgrade from a release that did not count, or recorded no events.
    It waits for those who write and keeps others from it meanwhile. If more hold a seat
    in a course than there are, it says so and changes nothing.
    """
    courses, events = _recount()
    click.echo(f"courses changed: {courses}, events recorded: {events}")


@click.command()
@with_appcontext
@_refusing
def promote() -> None:
    """Give every free seat to the first who waits for it and may have it.

    For the hour when registration opens, since time alone promotes nobody. It waits for
    those who write and keeps others from it meanwhile.
    """
    click.echo(f"promoted: {_promote()}")


@work.snapshot
def _find() -> tuple[list[Finding], list[Finding]]:
    """What is broken, and what is to settle."""
    check_revision()
    broken = find_broken()
    with _progress(last_student_id()) as advance:
        return broken, find_unsettled(advance)


@work.command
def _recount() -> tuple[int, int]:
    """How many courses changed, and how many events were recorded."""
    check_revision()
    be_alone()
    oversold = mending.find_oversold()
    if oversold.count:
        for line in _lines("broken", [oversold]):
            click.echo(line, err=True)
        raise click.ClickException("More hold a seat than there are. Nothing was changed.")
    return mending.recount(), record_unrecorded()


@work.command
def _promote() -> int:
    check_revision()
    be_alone()
    return mending.promote()


def _lines(kind: str, findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        for case in finding.cases:
            yield f"{kind} {finding.invariant}: {case}"
        if more := finding.count - len(finding.cases):
            yield f"{kind} {finding.invariant}: ... and {more} more"


def _count(findings: list[Finding]) -> int:
    return sum(finding.count for finding in findings)


@contextmanager
def _progress(last_id: int) -> Iterator[Callable[[int], None]]:
    """A bar over the ids of students, on a terminal; nothing elsewhere."""
    with click.progressbar(
        length=last_id,
        label="Checking",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(1, last_id // _BAR_STEPS),
    ) as bar:
        yield bar.update
        bar.finish()
        bar.render_progress()
