"""The acts of `waitlist`: sixteen threads that take, join, leave, swap, grade and edit."""

import threading
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.factories import meeting

TERM = {
    "code": "A",
    "name": "Autumn 2026",
    "starts_on": "2026-09-01",
    "ends_on": "2028-12-18",
    "time_zone": "Europe/Berlin",
    "max_credits": 40,
}
# How often each is tried: what costs the most, and what is refused the least, comes least often.
WEIGHTS = {
    "enroll": 33,
    "join": 12,
    "drop": 16,
    "resize": 8,
    "swap": 12,
    "complete": 11,
    "edit rule": 8,
}
Act = tuple[str, dict[str, Any]]


def course_body(number: int) -> dict[str, Any]:
    """A new course; some build on others, and some meet at the same time."""
    needs = [{"catalog_code": f"C{number - 20}", "concurrent": True}] if number % 10 == 0 else []
    return {
        "title": f"Course {number}",
        "term_id": 1,
        "catalog_code": f"C{number}",
        "capacity": 40 if _is_roomy(number) else 10,
        "credits": 1 + number % 3,
        "meetings": [meeting(1 + number % 5, "09:00", "10:30")] if number % 3 == 0 else [],
        "prerequisites": needs if number > 20 else [],
    }


@dataclass(slots=True)
class Known:
    """What the threads believe: who is in what, and how many are in each course."""

    students: int
    courses: int
    held: list[tuple[int, int]] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def learn(self, student: int, results: Any) -> None:
        """Who was told to be enrolled, or to wait, may leave later, or be graded."""
        with self._lock:
            for course, result in results:
                if result in ("enrolled", "waitlisted"):
                    self.held.append((student, course))

    def take(self, chance: Random) -> tuple[int, int]:
        """Somebody in something, whom nobody else takes; anybody where there is nobody."""
        with self._lock:
            if not self.held:
                return chance.randint(1, self.students), chance.randint(1, self.courses)
            number = chance.randrange(len(self.held))
            self.held[number], self.held[-1] = self.held[-1], self.held[number]
            return self.held.pop()


def next_act(chance: Random, known: Known) -> tuple[str, Act]:
    """The kind of the next act, and the act as `school` knows it."""
    (kind,) = chance.choices([*WEIGHTS], [*WEIGHTS.values()])
    student, course = chance.randint(1, known.students), chance.randint(1, known.courses)
    every = range(1, known.courses + 1)
    if kind in ("enroll", "join"):
        # A plain request is mostly refused where there is a queue.
        likely = [each for each in every if _is_roomy(each)] or every
        among = likely if kind == "enroll" and chance.random() < 0.6 else every
        courses = chance.sample(among, chance.choice([1, 1, min(2, len(among))]))
        asked = {"student_id": student, "course_ids": courses, "waitlist": kind == "join"}
        return kind, ("enroll", asked)
    if kind == "swap":
        courses = chance.sample(every, chance.randint(2, 4))
        asked = {"student_id": student, "term_id": 1, "course_ids": courses, "waitlist": True}
        return kind, ("set_schedule", asked)
    if kind in ("drop", "complete"):
        student, course = known.take(chance)
        grade = {"passed": chance.random() < 0.8} if kind == "complete" else {}
        return kind, (kind, {"student_id": student, "course_id": course, **grade})
    changes = _resize(chance, known, course) if kind == "resize" else _rule(chance, known)
    return kind, ("edit_course", {"course_id": course, "changes": changes})


def _resize(chance: Random, known: Known, course: int) -> dict[str, Any]:
    """A little more or less than there were in the course when it was last looked at."""
    least, most = (2, 8) if _is_roomy(course) else (-1, 2)
    return {"capacity": max(0, known.counts.get(course, 10) + chance.randint(least, most))}


def _is_roomy(course: int) -> bool:
    """Whether a seat is free as a rule: elsewhere there is a queue for it."""
    return course % 3 == 1


def _rule(chance: Random, known: Known) -> dict[str, Any]:
    starts_at, ends_at = chance.choice([("09:00", "10:30"), ("10:00", "11:30"), ("14:00", "15:00")])
    one = meeting(chance.randint(1, 5), starts_at, ends_at)
    need = {"catalog_code": f"C{chance.randint(1, known.courses)}", "concurrent": True}
    edits: list[dict[str, Any]] = [
        {"credits": chance.randint(1, 4)},
        {"meetings": chance.choice([[], [], [one]])},
        {"prerequisites": chance.choice([[], [], [], [need]])},
        {"waitlist_capacity": chance.choice([None, 30, 60])},
    ]
    return chance.choice(edits)
