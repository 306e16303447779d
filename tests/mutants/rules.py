"""Guards of the rules: what controllers refuse, and what errors become."""

from tests.mutants.guard import Guard

_HTTP = "tests/integration/http"
_CONTROLLERS = "tests/integration/controllers/test_enrollments.py"
_UNITS = "tests/integration/work/test_units.py"

GUARDS = (
    Guard(
        "an unknown course refuses the enrollment",
        "src/controllers/registration/request.py",
        "                yield CourseRefusal(course_id, CourseNotFoundError())\n",
        "                continue\n",
        _CONTROLLERS,
    ),
    Guard(
        "an unknown student's list is a 404",
        "src/controllers/rosters.py",
        "    if not rows:\n        get_student(student_id=student_id)\n",
        "",
        f"{_HTTP} -k unknown",
    ),
    Guard(
        "an unknown course's roster is a 404",
        "src/controllers/rosters.py",
        "        .where(StudentCourse.course_id == course_id, _is_one_of(status))\n    )\n"
        "    page = fetch_page(statement, StudentCourse.student_id, limit=limit, after=after)\n"
        "    if not page.rows:\n        get_course(course_id=course_id)\n",
        "        .where(StudentCourse.course_id == course_id, _is_one_of(status))\n    )\n"
        "    page = fetch_page(statement, StudentCourse.student_id, limit=limit, after=after)\n",
        f"{_HTTP} -k unknown",
    ),
    Guard(
        "dropping from an unknown course is E001",
        "src/controllers/enrollments.py",
        "    if course_id not in desk.courses:\n        raise CourseNotFoundError\n",
        "",
        _CONTROLLERS,
    ),
    Guard(
        "dropping what is not held is E011",
        "src/controllers/enrollments.py",
        "    if row is None:\n        raise NotEnrolledError\n",
        "",
        _CONTROLLERS,
    ),
    Guard(
        "a student with enrollments stays",
        "src/controllers/students.py",
        "        raise StillEnrolledError\n",
        "        pass\n",
        f"{_HTTP} -k delet",
    ),
    Guard(
        "a course with enrollments stays",
        "src/controllers/courses.py",
        "        raise StillEnrolledError\n",
        "        pass\n",
        f"{_HTTP} -k delet",
    ),
    Guard(
        "a taken e-mail is named",
        "src/work/failures.py",
        '    "uq_students_email_key": EmailTakenError,\n',
        "",
        _UNITS,
    ),
    Guard(
        "a taken external id is named",
        "src/work/failures.py",
        '    "uq_students_external_id": ExternalIdTakenError,\n',
        "",
        f"{_HTTP}/test_conflicts.py",
    ),
    Guard(
        "a taken code is named",
        "src/work/failures.py",
        '    "uq_courses_code": CodeTakenError,\n',
        "",
        f"{_HTTP}/test_conflicts.py",
    ),
    Guard(
        "SQLite's unique columns make up the constraint's name",
        "src/work/failures.py",
        '"uq_" + named.replace(".", "_")',
        '"uq_" + named',
        _UNITS,
    ),
    Guard(
        "e-mails are compared without case",
        "src/models/student.py",
        ".casefold()",
        "",
        f"{_HTTP}/test_conflicts.py tests/integration/models",
    ),
    Guard(
        "e-mails are compared in one form",
        "src/models/student.py",
        'return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email).casefold())',
        "return email.casefold()",
        f"{_HTTP} -k email tests/integration/models",
    ),
    Guard(
        "a change that changes nothing leaves the row alone",
        "src/controllers/changes.py",
        "    if changed:\n",
        "    if True:\n",
        f"{_HTTP}/test_patching.py",
    ),
    Guard(
        "a page begins after the id asked for",
        "src/controllers/paging.py",
        "        statement = statement.where(key > after)\n",
        "        statement = statement.where(key >= after)\n",
        f"{_HTTP}/test_paging.py",
    ),
    Guard(
        "a page knows whether there is another",
        "src/controllers/paging.py",
        "limit(limit + 1)",
        "limit(limit)",
        f"{_HTTP}/test_paging.py",
    ),
    Guard(
        "lists go by id",
        "src/controllers/paging.py",
        "statement.order_by(key).limit",
        "statement.order_by(key.desc()).limit",
        f"{_HTTP}/test_paging.py",
    ),
    Guard(
        "an exception's text stays out of log and answer",
        "src/errors/handlers.py",
        "exception=type(error).__qualname__,",
        "exception=repr(error),",
        f"{_HTTP}/test_failures.py",
    ),
    Guard(
        "a log line that cannot be written changes no answer",
        "src/logs.py",
        "        with suppress(OSError, ValueError):\n",
        "        if True:\n",
        f"{_HTTP}/test_lost_logs.py",
    ),
    Guard(
        "what was undone is not logged as done",
        "src/errors/handlers.py",
        "    g.log_fields = {",
        "    g.log_fields |= {",
        f"{_HTTP}/test_request_logs.py",
    ),
    Guard(
        "an insane request id is replaced",
        "src/logs.py",
        "given if _SANE_REQUEST_ID.fullmatch(given) else uuid.uuid4().hex",
        "given or uuid.uuid4().hex",
        f"{_HTTP}/test_request_logs.py",
    ),
    Guard(
        "the log names the route, never the path",
        "src/logs.py",
        "route=request.url_rule.rule if request.url_rule else None",
        "route=request.full_path",
        f"{_HTTP}/test_request_logs.py",
    ),
    Guard(
        "the service stays on loopback without authentication",
        "src/config.py",
        "    if not (opted_in or _is_loopback(host)):\n",
        "    if False:\n",
        "tests/unit/test_config.py",
    ),
    Guard(
        "a database behind its code is not ready",
        "src/controllers/readiness.py",
        "    if current != head_revision():\n",
        "    if False:\n",
        f"{_HTTP}/test_health.py",
    ),
)
