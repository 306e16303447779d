"""A database at 0003 with 200,000 enrollments goes up to head without loss, down, and up again."""

from alembic import command
from sqlalchemy import Connection, text

from tests.databases import alembic_config, migrate
from tests.integration.migrations.checksums import checksum, checksums
from tests.integration.migrations.connections import reading, trying, writing
from tests.integration.migrations.ids import another_id
from tests.integration.migrations.many import COURSES, STUDENTS, load, load_enrollments

TABLES = ("students", "courses", "student_courses")
SEATED = "status IN ('enrolled', 'completed')"

GIVE_STATUSES = """
    UPDATE student_courses SET
        status = CASE student_id % 5 WHEN 0 THEN 'completed' WHEN 1 THEN 'waitlisted'
            WHEN 2 THEN 'dropped' WHEN 3 THEN 'withdrawn' ELSE 'enrolled' END,
        place = CASE student_id % 5 WHEN 1 THEN student_id END,
        passed = CASE student_id % 5 WHEN 0 THEN 1 END,
        grade = CASE student_id % 10 WHEN 0 THEN 'B+' END
"""
COUNT = f"""
    UPDATE courses SET
        enrolled_count = (
            SELECT count(*) FROM student_courses WHERE course_id = courses.id AND {SEATED}
        ),
        waitlist_count = (
            SELECT count(*) FROM student_courses WHERE course_id = courses.id AND place > 0
        )
"""
# What a row is not if the migrations made it, whose counts are looked at besides.
NOT_NEW = {
    "courses": """
        term_id IS NOT NULL OR capacity IS NOT NULL OR waitlist_capacity IS NOT NULL
        OR waitlist_count <> 0 OR last_place <> 0 OR meetings <> '[]' OR prerequisites <> '[]'
    """,
    "student_courses": """
        status <> 'enrolled' OR place IS NOT NULL OR passed IS NOT NULL OR grade IS NOT NULL
        OR passed_over IS NOT NULL OR passed_over_at IS NOT NULL OR override IS NOT NULL
    """,
}


def numbers(connection: Connection, select: str) -> dict[int, int]:
    """Numbers by id."""
    return {row[0]: row[1] for row in connection.execute(text(select))}


def assert_counted_and_new(url: str) -> None:
    """Everyone is enrolled, no course has a limit, and every course counts its rows."""
    with reading(url) as connection:
        for table, is_not_new in NOT_NEW.items():
            select = f"SELECT count(*) FROM {table} WHERE {is_not_new}"
            assert connection.scalar(text(select)) == 0
        counted = numbers(connection, "SELECT id, enrolled_count FROM courses")
        there = numbers(
            connection, "SELECT course_id, count(*) FROM student_courses GROUP BY course_id"
        )
    assert counted == dict.fromkeys(counted, 0) | there


def test_two_hundred_thousand_enrollments_stay_as_they_are(empty_database_url: str) -> None:
    url = empty_database_url
    migrate(url, "0003")
    with writing(url) as connection:
        load(connection)
        load_enrollments(connection)
    loaded = checksums(url, *TABLES)
    assert loaded["student_courses"][0] == STUDENTS

    migrate(url)
    assert checksums(url, *TABLES) == loaded
    assert_counted_and_new(url)

    with writing(url) as connection:
        connection.execute(text(GIVE_STATUSES))
        connection.execute(text(COUNT))
        seated = checksum(connection, "student_courses", SEATED)
    command.downgrade(alembic_config(url), "0003")
    migrate(url)

    assert 0 < seated[0] < STUDENTS
    assert checksums(url, *TABLES) == loaded | {"student_courses": seated}
    assert_counted_and_new(url)
    with trying(url) as connection:
        assert another_id(connection, "students") == STUDENTS + 1
        assert another_id(connection, "courses") == COURSES + 1
