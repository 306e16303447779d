"""Students and courses know each other through enrollments, and take none of them along."""

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session, joinedload, registry, relationship

from src.models import Base, Course, Student, StudentCourse
from tests.integration.models.rows import AT, COURSES, ENROLLMENTS, STUDENTS


def enroll(session: Session, student_id: int, course_id: int) -> None:
    session.add(
        StudentCourse(student_id=student_id, course_id=course_id, created_at=AT, updated_at=AT)
    )
    session.flush()


def count(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(StudentCourse))


def test_an_enrollment_shows_on_both_sides_by_id(inhabited: Connection) -> None:
    with Session(inhabited) as session:
        enroll(session, 2, 1)
        enroll(session, 1, 2)

        assert [course.id for course in session.get_one(Student, 2).courses] == [1, 2]
        assert [student.id for student in session.get_one(Course, 2).students] == [1, 2]


def test_a_relationship_is_never_written_through(inhabited: Connection) -> None:
    with Session(inhabited) as session:
        student, course = session.get_one(Student, 1), session.get_one(Course, 1)
        student.courses.append(course)
        session.flush()
        session.expire_all()

        assert student.courses == []
        assert course.students == []
        assert count(session) == 1


@pytest.mark.parametrize(("model", "relation"), [(Student, "courses"), (Course, "students")])
@pytest.mark.parametrize("loaded", [False, True])
def test_deleting_a_parent_deletes_no_enrollment(
    inhabited: Connection, model: type[Base], relation: str, *, loaded: bool
) -> None:
    with Session(inhabited) as session:
        parent = session.get_one(model, 2)
        if loaded:
            assert len(getattr(parent, relation)) == 1
        savepoint = session.begin_nested()
        session.delete(parent)
        with pytest.raises(IntegrityError):
            session.flush()
        savepoint.rollback()

        assert count(session) == 1


def test_a_writable_relationship_would_delete_enrollments(inhabited: Connection) -> None:
    class Pupil:
        """A student mapped the common way."""

    class Lesson:
        """A course mapped the common way."""

    mapping = registry()
    mapping.map_imperatively(Lesson, COURSES)
    lessons = relationship(Lesson, secondary=ENROLLMENTS, overlaps="course")
    mapping.map_imperatively(Pupil, STUDENTS, properties={"lessons": lessons})
    with Session(inhabited) as session:
        session.delete(session.get_one(Pupil, 2))
        session.flush()

        assert count(session) == 0
    mapping.dispose()


@pytest.mark.parametrize(
    ("model", "key", "relation"),
    [(Course, 2, "term"), (StudentCourse, (2, 2), "course")],
)
def test_what_an_act_must_load_at_once_is_not_loaded_one_by_one(
    inhabited: Connection, model: type[Base], key: object, relation: str
) -> None:
    with Session(inhabited) as session:
        with pytest.raises(InvalidRequestError, match="raise_on_sql"):
            getattr(session.get_one(model, key), relation)
        session.expunge_all()

        loaded = session.get_one(model, key, options=[joinedload(getattr(model, relation))])

        assert getattr(loaded, relation).id == 2


def test_a_course_without_a_term_needs_no_query_to_say_so(inhabited: Connection) -> None:
    with Session(inhabited) as session:
        assert session.get_one(Course, 1).term is None


def test_a_seat_that_is_taken_is_no_edit_of_the_course(inhabited: Connection) -> None:
    with Session(inhabited) as session:
        course = session.get_one(Course, 1)
        course.enrolled_count += 1
        session.flush()
        session.expire_all()

        assert (course.enrolled_count, course.version) == (1, 1)
