"""One student's schedule of a term in plain Python: what each act does, and in which order
acts that were asked for at once can have been done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

Schedule = frozenset[int]
Words = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """POST enrolls in courses, PUT makes them the schedule, DELETE drops the one named."""

    verb: str
    course_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """How an act was answered: the status, and for each course its result, or its codes."""

    act: Act
    status: int
    words: Words


@dataclass(frozen=True, slots=True)
class Term:
    """The credits of its courses, their limit, and the hour at which each is held."""

    id: int
    limit: int
    credits: Mapping[int, int]
    hours: Mapping[int, int]

    def clash(self, one: int, other: int) -> bool:
        """Whether two courses are held at the same hour."""
        return one != other and self.hours[one] == self.hours[other]

    def clashes(self, schedule: Schedule) -> list[tuple[int, int]]:
        """The pairs of a schedule that clash."""
        return [pair for pair in combinations(sorted(schedule), 2) if self.clash(*pair)]

    def total(self, schedule: Schedule) -> int:
        """The credits of a schedule."""
        return sum(self.credits[course] for course in schedule)

    def do(self, schedule: Schedule, act: Act) -> tuple[Schedule, Heard]:
        """The schedule after an act, and its answer."""
        asked = frozenset(act.course_ids)
        if act.verb == "DELETE":
            words = _words(act.course_ids, asked & schedule, "dropped")
            return schedule - asked, Heard(act, 200, words)
        left = schedule - asked if act.verb == "PUT" else frozenset()
        wanted = (schedule - left) | asked
        if refusals := tuple(self._refusals(act, wanted, schedule)):
            return schedule, Heard(act, 409, refusals)
        words = _words(act.course_ids, asked - schedule, "enrolled")
        return wanted, Heard(act, 200, (*words, *((each, "dropped") for each in sorted(left))))

    def _refusals(
        self, act: Act, wanted: Schedule, schedule: Schedule
    ) -> Iterator[tuple[int, str]]:
        """Every reason against each course that is new, in the order asked and of the codes."""
        for course in act.course_ids:
            if course not in schedule:
                yield from ((course, "E023") for each in wanted if self.clash(course, each))
                if self.total(wanted) > self.limit:
                    yield course, "E024"

    def can_follow(self, start: Schedule, heard: tuple[Heard, ...], end: Schedule) -> bool:
        """Whether the acts, one after the other in some order, are answered as they were heard
        and lead from one schedule to the other.
        """

        @cache
        def leads(schedule: Schedule, rest: tuple[Heard, ...]) -> bool:
            if not rest:
                return schedule == end
            ways = []
            for number, each in enumerate(rest):
                after, answer = self.do(schedule, each.act)
                if answer != each:
                    continue
                others = rest[:number] + rest[number + 1 :]
                if after == schedule:  # It may come first, as nobody notices it.
                    return leads(schedule, others)
                ways.append((after, others))
            return any(leads(*way) for way in ways)

        return leads(start, heard)


def _words(course_ids: tuple[int, ...], changed: Schedule, result: str) -> Words:
    return tuple((each, result if each in changed else "unchanged") for each in course_ids)
