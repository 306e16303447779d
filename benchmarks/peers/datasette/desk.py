"""A plugin of Datasette: the desk's database under a fixed name, and two queries of it.

Its documents are flat rows, an array of them with `_shape=array`: the columns of a course
(or a student) as they are kept, so credits in hundredths, meetings and prerequisites as
the text of their JSON, and no `open_seats`; the enrollment's own columns stand beside
them as `enrollment_status`, `enrollment_created_at` and `enrollment_updated_at`. What may
be compared are those columns, row by row. An unknown student is an empty array.
"""

import os

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from sqlalchemy import make_url

_ENROLLMENT = """\
sc.status AS enrollment_status,
    sc.created_at AS enrollment_created_at, sc.updated_at AS enrollment_updated_at"""
_STUDENT_COURSES = f"""
SELECT c.id, c.code, c.catalog_code, c.title, c.description, c.credits_hundredths,
    c.term_id, c.capacity, c.waitlist_capacity, c.enrolled_count, c.waitlist_count,
    c.meetings, c.prerequisites, c.created_at, c.updated_at, {_ENROLLMENT}
FROM student_courses AS sc JOIN courses AS c ON c.id = sc.course_id
WHERE sc.student_id = CAST(:student_id AS INTEGER) AND sc.status = 'enrolled'
ORDER BY sc.course_id
"""  # noqa: S608 (our own columns)
_COURSE_STUDENTS = f"""
SELECT s.id, s.name, s.given_name, s.family_name, s.email, s.external_id,
    s.created_at, s.updated_at, {_ENROLLMENT}
FROM student_courses AS sc JOIN students AS s ON s.id = sc.student_id
WHERE sc.course_id = CAST(:course_id AS INTEGER) AND sc.status IN ('enrolled', 'completed')
    AND sc.student_id > CAST(:after AS INTEGER)
ORDER BY sc.student_id LIMIT 50
"""  # noqa: S608 (our own columns)


@hookimpl
def startup(datasette: Datasette) -> None:
    """Open the file that the environment names, which others may write to meanwhile."""
    path = make_url(os.environ["PEER_DATABASE_URL"]).database
    datasette.add_database(Database(datasette, path=path, is_mutable=True), name="desk")


@hookimpl
def canned_queries(database: str) -> dict[str, str]:
    """What `/desk/student_courses.json` and `/desk/course_students.json` ask."""
    if database != "desk":
        return {}
    return {"student_courses": _STUDENT_COURSES, "course_students": _COURSE_STUDENTS}
