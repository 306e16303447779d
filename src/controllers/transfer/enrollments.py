"""Import enrollments: many rows, so little is done for each of them in Python."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from src.controllers.transfer.events import record_enrolled
from src.controllers.transfer.naming import NamedStudents
from src.controllers.transfer.pairs import ID_BITS, KNOWN, PAIRS
from src.controllers.transfer.results import EnrollmentRow, Fault, Tally
from src.controllers.transfer.seats import Seats
from src.controllers.transfer.tables import ENROLLMENTS, NOW, as_list
from src.extensions import clock, db
from src.values import ID_MAX

INSERT = insert(ENROLLMENTS).from_select(
    ["student_id", "course_id", "created_at", "updated_at"],
    select(PAIRS.c.student_id, PAIRS.c.course_id, NOW, NOW),
)


class EnrollmentImport:
    """The import of one file: `add` each batch, then `finish`.

    Here rows say nothing but who takes what: whoever has no enrollment gets one, and
    one that is there stays as it is, whatever its status.
    """

    def __init__(self) -> None:
        self._seats = Seats()
        # One instant for all that a file does, so that its events are in order.
        self._now = clock.now()

    def add(self, rows: Sequence[EnrollmentRow]) -> Tally:
        """Import some rows. That a course has no seat for them, `finish` tells."""
        tally = Tally()
        lines: dict[int, int] = {}
        good = 0
        for pair, row in self._named(rows, tally):
            lines.setdefault(pair, row.line)
            good += 1
        known = find_pairs(lines)
        new = [pair for pair in lines if pair not in known]
        for pair in new:
            self._seats[pair & ID_MAX].take(lines[pair])
        enroll(new, self._now)
        tally.created = len(new)
        tally.unchanged = good - len(new)
        return tally

    def finish(self) -> Tally:
        """Write what the courses count, if every course has the seats that were taken."""
        tally = Tally(faults=self._seats.faults())
        if not tally.faults:
            self._seats.write(self._now)
        return tally

    def _named(
        self, rows: Sequence[EnrollmentRow], tally: Tally
    ) -> Iterator[tuple[int, EnrollmentRow]]:
        """The rows that name a student and a course, with the pair of both; the faults of
        the others go to the tally.
        """
        students = NamedStudents(rows)
        ids = self._seats.ids
        for row in rows:
            student_id = students.find(row)
            course_id = ids.get(row.code)
            if student_id and course_id:
                yield student_id << ID_BITS | course_id, row
            else:
                tally.faults.extend(students.faults(row))
                if not course_id:
                    tally.faults.append(Fault(row.line, "course_code", "No course has this code."))


def find_pairs(pairs: Collection[int]) -> set[int]:
    """Those who have an enrollment already."""
    if not pairs:
        return set()
    return set(db.session.scalars(KNOWN, {"pairs": as_list(sorted(pairs))}))


def enroll(pairs: Collection[int], now: datetime) -> None:
    """Make new enrollments."""
    if pairs:
        ordered = sorted(pairs)
        db.session.execute(INSERT, {"pairs": as_list(ordered), "now": now})
        record_enrolled(ordered, now)
