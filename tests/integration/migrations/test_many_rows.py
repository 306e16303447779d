"""A database at 0002 with 200,000 students keeps every row through up, down and up."""

from alembic import command
from sqlalchemy import text

from tests.databases import alembic_config, migrate
from tests.integration.migrations.checksums import checksum, checksums
from tests.integration.migrations.connections import reading, trying, writing
from tests.integration.migrations.ids import another_id
from tests.integration.migrations.many import COURSES, STUDENTS, load
from tests.integration.migrations.schemas import revision_of, tables_of

TABLES = ("students", "courses")
ENROLLMENTS = 300

ADD_ENROLLMENTS = """
    INSERT INTO student_courses (student_id, course_id, created_at, updated_at)
    SELECT id, id + 100, created_at, updated_at FROM students WHERE id > 1000
    ORDER BY id LIMIT :count
"""


def test_two_hundred_thousand_students_stay_as_they_are(empty_database_url: str) -> None:
    url = empty_database_url
    migrate(url, "0002")
    with writing(url) as connection:
        load(connection)
    loaded = checksums(url, *TABLES)
    assert [count for count, _ in loaded.values()] == [STUDENTS - 3, COURSES - 3]

    migrate(url)
    with writing(url) as connection:
        connection.execute(text(ADD_ENROLLMENTS), {"count": ENROLLMENTS})
        assert connection.scalar(text("SELECT count(*) FROM student_courses")) == ENROLLMENTS
    assert checksums(url, *TABLES) == loaded

    command.downgrade(alembic_config(url), "0002")
    with reading(url) as connection:
        assert revision_of(connection) == "0002"
        assert "student_courses" not in tables_of(connection)
    assert checksums(url, *TABLES) == loaded

    migrate(url)
    with reading(url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM student_courses")) == 0
    assert checksums(url, *TABLES) == loaded

    with trying(url) as connection:
        assert another_id(connection, "students") == STUDENTS + 1
        assert another_id(connection, "courses") == COURSES + 1


def test_the_checksum_notices_one_character_of_one_row(empty_database_url: str) -> None:
    migrate(empty_database_url)
    with trying(empty_database_url) as connection:
        load(connection)
        before = checksum(connection, "students")
        connection.execute(text("UPDATE students SET name = name || '.' WHERE id = 100000"))

        after = checksum(connection, "students")

    assert after[0] == before[0]
    assert after != before
