"""What programs are asked for, and what a request of each kind leaves behind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workload:
    """One kind of load; the script of its name under `lua/` makes the requests.

    A request adds `rows` enrollments and `events` events on average, exactly so after
    every `grain` requests. `expected` are the statuses that it may be answered with. A
    round lasts `length` times as long as one of the others.
    """

    name: str
    title: str
    rows: float = 0
    events: float = 0
    grain: int = 1
    expected: tuple[str, ...] = ("200",)
    length: int = 1

    @property
    def is_rush(self) -> bool:
        """Whether seats run out in it."""
        return "409" in self.expected


READ = Workload("read", "Read a student's courses")
ROSTER = Workload("roster", "A roster page of 50")
ENROLL = Workload("enroll", "Enroll in two courses", rows=2, events=2)
ENROLL20 = Workload("enroll20", "Enroll in 20 at once", rows=20, events=20)
# In its first moments seats are given away; what the desk decides follows.
RUSH = Workload("rush", "The rush: 100 seats", expected=("200", "409"), length=3)
# Three of twenty requests enroll in two courses, and one drops one.
MIX = Workload("mix", "Registration day", rows=5 / 20, events=7 / 20, grain=20)
ALL = (READ, ROSTER, ENROLL, ENROLL20, RUSH, MIX)
PAGE_1 = Workload("page1", "Page 1 of a roster")
PAGE_10000 = Workload("page10000", "Page 10,000 of a roster")
