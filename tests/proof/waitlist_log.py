"""What the log says of `waitlist`: in which order the acts were done, and who overtook whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import NullPool, create_engine, text

_SELECT = """
SELECT request_id, type, course_id, student_id, status_after, place FROM events
WHERE cause <> 'create' ORDER BY id
"""


class Event(NamedTuple):
    """An event, as far as it is looked at here."""

    request_id: str
    type: str
    course_id: int
    student_id: int | None
    status_after: str | None
    place: int | None


def read_events(url: str) -> list[Event]:
    """What happened after everything was created, in order."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return [Event(*row) for row in connection.execute(text(_SELECT))]


def order_of(events: Iterable[Event]) -> dict[str, int]:
    """The place of each request among all that changed something.

    An act records its events while it holds every lock of its own, so that whoever had to
    wait for it comes later.
    """
    return {
        request_id: n for n, request_id in enumerate(dict.fromkeys(e.request_id for e in events))
    }


def count_types(events: Iterable[Event]) -> Counter[str]:
    """How often each type of event was recorded."""
    return Counter(event.type for event in events)


def overtaken(events: Iterable[Event]) -> list[str]:
    """A sentence for everybody whom somebody behind overtook, or a newcomer, without a reason."""
    places: dict[int, dict[int, int]] = defaultdict(dict)
    excused: set[tuple[int, int]] = set()
    found = []
    for event in events:
        if event.student_id is None:
            continue
        queue = places[event.course_id]
        if event.type in ("enrollment.promoted", "enrollment.enrolled"):
            mine = queue.get(event.student_id)
            ahead = [each for each, place in queue.items() if mine is None or place < mine]
            found += [
                f"course {event.course_id}: student {event.student_id} overtook {each}"
                for each in ahead
                if (event.course_id, each) not in excused
            ]
        queue.pop(event.student_id, None)
        if event.type == "enrollment.passed_over":
            excused.add((event.course_id, event.student_id))
        elif event.status_after == "waitlisted":
            excused.discard((event.course_id, event.student_id))
        if event.place is not None:
            queue[event.student_id] = event.place
    return found
