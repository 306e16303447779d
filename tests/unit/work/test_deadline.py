"""Deadlines."""

import math

from src.work.deadline import Deadline


def test_what_is_left_is_never_negative() -> None:
    deadline = Deadline(-1)

    assert deadline.remaining == 0
    assert deadline.has_passed


def test_time_is_left_before_the_deadline() -> None:
    deadline = Deadline(1000)

    assert 0 < deadline.remaining <= 1000
    assert not deadline.has_passed


def test_never_leaves_all_the_time_there_is() -> None:
    assert Deadline.NEVER.remaining == math.inf
    assert not Deadline.NEVER.has_passed
