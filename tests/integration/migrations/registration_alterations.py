"""Ways to damage what registration brought to the schema, as in `alterations.py`."""

from tests.integration.migrations.alterations import Altered, Rebuilt

SEATS = "CONSTRAINT ck_courses_seats_not_oversold CHECK (enrolled_count <= capacity)"
OVERSOLD = SEATS.replace("capacity)", "capacity + 1)")
UNIQUE_CODE = "CONSTRAINT uq_courses_code UNIQUE (code)"
STATUSES = "'dropped', 'withdrawn', 'completed')"
TERM = "CONSTRAINT fk_courses_term_id_terms"
PLACES = "uq_student_courses_course_id_place"
MADE_PLACES = f"CREATE UNIQUE INDEX {PLACES} ON student_courses (course_id, place)"

SEATS_OF_TABLE = "CONSTRAINT ck_courses_seats_not_oversold of table courses"
STATUSES_OF_TABLE = "CONSTRAINT ck_student_courses_status_known of table student_courses"
TERM_OF_TABLE = f"{TERM} of table courses"

SQLITE = {
    "seats without a limit": Rebuilt(SEATS_OF_TABLE, "courses", f" {SEATS}"),
    "one seat too many": Rebuilt(SEATS_OF_TABLE, "courses", SEATS, OVERSOLD),
    "a check contradicted by another of its name": Rebuilt(
        SEATS_OF_TABLE, "courses", UNIQUE_CODE, f"{UNIQUE_CODE}, {OVERSOLD}"
    ),
    "a check that has lost its name": Rebuilt(
        SEATS_OF_TABLE, "courses", SEATS, SEATS[SEATS.index("CHECK") :]
    ),
    "another status": Rebuilt(
        STATUSES_OF_TABLE, "student_courses", STATUSES, "'lost', " + STATUSES
    ),
    "a course of no term": Rebuilt(TERM_OF_TABLE, "courses", f" {TERM} REFERENCES terms (id)"),
    "a term that takes its courses along": Rebuilt(
        TERM_OF_TABLE, "courses", "REFERENCES terms (id)", "REFERENCES terms (id) ON DELETE CASCADE"
    ),
    "a term that is a student": Rebuilt(
        TERM_OF_TABLE, "courses", "REFERENCES terms (id)", "REFERENCES students (id)"
    ),
    "another column's term": Rebuilt(
        TERM_OF_TABLE,
        "courses",
        f"{TERM} REFERENCES terms (id), capacity INTEGER",
        f"REFERENCES terms (id), capacity INTEGER {TERM} REFERENCES terms (id)",
    ),
    "a status that must be said": Rebuilt(
        "status of table student_courses", "student_courses", " DEFAULT 'enrolled'"
    ),
    "another status to begin with": Rebuilt(
        "status of table student_courses", "student_courses", "DEFAULT 'enrolled'", "DEFAULT 'lost'"
    ),
    "a count that must be said": Rebuilt(
        "enrolled_count of table courses",
        "courses",
        "enrolled_count INTEGER DEFAULT '0'",
        "enrolled_count INTEGER",
    ),
    "no reason to pass over": Rebuilt(
        "passed_over of table student_courses", "student_courses", ", passed_over TEXT"
    ),
    "an index of everybody's place": Rebuilt(
        f"index {PLACES}", "student_courses", " WHERE place IS NOT NULL"
    ),
    "an index of other places": Rebuilt(
        f"index {PLACES}", "student_courses", "WHERE place IS NOT NULL", "WHERE place > 1"
    ),
    "a place for two": Rebuilt(
        f"index {PLACES}", "student_courses", "CREATE UNIQUE INDEX", "CREATE INDEX"
    ),
}

COURSES, ENROLLMENTS = "ALTER TABLE courses ", "ALTER TABLE student_courses "
DROP_SEATS = "DROP CONSTRAINT ck_courses_seats_not_oversold"
DROP_TERM = "DROP CONSTRAINT fk_courses_term_id_terms"
ADD_TERM = f"{COURSES}{DROP_TERM}, ADD {TERM} FOREIGN KEY "
DROP_STATUSES = "DROP CONSTRAINT ck_student_courses_status_known"

LABEL_OF_SEATS = "constraint ck_courses_seats_not_oversold of courses"
LABEL_OF_STATUSES = "constraint ck_student_courses_status_known of student_courses"
LABEL_OF_TERM = "constraint fk_courses_term_id_terms of courses"

POSTGRESQL = {
    "seats without a limit": Altered(LABEL_OF_SEATS, COURSES + DROP_SEATS),
    "one seat too many": Altered(LABEL_OF_SEATS, f"{COURSES}{DROP_SEATS}, ADD {OVERSOLD}"),
    "another status": Altered(
        LABEL_OF_STATUSES,
        f"{ENROLLMENTS}{DROP_STATUSES}, ADD CONSTRAINT ck_student_courses_status_known"
        f" CHECK (status IN ('enrolled', 'waitlisted', 'lost', {STATUSES})",
    ),
    "a course of no term": Altered(LABEL_OF_TERM, COURSES + DROP_TERM),
    "a term that takes its courses along": Altered(
        LABEL_OF_TERM, ADD_TERM + "(term_id) REFERENCES terms (id) ON DELETE CASCADE"
    ),
    "a term that is a student": Altered(
        LABEL_OF_TERM, ADD_TERM + "(term_id) REFERENCES students (id)"
    ),
    "another column's term": Altered(LABEL_OF_TERM, ADD_TERM + "(capacity) REFERENCES terms (id)"),
    "a status that must be said": Altered(
        "column student_courses.status", ENROLLMENTS + "ALTER COLUMN status DROP DEFAULT"
    ),
    "another status to begin with": Altered(
        "column student_courses.status", ENROLLMENTS + "ALTER COLUMN status SET DEFAULT 'lost'"
    ),
    "a count that must be said": Altered(
        "column courses.enrolled_count", COURSES + "ALTER COLUMN enrolled_count DROP DEFAULT"
    ),
    "no reason to pass over": Altered(
        "column student_courses.passed_over", ENROLLMENTS + "DROP COLUMN passed_over"
    ),
    "an index of everybody's place": Altered(
        f"index {PLACES}", f"DROP INDEX {PLACES}; {MADE_PLACES}"
    ),
    "an index of other places": Altered(
        f"index {PLACES}", f"DROP INDEX {PLACES}; {MADE_PLACES} WHERE place > 1"
    ),
    "a place for two": Altered(
        f"index {PLACES}",
        f"DROP INDEX {PLACES}; {MADE_PLACES.replace('UNIQUE ', '')} WHERE place IS NOT NULL",
    ),
}
