"""The order of the queues, as the positions of an import's rows say."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Integer, case, select, update
from sqlalchemy import cast as sql_cast

from src.controllers.transfer.events import Change, record_changes
from src.controllers.transfer.pairs import unpack
from src.controllers.transfer.seats import CourseSeats, Seats
from src.controllers.transfer.tables import ENROLLMENTS, NOW, as_list, listed, recorded
from src.extensions import db
from src.models import dump_json
from src.values import Status

Queue: TypeAlias = list[tuple[int, int]]
"""Students and their places, in the order of the places."""
Move: TypeAlias = tuple[int, int, int, int]
"""Course, student, their new place, and whether a row of the file moved them."""

# After every rank of those whom a file lists.
_BEHIND = (2, 0, 0)
_PLACE = dump_json(["place"])

_courses = listed("courses")
READ = (
    select(ENROLLMENTS.c.course_id, ENROLLMENTS.c.student_id, ENROLLMENTS.c.place)
    .join_from(
        _courses, ENROLLMENTS, ENROLLMENTS.c.course_id == sql_cast(_courses.c.value, Integer)
    )
    .where(ENROLLMENTS.c.place.is_not(None))
    .order_by(ENROLLMENTS.c.course_id, ENROLLMENTS.c.place)
)
_moves = recorded(
    "moves", course_id=Integer(), student_id=Integer(), place=Integer(), is_said=Integer()
)
MOVE = (
    update(ENROLLMENTS)
    .where(
        ENROLLMENTS.c.student_id == _moves.c.student_id,
        ENROLLMENTS.c.course_id == _moves.c.course_id,
    )
    .values(
        place=_moves.c.place,
        updated_at=case((_moves.c.is_said == 1, NOW), else_=ENROLLMENTS.c.updated_at),
    )
)


class Queues:
    """Where the waiters whom a file lists are to stand; the others stand behind them."""

    def __init__(self) -> None:
        self._ranks: dict[int, dict[int, tuple[int, int, int]]] = defaultdict(dict)

    def list(self, pair: int, position: int | None) -> None:
        """Somebody waits; no position is behind every position, and ties are as listed."""
        student_id, course_id = unpack(pair)
        ranks = self._ranks[course_id]
        ranks[student_id] = (position is None, position or 0, len(ranks))

    def arrange(self, seats: Seats, now: datetime) -> int:
        """Put the queues in order; returns how many stood elsewhere before the import.

        Who only moves along with others keeps the instant of their last change.
        """
        moves: list[Move] = []
        for course_id, queue in self._read().items():
            moves.extend(self._moves(seats[course_id], queue))
        if moves:
            db.session.execute(MOVE, {"moves": as_list(moves), "now": now})
            record_changes([_move(*move) for move in moves], now)
        return sum(is_said for *_, is_said in moves)

    def _read(self) -> dict[int, Queue]:
        """The queues that the file lists, the new waiters at their ends."""
        queues: dict[int, Queue] = defaultdict(list)
        if self._ranks:
            for row in db.session.execute(READ, {"courses": as_list(sorted(self._ranks))}):
                queues[row.course_id].append((row.student_id, row.place))
        return queues

    def _moves(self, seats: CourseSeats, queue: Queue) -> Iterator[Move]:
        """New places for a whole queue, unless it stands as it should already."""
        ranks = self._ranks[seats.id]
        wanted = sorted(queue, key=lambda waiter: ranks.get(waiter[0], _BEHIND))
        if wanted == queue:
            return
        for (student_id, place), (stood_here, _) in zip(wanted, queue, strict=True):
            is_said = student_id in ranks and student_id != stood_here and seats.was_placed(place)
            yield seats.id, student_id, seats.next_place(), int(is_said)


def _move(course_id: int, student_id: int, place: int, _is_said: int) -> Change:
    """The event of a waiter who was given another place."""
    waits = Status.WAITLISTED
    return Change.of((student_id, course_id), waits, waits, place)._replace(changed=_PLACE)
