"""Two clients about seats and places in queues, capacities, and rows that go."""

from tests.proof.interleavings.acts import (
    complete,
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

SEATS = (
    Spec("enroll|enroll last seat", (enroll("x", "A"), enroll("y", "A")), {"A": ONE}),
    Spec("join|join last seat", (join("x", "A"), join("y", "A")), {"A": ONE}),
    Spec(
        "join|join last place",
        (join("x", "A"), join("y", "A")),
        {"A": ONE | {"waitlist_capacity": 1}},
        students="xyz",
        joined=("zA",),
    ),
    Spec("enroll|enroll twice", (enroll("x", "A"), enroll("x", "A")), {"A": ONE}),
    Spec(
        "enroll|enroll opposite",
        (enroll("x", "AB"), enroll("y", "BA")),
        {"A": ONE, "B": ONE},
    ),
    Spec(
        "join|enroll a queue",
        (join("x", "A"), enroll("y", "AB")),
        {"A": ONE, "B": ONE},
    ),
    Spec("drop|enroll", (drop("x", "A"), enroll("y", "A")), {"A": ONE}, joined=("xA",)),
    Spec("drop|join", (drop("x", "A"), join("y", "A")), {"A": ONE}, joined=("xA",)),
    Spec(
        "drop|drop twice",
        (drop("x", "A"), drop("x", "A")),
        {"A": ONE},
        joined=("xA", "yA"),
    ),
    Spec(
        "drop|drop two seats",
        (drop("x", "A"), drop("y", "A")),
        {"A": {"capacity": 2}},
        students="xyzw",
        joined=("xA", "yA", "zA", "wA"),
    ),
    Spec(
        "drop|leave the queue",
        (drop("x", "A"), drop("y", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "yA", "zA"),
    ),
    Spec(
        "drop|join again",
        (drop("x", "A"), join("x", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "yA"),
    ),
    Spec(
        "drop|drop each the other's wish",
        (drop("x", "A"), drop("y", "B")),
        {"A": ONE, "B": ONE},
        joined=("xA", "yB", "xB", "yA"),
    ),
)

CAPACITIES = (
    Spec(
        "resize up|enroll",
        (resize("A", 2), enroll("y", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "zA"),
    ),
    Spec("resize down|enroll", (resize("A", 0), enroll("x", "A")), {"A": ONE}),
    Spec(
        "resize up|drop",
        (resize("A", 2), drop("x", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "yA", "zA"),
    ),
    Spec(
        "resize up|leave the queue",
        (resize("A", 2), drop("y", "A")),
        {"A": ONE},
        students="xyz",
        joined=("xA", "yA", "zA"),
    ),
    Spec(
        "resize|resize",
        (resize("A", 2), resize("A", 1)),
        {"A": ONE},
        joined=("xA", "yA"),
    ),
    Spec(
        "complete|drop",
        (complete("x", "A"), drop("x", "A")),
        {"A": ONE},
        joined=("xA", "yA"),
    ),
    Spec(
        "complete|complete",
        (complete("x", "A", grade="A"), complete("x", "A", passed=False, grade="F")),
        {"A": ONE},
        joined=("xA",),
    ),
    Spec("complete|resize down", (complete("x", "A"), resize("A", 0)), {"A": ONE}, joined=("xA",)),
)

DELETIONS = (
    Spec("delete course|enroll", (delete_course("A"), enroll("x", "AB")), {"A": ONE, "B": ONE}),
    Spec("delete student|enroll", (delete_student("x"), enroll("x", "A")), {"A": ONE}),
    Spec("delete course|edit rule", (delete_course("A"), edit("A", credits=3)), {"A": ONE}),
    Spec("delete course|resize", (delete_course("A"), resize("A", 3)), {"A": ONE}),
    Spec(
        "delete course|swap",
        (delete_course("B"), swap("x", "B")),
        {"A": ONE, "B": ONE},
        joined=("xA",),
    ),
    Spec("delete student|swap", (delete_student("x"), swap("x", "A")), {"A": ONE}),
    Spec("delete course|delete course", (delete_course("A"), delete_course("A")), {"A": ONE}),
)
