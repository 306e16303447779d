"""Two clients about whole schedules, and about the rules of registration."""

from decimal import Decimal

from src.values import Meeting, Prerequisite
from tests.factories import meeting, needs
from tests.proof.interleavings.acts import complete, drop, edit, edit_term, enroll, resize, swap
from tests.proof.interleavings.givens import AUTUMN, ONE
from tests.proof.interleavings.specification import Specification as Spec

NINE = {"meetings": (Meeting(1, "09:00", "10:00"),)}
SIX = {"credits": Decimal(6)}

SCHEDULES = (
    Spec(
        "swap|swap crosswise",
        (swap("x", "B"), swap("y", "A")),
        {"A": ONE, "B": ONE},
        joined=("xA", "yB"),
    ),
    Spec(
        "swap|swap crosswise, waiting",
        (swap("x", "B", waitlist=True), swap("y", "A", waitlist=True)),
        {"A": ONE, "B": ONE},
        joined=("xA", "yB"),
    ),
    Spec(
        "swap|enroll",
        (swap("x", "B"), enroll("y", "A")),
        {"A": ONE, "B": ONE},
        joined=("xA",),
    ),
    Spec(
        "swap|drop",
        (swap("x", "B"), drop("y", "B")),
        {"A": ONE, "B": ONE},
        students="xyz",
        joined=("xA", "yB", "zA"),
    ),
    Spec("swap|swap one student", (swap("x", "A"), swap("x", "B")), {"A": ONE, "B": ONE}),
    Spec("swap|enroll one student", (swap("x", "A"), enroll("x", "B")), {"A": ONE, "B": ONE}),
    Spec(
        "swap|resize up",
        (swap("y", "B"), resize("A", 2)),
        {"A": ONE, "B": ONE},
        joined=("xA", "yA"),
    ),
    Spec(
        "swap|edit rule",
        (swap("x", "A", term="T"), edit("B", term_id=None)),
        {"A": ONE, "B": ONE},
        term=AUTUMN,
        joined=("xB", "yB", "yA"),
    ),
    Spec(
        "swap|drop one student",
        (swap("x", "AB"), drop("x", "A")),
        {"A": ONE, "B": ONE},
        joined=("xA", "yA"),
    ),
)

RULES = (
    Spec(
        "enroll|enroll clash",
        (enroll("x", "A"), enroll("x", "B")),
        {"A": NINE, "B": NINE},
        term=AUTUMN,
    ),
    Spec(
        "enroll|enroll credits",
        (enroll("x", "A"), enroll("x", "B")),
        {"A": SIX, "B": SIX},
        term=AUTUMN | {"max_credits": Decimal(10)},
    ),
    Spec(
        "enroll elsewhere|drop",
        (enroll("y", "B"), drop("x", "A")),
        {"A": SIX | ONE, "B": SIX},
        term=AUTUMN | {"max_credits": Decimal(10)},
        joined=("xA", "yA"),
    ),
    Spec(
        "drop|drop two seats for one waiter",
        (drop("x", "A"), drop("y", "B")),
        {"A": SIX | ONE, "B": SIX | ONE},
        students="xyz",
        term=AUTUMN | {"max_credits": Decimal(10)},
        joined=("xA", "yB", "zA", "zB"),
    ),
    Spec(
        "drop|drop one seat makes eligible for the other",
        (drop("x", "A"), drop("y", "B")),
        {"A": ONE | {"catalog_code": "A"}, "B": ONE},
        students="xyz",
        term=AUTUMN,
        joined=("xA", "yB", "zA", "zB"),
        edited={"B": {"prerequisites": (Prerequisite("A", concurrent=True),)}},
        unsettles=("prerequisite",),
    ),
    Spec(
        "complete|enroll what needs it",
        (complete("x", "A"), enroll("x", "B")),
        {"A": {"catalog_code": "A"}, "B": {"prerequisites": (Prerequisite("A"),)}},
        joined=("xA",),
    ),
    Spec(
        "edit rule|drop",
        (edit("A", prerequisites=[]), drop("x", "A")),
        {"A": ONE},
        joined=("xA", "yA"),
        edited={"A": {"prerequisites": (Prerequisite("M"),)}},
        unsettles=("prerequisite",),
    ),
    Spec(
        "edit another rule|drop",
        (edit("B", meetings=[]), drop("x", "A")),
        {"A": ONE | NINE, "B": {}},
        term=AUTUMN,
        joined=("xA", "yA", "yB"),
        edited={"B": NINE},
    ),
    Spec(
        "edit rule|enroll",
        (edit("A", prerequisites=needs("M")), enroll("x", "A")),
        {"A": ONE},
        unsettles=("prerequisite",),
    ),
    Spec(
        "edit rule|edit rule",
        (edit("A", prerequisites=[]), edit("A", meetings=[meeting(1, "11:00", "12:00")])),
        {"A": NINE},
        term=AUTUMN,
    ),
    Spec(
        "edit term|enroll",
        (edit_term(max_credits=5), enroll("x", "A")),
        {"A": SIX},
        term=AUTUMN,
        unsettles=("credits",),
    ),
    Spec(
        "edit term|drop",
        (edit_term(max_credits=12), drop("x", "A")),
        {"A": SIX | ONE, "B": SIX},
        term=AUTUMN | {"max_credits": Decimal(10)},
        joined=("xA", "yA", "yB"),
    ),
)
