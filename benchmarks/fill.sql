-- A data set: so many students with six courses each, the first of them in course 431 too.
-- Terms and courses are there already. A recursive query counts on both databases.

INSERT INTO students
    (id, version, name, email, email_key, external_id, created_at, updated_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :students)
SELECT
    i, 1, 'Student ' || i, 'student-' || i || '@example.org', 'student-' || i || '@example.org',
    'S-' || i, '2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z'
FROM n;

INSERT INTO student_courses (student_id, course_id, status, created_at, updated_at)
SELECT
    id, (id * 7 + place * 13) % 100 + 1, 'enrolled',
    '2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z'
FROM
    students,
    (
        SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2
        UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
    ) AS places;

INSERT INTO student_courses (student_id, course_id, status, created_at, updated_at)
SELECT id, 431, 'enrolled', '2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z'
FROM students
WHERE id <= :paged;

INSERT INTO events (type, at, term_id, cause)
SELECT 'term.created', '2026-09-01T08:00:00.000Z', id, 'create'
FROM terms;

INSERT INTO events (type, at, course_id, cause)
SELECT 'course.created', '2026-09-01T08:00:00.000Z', id, 'create'
FROM courses;

INSERT INTO events (type, at, student_id, cause)
SELECT 'student.created', '2026-09-01T08:00:00.000Z', id, 'create'
FROM students;

INSERT INTO events (type, at, student_id, course_id, term_id, status_after, cause)
SELECT
    'enrollment.enrolled', '2026-09-01T08:00:00.000Z', student_id, course_id, 1,
    'enrolled', 'enroll'
FROM student_courses;

UPDATE courses
SET enrolled_count = counts.held
FROM (SELECT course_id, count(*) AS held FROM student_courses GROUP BY course_id) AS counts
WHERE counts.course_id = courses.id;
