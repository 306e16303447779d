"""What is run in every order: rows to start from, and the acts of a few clients."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert

from src import work
from src.controllers import courses, enrollments, terms
from src.extensions import clock, db
from src.models import Student
from tests.proof.interleavings.acts import Act
from tests.proof.interleavings.stepping import LOCKED, READ, WRITTEN, Point

Order = tuple[int, ...]
"""Whose step is next, by the number of the act."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Specification:
    """Acts on rows that are made anew for every order.

    `joined` are pairs such as "xA", in that order: whoever finds the course full waits.
    `edited` are changes of rules that come after them. `unsettles` names what an edit may
    break for somebody without evicting them, which `check` then rightly tells.
    """

    name: str
    acts: tuple[Act, ...]
    courses: Mapping[str, Mapping[str, Any]]
    students: str = "xy"
    term: Mapping[str, Any] | None = None
    joined: tuple[str, ...] = ()
    edited: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unsettles: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """Where each act halts; three acts halt less often, so that the orders stay few."""
        return (LOCKED, READ, WRITTEN) if len(self.acts) == 2 else (LOCKED, WRITTEN)

    def orders(self) -> list[Order]:
        """Every order of the steps of the acts."""
        return list(_interleavings([len(self.points) + 1] * len(self.acts)))

    def some_orders(self, at_most: int | None, seed: int) -> Sequence[Order]:
        """As many of the orders, drawn by the seed; all of them for None."""
        orders = self.orders()
        if at_most is None or at_most >= len(orders):
            return orders
        return Random(f"{seed}/{self.name}").sample(orders, at_most)


def _interleavings(steps: Sequence[int]) -> Iterator[Order]:
    """Every order in which so many steps of each act can be taken."""
    if not any(steps):
        yield ()
    for number, left in enumerate(steps):
        if left:
            rest = [each - (other == number) for other, each in enumerate(steps)]
            for order in _interleavings(rest):
                yield (number, *order)


def _add_students(names: str, number: int) -> Sequence[int]:
    """Students with those names, added past the service, which adds them one by one; their ids."""
    now = clock.now()
    rows = [
        {"name": name, "email": email, "email_key": email, "created_at": now, "updated_at": now}
        for name, email in ((name, f"{name}{number}@example.org") for name in names)
    ]
    added = insert(Student).returning(Student.id, sort_by_parameter_order=True)
    return db.session.scalars(added, rows).all()


@work.command
def build(specification: Specification) -> dict[str, int]:
    """Make the rows that a specification starts from, in one transaction; ids by name."""
    ids: dict[str, int] = {}
    number = next(_numbers)
    if specification.term is not None:
        ids["T"] = terms.create_term(code=f"T-{number}", name="Term", **specification.term).id
    for name, fields in specification.courses.items():
        ids[name] = courses.create_course(title=name, term_id=ids.get("T"), **fields).id
    ids |= zip(specification.students, _add_students(specification.students, number), strict=True)
    for pair in specification.joined:
        student_id, course_id = (ids[name] for name in pair)
        enrollments.enroll(student_id=student_id, course_ids=[course_id], waitlist=True)
    for name, changes in specification.edited.items():
        courses.update_course(course_id=ids[name], changes=changes)
    return ids
