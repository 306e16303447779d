"""Specifications of three clients, of three steps each."""

from src.values import Prerequisite
from tests.proof.interleavings.acts import (
    delete_course,
    delete_student,
    drop,
    edit,
    enroll,
    join,
    resize,
    swap,
)
from tests.proof.interleavings.givens import ONE
from tests.proof.interleavings.specification import Specification as Spec

THREE_CLIENTS = (
    Spec(
        "drop|join|join",
        (drop("x", "A"), join("y", "A"), join("z", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA",),
    ),
    Spec(
        "swap|swap|swap in a circle",
        (swap("x", "B"), swap("y", "C"), swap("z", "A")),
        {"A": ONE, "B": ONE, "C": ONE},
        students="xyz",
        joined=("xA", "yB", "zC"),
    ),
    Spec(
        "resize|drop|enroll",
        (resize("A", 2), drop("x", "A"), enroll("z", "A")),
        {"A": ONE},
        students="xyzw",
        joined=("xA", "yA", "wA"),
    ),
    Spec(
        "edit rule|drop|enroll",
        (edit("A", prerequisites=[]), drop("x", "A"), enroll("z", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "yA"),
        edited={"A": {"prerequisites": (Prerequisite("M"),)}},
        unsettles=("prerequisite",),
    ),
    Spec(
        "delete course|delete student|enroll",
        (delete_course("B"), delete_student("x"), enroll("x", "AB")),
        {"A": ONE, "B": ONE},
        students="x",
    ),
)
