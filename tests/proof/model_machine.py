"""The machine of `model`: each rule is an act, done by the service and by the model alike."""

from collections import Counter
from random import Random
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.proof import model_world as world
from tests.proof.model_service import Service
from tests.proof.result import Result
from tests.proof.school import School
from tests.proof.school_compare import require_same_course, require_same_student
from tests.proof.school_wire import call_of

# Left to itself, Hypothesis would take most of the acts out of most of the examples.
WEIGHTS = {
    "enroll": 5,
    "join": 5,
    "join_one": 14,
    "override": 2,
    "drop": 12,
    "complete": 2,
    "set_schedule": 4,
    "resize": 6,
    "edit_rule": 5,
    "edit_waitlist": 1,
    "edit_term": 1,
    "delete_course": 1,
    "delete_student": 1,
    "pass_time": 1,
}


LOOKS = 4
"""After how many acts the lists of the last one's courses are looked at."""


class Machine(RuleBasedStateMachine):
    """One example: a small school, and acts on it. Subclasses name a service and a result."""

    service: Service
    result: Result
    codes: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.school: School | None = None
        self._done: list[str] = []
        self._agrees = False

    @initialize(drawn=world.SEEDS)
    def found(self, drawn: int) -> None:
        """An empty database becomes a school."""
        chance = Random(drawn)
        now = chance.choice(world.STARTS)
        courses = [world.course_body(chance) for _ in range(world.COURSES)]
        self.service.empty()
        self.service.stand_at(now)
        self.school = School(now)
        for term in world.TERMS:
            self.school.add_term(self.service.create("/terms", term), term)
        for number, course in enumerate(courses, 1):
            body = {"title": f"Course {number}"} | course
            self.school.add_course(self.service.create("/courses", body), body)
        for number in range(1, world.STUDENTS + 1):
            body = {"name": f"Student {number}", "email": f"{number}@example.org"}
            self.school.add_student(self.service.create("/students", body))
        self._done = [f"{now}: {courses}"]
        self._agrees = True

    @rule(drawn=world.SEEDS)
    def step(self, drawn: int) -> None:
        """Any act; those that fill seats and queues, and free them, come most often.

        Hypothesis likes the simplest number so much that the number alone would make it
        try the same act again and again.
        """
        chance = Random(f"{drawn}/{len(self._done)}")
        (act,) = chance.choices([*WEIGHTS], [*WEIGHTS.values()])
        getattr(self, act)(chance)

    def enroll(self, chance: Random) -> None:
        student, courses = world.student(chance), world.asked(chance)
        self._act("enroll", student_id=student, course_ids=courses)

    def join(self, chance: Random) -> None:
        asked = {"student_id": world.student(chance), "course_ids": world.asked(chance)}
        self._act("enroll", "join", waitlist=True, **asked)

    def join_one(self, chance: Random) -> None:
        asked = {"student_id": world.student(chance), "course_ids": [world.course(chance)]}
        self._act("enroll", "join", waitlist=True, **asked)

    def override(self, chance: Random) -> None:
        asked = {"student_id": world.student(chance), "course_ids": world.asked(chance)}
        how: dict[str, Any] = {
            "waitlist": chance.random() < 0.5,
            "override": world.overrides(chance),
        }
        self._act("enroll", "override", **asked, **how)

    def drop(self, chance: Random) -> None:
        student, course = self._somebody(chance, "enrolled", "waitlisted")
        self._act("drop", student_id=student, course_id=course)

    def complete(self, chance: Random) -> None:
        student, course = self._somebody(chance, "enrolled")
        passed = chance.random() < 0.7
        self._act("complete", student_id=student, course_id=course, passed=passed)

    def set_schedule(self, chance: Random) -> None:
        term, courses, known = chance.choice(world.TERM_IDS), world.asked(chance), self._school
        fitting = [each.id for each in known.courses.values() if each.term_id == term]
        if fitting and chance.random() < 0.9:
            courses = chance.sample(fitting, min(len(fitting), len(courses)))
        self._act(
            "set_schedule",
            student_id=world.student(chance),
            term_id=term,
            course_ids=courses,
            waitlist=chance.random() < 0.5,
            override=world.overrides(chance) if chance.random() < 0.2 else [],
        )

    def resize(self, chance: Random) -> None:
        changes = {"capacity": chance.choice(world.CAPACITIES)}
        self._act("edit_course", "resize", course_id=world.course(chance), changes=changes)

    def edit_rule(self, chance: Random) -> None:
        course, changes = world.course(chance), world.rule_edit(chance)
        self._act("edit_course", "edit_rule", course_id=course, changes=changes)

    def edit_waitlist(self, chance: Random) -> None:
        changes = {"waitlist_capacity": chance.choice(world.PLACES)}
        self._act("edit_course", "edit_waitlist", course_id=world.course(chance), changes=changes)

    def edit_term(self, chance: Random) -> None:
        limit = chance.choice([6, 4, 9, None])
        self._act("edit_term", term_id=chance.choice([1, 2]), max_credits=limit)

    def delete_course(self, chance: Random) -> None:
        course = world.course(chance)
        if course % 4 == 0 or any(course in rows for rows in self._school.rows.values()):
            self._act("delete_course", course_id=course)

    def delete_student(self, chance: Random) -> None:
        student = world.student(chance)
        if student % 4 == 0 or self._school.rows.get(student):
            self._act("delete_student", student_id=student)

    def pass_time(self, chance: Random) -> None:
        self._school.now += chance.choice(world.PASSING)
        self.service.stand_at(self._school.now)
        self._done.append(f"it is {self._school.now}")

    def teardown(self) -> None:
        """Everything is the same at the end, and `check` agrees."""
        if self.school is None or not self._agrees:
            return
        self.result.figures["promotions"] = self._count("promotions") + self.school.promoted
        self.result.figures["passed over"] = self._count("passed over") + self.school.passed_over
        for course in self.school.courses.values():
            require_same_course(self.service.read, self.school, course)
        for student_id in self.school.students:
            require_same_student(self.service.read, self.school, student_id)
        self._require_same_findings()

    def _require_same_findings(self) -> None:
        """Nothing is broken, and a seat is idle only where the model has it so.

        What an edit broke a rule for is no defect: nobody is evicted.
        """
        findings = self.service.findings()
        edits = ("clash: ", "credits: ", "prerequisite: ", "waitlist_capacity: ")
        found = [each.split(" has ")[0] for each in findings if not each.startswith(edits)]
        idle = [f"idle_seat: course {each}" for each in self._school.idle_seats()]
        assert found == idle, f"check finds {found}, the model {idle}, after {self._done}"

    def _act(self, act: str, name: str = "", **asked: Any) -> None:
        """Do an act on both sides; Raises AssertionError where they differ."""
        self._done.append(f"{name or act} {asked}")
        self._agrees = False
        ours = self._school.answer(act, **asked)
        theirs = self.service.call(*call_of(act, asked))
        story = "\n  ".join(self._done)
        assert theirs == ours, f"{theirs}, and the model says {ours}, after\n  {story}"
        touched = {*asked.get("course_ids", ()), asked.get("course_id")}
        if len(self._done) % LOOKS:
            touched.clear()  # The next look, or the last, finds what differs.
        try:
            for course_id in touched & self._school.courses.keys():
                require_same_course(
                    self.service.read, self._school, self._school.courses[course_id]
                )
        except AssertionError as error:
            raise AssertionError(f"{error}, after\n  {story}") from None
        self._agrees = True
        self.result.acts[name or act].add(succeeded=ours.status < 300)
        self.codes.update({code for _, code in ours.details} or ({ours.code} if ours.code else ()))

    def _somebody(self, chance: Random, *statuses: str) -> tuple[int, int]:
        """An enrollment in one of the statuses, by preference where others wait for its seat.

        Any student and course now and then, and where there is none.
        """
        found = [
            (student, course)
            for student, rows in self._school.rows.items()
            for course, row in rows.items()
            if row.status in statuses
        ]
        if not found or chance.random() < 0.15:
            return world.student(chance), world.course(chance)
        awaited = [each for each in found if self._school.courses[each[1]].queue]
        return chance.choice(awaited if awaited and chance.random() < 0.7 else found)

    @property
    def _school(self) -> School:
        assert self.school
        return self.school

    def _count(self, figure: str) -> int:
        return int(self.result.figures.get(figure, 0))
