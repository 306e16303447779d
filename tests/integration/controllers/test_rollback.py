"""The fixture that undoes controller tests undoes them."""

import pytest
from sqlalchemy import func, select

from src.controllers import students
from src.extensions import db
from src.models import Student


@pytest.mark.parametrize("_time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(_time: str) -> None:
    assert db.session.scalar(select(func.count(Student.id))) == 0

    students.create_student(name="Ada Okafor", email="ada@example.org")
    db.session.commit()

    assert db.session.scalar(select(func.count(Student.id))) == 1
