"""Ways to damage a migrated schema, each of which a comparison of schemas must notice."""

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Rebuilt:
    """A table of SQLite made again with other words; `label` is what must differ."""

    label: str
    table: str
    old: str
    new: str = ""

    def apply(self, connection: Connection) -> None:
        """Drop the (empty) table and its indexes, and make them of the altered words."""
        query = "SELECT sql FROM sqlite_schema WHERE tbl_name = :table AND sql IS NOT NULL"
        found = connection.scalars(text(query), {"table": self.table}).all()
        made = [" ".join(sql.split()) for sql in found]
        assert sum(self.old in sql for sql in made) == 1
        connection.exec_driver_sql(f"DROP TABLE {self.table}")
        for sql in made:
            if altered := sql.replace(self.old, self.new):
                connection.exec_driver_sql(altered)


@dataclass(frozen=True)
class Altered:
    """A statement for PostgreSQL; `label` is what must differ."""

    label: str
    sql: str

    def apply(self, connection: Connection) -> None:
        """Run it."""
        connection.exec_driver_sql(self.sql)


CHECK = "CONSTRAINT ck_students_name_length CHECK (length(name) BETWEEN 1 AND 200), "
UNIQUE = ", CONSTRAINT uq_courses_code UNIQUE (code)"
FOREIGN_KEY = "FOREIGN KEY(course_id) REFERENCES courses (id)"
NAMED_FOREIGN_KEY = ", CONSTRAINT fk_student_courses_course_id_courses " + FOREIGN_KEY
INDEX = "ix_student_courses_course_id_student_id"
NAME_CHECK = "CONSTRAINT ck_students_name_length of table students"
COURSE_KEY = "CONSTRAINT fk_student_courses_course_id_courses of table student_courses"
MADE_INDEX = f"CREATE INDEX {INDEX} ON student_courses (course_id, student_id)"

SQLITE = {
    "a check dropped": Rebuilt(NAME_CHECK, "students", CHECK),
    "a check renamed": Rebuilt(NAME_CHECK, "students", "ck_students_name_length", "ck_x"),
    "a check loosened": Rebuilt(
        NAME_CHECK, "students", "length(name) BETWEEN 1", "length(name) BETWEEN 0"
    ),
    "a unique constraint dropped": Rebuilt(
        "CONSTRAINT uq_courses_code of table courses", "courses", UNIQUE
    ),
    "a foreign key dropped": Rebuilt(COURSE_KEY, "student_courses", NAMED_FOREIGN_KEY),
    "a foreign key that cascades": Rebuilt(
        COURSE_KEY, "student_courses", FOREIGN_KEY, f"{FOREIGN_KEY} ON DELETE CASCADE"
    ),
    "ids used again": Rebuilt("id of table students", "students", " AUTOINCREMENT"),
    "a table that is not strict": Rebuilt("table courses", "courses", " STRICT"),
    "a table with row ids": Rebuilt("table student_courses", "student_courses", "WITHOUT ROWID, "),
    "a column that may be null": Rebuilt(
        "title of table courses", "courses", "title TEXT NOT NULL", "title TEXT"
    ),
    "a column of another type": Rebuilt(
        "credits_hundredths of table courses",
        "courses",
        "credits_hundredths INTEGER",
        "credits_hundredths REAL",
    ),
    "an index dropped": Rebuilt(f"index {INDEX}", "student_courses", MADE_INDEX),
    "an index of fewer columns": Rebuilt(
        f"index {INDEX}", "student_courses", "(course_id, student_id)", "(course_id)"
    ),
    "an index made unique": Rebuilt(
        f"index {INDEX}", "student_courses", "CREATE INDEX", "CREATE UNIQUE INDEX"
    ),
}

LABEL_OF_CHECK = "constraint ck_students_name_length of students"
LABEL_OF_KEY = "constraint fk_student_courses_course_id_courses of student_courses"
STUDENTS, COURSES, ENROLLMENTS = (
    f"ALTER TABLE {name} " for name in ("students", "courses", "student_courses")
)
DROP_COURSE_KEY = "DROP CONSTRAINT fk_student_courses_course_id_courses"

POSTGRESQL = {
    "a check dropped": Altered(
        LABEL_OF_CHECK,
        STUDENTS + "DROP CONSTRAINT ck_students_name_length",
    ),
    "a check renamed": Altered(
        LABEL_OF_CHECK,
        STUDENTS + "RENAME CONSTRAINT ck_students_name_length TO ck_x",
    ),
    "a check loosened": Altered(
        LABEL_OF_CHECK,
        STUDENTS + "DROP CONSTRAINT ck_students_name_length,"
        " ADD CONSTRAINT ck_students_name_length CHECK (length(name) BETWEEN 0 AND 200)",
    ),
    "a unique constraint dropped": Altered(
        "constraint uq_courses_code of courses", COURSES + "DROP CONSTRAINT uq_courses_code"
    ),
    "a foreign key dropped": Altered(
        LABEL_OF_KEY,
        ENROLLMENTS + DROP_COURSE_KEY,
    ),
    "a foreign key that cascades": Altered(
        LABEL_OF_KEY,
        f"{ENROLLMENTS}{DROP_COURSE_KEY}, ADD CONSTRAINT fk_student_courses_course_id_courses"
        " FOREIGN KEY (course_id) REFERENCES courses (id) ON DELETE CASCADE",
    ),
    "ids without a source": Altered(
        "column students.id", STUDENTS + "ALTER COLUMN id DROP IDENTITY"
    ),
    "ids used again": Altered(
        "sequence students_id_seq", STUDENTS + "ALTER COLUMN id SET CYCLE SET MAXVALUE 100"
    ),
    "a column that may be null": Altered(
        "column courses.title", COURSES + "ALTER COLUMN title DROP NOT NULL"
    ),
    "a column of another type": Altered(
        "column courses.created_at", COURSES + "ALTER COLUMN created_at TYPE TIMESTAMPTZ(6)"
    ),
    "an index dropped": Altered(f"index {INDEX}", f"DROP INDEX {INDEX}"),
    "an index of fewer columns": Altered(
        f"index {INDEX}",
        f"DROP INDEX {INDEX}; CREATE INDEX {INDEX} ON student_courses (course_id)",
    ),
    "an index made unique": Altered(
        f"index {INDEX}", f"DROP INDEX {INDEX}; {MADE_INDEX.replace('INDEX', 'UNIQUE INDEX', 1)}"
    ),
}
