"""Bad rows, and what is said about them.

The database has two students, S1 (one@example.org) and S2 (two@example.org), the courses
C1 and FULL, whose one seat S1 has, and the term T1, which opens on 2026-06-01.
"""

from dataclasses import dataclass, field
from functools import partial

S = "external_id,email,name\n"
C = "code,title,credits\n"
E = "student_external_id,student_email,course_code\n"


@dataclass(frozen=True)
class Case:
    """Files, and what is said about them; where they are wrong."""

    name: str
    told: list[str]
    files: dict[str, str | bytes] = field(default_factory=dict)


def expected(file: str, told: str) -> str:
    """The line on stderr for `line column: reason`."""
    place, reason = told.split(": ", 1)
    line, _, column = place.partition(" ")
    return f"{file}.csv, line {line}{column and f', column {column}'}: {reason}"


def case(file: str, name: str, content: str | bytes, *told: str) -> Case:
    """A case of one file."""
    return Case(f"{file}: {name}", [expected(file, each) for each in told], {file: content})


students, courses, enrollments = (
    partial(case, file) for file in ("students", "courses", "enrollments")
)

SAME = "The same student stands on line 2 too."
NO_ID = "No student has this external id."
NO_EMAIL = "No student has this e-mail."
NO_AT = "Not an e-mail address: An email address must have an @-sign."
BLANK = "White space at the start or the end."
RANGE = "Input should be from 0 to 999.99."
ANOTHER = "The e-mail is that of another student"
NOT_UTF_8 = "The line is not UTF-8; save the file as UTF-8."
NUMBER = "Input should be a number such as 3 or 7.5."
NO_COURSE = "course_code: No course has this code."
REQUIRED = "This field is required."
CONTROL = "Character 2 is a control character or a line break."
CELLS = "cells, and the header 3."
COLUMNS = "external_id, email, name, given_name, family_name"

UNKNOWN = f"There is no such column; there are {COLUMNS}."

STUDENT_CASES = [
    students("empty file", "", "1: The file is empty; its first line names the columns."),
    students(
        "semicolons",
        "email;name\na@example.org;A\n",
        "1: The columns are separated by semicolons; save the file with commas.",
    ),
    students(
        "tabs",
        "email\tname\na@example.org\tA\n",
        "1: The columns are separated by tabs; save the file with commas.",
    ),
    students(
        "unknown column",
        "id,email,name\n1,a@example.org,A\n",
        f"1 id: {UNKNOWN}",
    ),
    students("doubled column", "email,name,name\n", "1 name: The column stands twice."),
    students("missing column", "\n\nemail\n", "3 name: The column is missing."),
    students(
        "blank in a name", "email, name\n", f"1  name: {UNKNOWN}", "1 name: The column is missing."
    ),
    enrollments(
        "no student column",
        "course_code\nC1\n",
        "1: No column names the student: student_external_id or student_email.",
    ),
    students("too few cells", S + "S9,z@example.org\n", f"2: The row has 2 {CELLS}"),
    students("too many cells", S + "\nS9,z@example.org,Z,\n", f"3: The row has 4 {CELLS}"),
    students("bad e-mail", S + "S9,nobody,Z\n", f"2 email: {NO_AT}"),
    students(
        "two bad cells",
        S + "S 9 ,z@example.org,Z \n",
        f"2 external_id: {BLANK}",
        f"2 name: {BLANK}",
    ),
    students("empty required cell", S + "S9,,Z\n", f"2 email: {REQUIRED}"),
    students("NUL", S + "S9,z@example.org,Z\0Z\n", f"2 name: {CONTROL}"),
    students(
        "line break in a name",
        S + 'S9,z@example.org,"Z\nZ"\nS8,y@example.org,\n',
        f"2 name: {CONTROL}",
        f"4 name: {REQUIRED}",
    ),
    students(
        "not UTF-8",
        S.encode() + b"S8,y@example.org,Y\nS9,z@example.org,\xe4\n\nS8,,Y\n",
        f"3: {NOT_UTF_8}",
        f"5 email: {REQUIRED}",
    ),
    students(
        "bad quoting",
        S + 'S9,z@example.org,"Z"z\nS8,,Y\n',
        "2: Not CSV: ',' expected after '\"'.",
        f"3 email: {REQUIRED}",
    ),
    students(
        "open quote", S + 'S9,z@example.org,"Z\nS8,,Y\n', "2: Not CSV: unexpected end of data."
    ),
    students(
        "same external id",
        S + "S9,z@example.org,Z\nS8,y@example.org,Y\nS9,x@example.org,X\n",
        f"4 external_id: {SAME}",
    ),
    students("same e-mail", S + "S9,z@example.org,Z\n,Z@EXAMPLE.org,Y\n", f"3 email: {SAME}"),
    students(
        "same known student",
        S + "S1,one@example.org,A\nS1,new@example.org,A\n",
        f"3 external_id: {SAME}",
    ),
    students("two students in one row", S + "S1,two@example.org,A\n", f"2 email: {ANOTHER}, id 2."),
    students(
        "e-mail of an earlier row",
        S + "S9,z@example.org,Z\nS1,z@example.org,A\n",
        f"3 email: {ANOTHER}, on line 2.",
    ),
    students(
        "another external id",
        S + "S9,one@example.org,A\n",
        "2 external_id: The student with this e-mail, id 1, has another external id.",
    ),
]
OTHER_CASES = [
    courses("no code", C + ",Algebra,\n", f"2 code: {REQUIRED}"),
    courses(
        "same code",
        C + "A,Algebra,\nB,Botany,\nA,Art,\n",
        "4 code: The same course stands on line 2 too.",
    ),
    courses(
        "credits in words",
        C + 'A,Algebra,many\nB,Botany,"7,5"\nD,Dance,1e2\n',
        *(f"{line} credits: {NUMBER}" for line in (2, 3, 4)),
    ),
    courses(
        "credits out of range",
        C + "A,Algebra,1000\nB,Botany,-1\nD,Dance,1.255\n",
        f"2 credits: {RANGE}",
        f"3 credits: {RANGE}",
        "4 credits: Input should have at most two decimals.",
    ),
    courses(
        "too long for any field",
        "code,title,description\nA,Algebra," + "x" * 200_000 + "\n",
        "2 description: String should have at most 10000 characters",
    ),
    enrollments("unknown external id", E + "S1,,C1\nS9,,C1\n", f"3 student_external_id: {NO_ID}"),
    enrollments("unknown e-mail", E + ",z@example.org,C1\n", f"2 student_email: {NO_EMAIL}"),
    enrollments("unknown course", E + "S1,,C9\n", f"2 {NO_COURSE}"),
    enrollments("nobody", E + ",,C1\n", "2: The row names no student."),
    enrollments("no course", E + "S1,,\n", f"2 course_code: {REQUIRED}"),
    enrollments(
        "disagreement",
        E + "S1,two@example.org,C1\n",
        f"2 student_email: {ANOTHER} than the external id.",
    ),
    enrollments(
        "all wrong",
        E + "S9,z@example.org,C9\n",
        f"2 {NO_COURSE}",
        f"2 student_email: {NO_EMAIL}",
        f"2 student_external_id: {NO_ID}",
    ),
    enrollments(
        "right and wrong name", E + "S1,z@example.org,C1\n", f"2 student_email: {NO_EMAIL}"
    ),
    enrollments(
        "NUL in a name",
        E + "S\x001,,C1\nS1,,C\0\n",
        f"2 student_external_id: {CONTROL}",
        f"3 course_code: {CONTROL}",
    ),
    enrollments("no e-mail", E + ",nobody,C1\n", f"2 student_email: {NO_AT}"),
    enrollments("enrollment cells", E + "S1,C1\n", f"2: The row has 2 {CELLS}"),
    Case(
        "every file",
        [
            expected("students", f"2 email: {REQUIRED}"),
            expected("courses", f"2 title: {REQUIRED}"),
            expected("enrollments", f"2 {NO_COURSE}"),
            expected("enrollments", f"2 student_external_id: {NO_ID}"),
        ],
        {"students": S + "S9,,Z\n", "courses": C + "C9,,\n", "enrollments": E + "S9,,C9\n"},
    ),
]
CASES = STUDENT_CASES + OTHER_CASES
