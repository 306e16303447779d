"""Values of the right type that no field may have, and fields that should not be or are not."""

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    CHANGE_STUDENT,
    COURSE,
    CREATE_COURSE,
    CREATE_STUDENT,
    ENROLL,
    N_DIGITS,
    STUDENT,
    WITH_BODY,
    BadInput,
    bad_body,
    bad_field,
    document,
)

CONTROLS = {
    "NUL": r"\u0000",
    "a newline": r"\n",
    "a tab": r"\t",
    "an escape": r"\u001b",
    "DEL": "\x7f",
    "a C1 control": "\u0085",
    "a line separator": "\u2028",
    "a paragraph separator": "\u2029",
    "a lone high surrogate": r"\ud800",
    "a lone low surrogate": r"\udfff",
    "surrogates the wrong way round": r"\udc00\ud800",
}
BLANKS = {
    "empty": "",
    "a blank": " ",
    "blank at the start": " Ada",
    "blank at the end": "Ada ",
    "a no-break space at the end": "Ada\u00a0",
    "an ideographic space at the start": "\u3000Ada",
}
BAD_EMAILS = {
    "without @": "ada.example.org",
    "with two @": "ada@@example.org",
    "without a local part": "@example.org",
    "without a domain": "ada@",
    "without a dot in the domain": "ada@localhost",
    "with a blank": "a da@example.org",
    "with a name": "Ada <ada@example.org>",
    "with two dots": "ada..byron@example.org",
    "with a dot at the end": "ada@example.org.",
    "with an address for a domain": "ada@[127.0.0.1]",
    "with a hyphen at the domain's start": "ada@-example.org",
    "two addresses": "ada@example.org,bo@example.org",
}
DOMAIN = f"{'d' * 63}.{'d' * 63}.{'d' * 57}.org"
LOCAL = "a" * (64 - N_DIGITS) + "<n>"
TOO_LONG = (
    (CREATE_STUDENT, "name", "x" * 200),
    (CHANGE_STUDENT, "given_name", "x" * 200),
    (CREATE_STUDENT, "family_name", "\U0001f393" * 200),
    (CHANGE_STUDENT, "external_id", "x" * (100 - N_DIGITS) + "<n>"),
    (CREATE_COURSE, "title", "x" * 200),
    (CHANGE_COURSE, "title", "é" * 200),
    (CHANGE_COURSE, "catalog_code", "x" * 50),
    (CREATE_COURSE, "code", "x" * (50 - N_DIGITS) + "<n>"),
    (CREATE_COURSE, "description", "x" * 10_000),
    (CHANGE_COURSE, "description", "\U0001f393" * 10_000),
)
BAD_CREDITS = (
    *("-0.01", "-1", "1000", "999.991", "0.001", "7.555", "1e3", "1e-3", "1e400", "-1e400"),
    *("1e-400", "1e99999999999999999999", "1e-99999999999999999999", "9" * 5_000),
    *("0." + "1" * 5_000, "1.0000000000000000000000000000000000000001"),
)


def _texts() -> list[BadInput]:
    """Faults of any line of text, each in one field of each kind of record."""
    rows = []
    for what, fault in CONTROLS.items():
        rows.append(bad_field(CREATE_STUDENT, "name", f'"A{fault}da"', '"Ada"', f"with {what}"))
        rows.append(bad_field(CHANGE_COURSE, "code", f'"A{fault}<n>"', '"A<n>"', f"with {what}"))
    for what, text in BLANKS.items():
        rows.append(bad_field(CHANGE_STUDENT, "name", f'"{text}"', '"Ada"', what))
        rows.append(bad_field(CREATE_COURSE, "title", f'"{text}"', '"Algebra"', what))
    return rows


def _unknown_fields() -> list[BadInput]:
    return [
        bad_body(
            ask, f"an unknown field {name}", body[:-1] + f', "{name}": 1}}'.encode(), 422, "E004"
        )
        for ask in WITH_BODY
        for name in ("x", "id", "created_at", "version", "", r"\ud800", "__class__")
        if (body := ask.body)
    ]


ROWS = [
    *_texts(),
    *_unknown_fields(),
    *(
        bad_field(CREATE_STUDENT, "email", f'"{text}"', '"ada<n>@example.org"', what)
        for what, text in BAD_EMAILS.items()
    ),
    *(
        bad_field(ask, field, f'"x{text}"', f'"{text}"', f"one longer than {len(text)}")
        for ask, field, text in TOO_LONG
    ),
    bad_field(CHANGE_STUDENT, "email", f'"{LOCAL}@d{DOMAIN}"', f'"{LOCAL}@{DOMAIN}"', "of 255"),
    *(
        bad_field(ask, "credits", text, "7.55", text[:40])
        for ask in (CREATE_COURSE, CHANGE_COURSE)
        for text in BAD_CREDITS
    ),
    bad_field(CREATE_COURSE, "description", r'"\u0000"', r'"\n\t\r"', "NUL"),
    bad_field(CHANGE_COURSE, "description", '"\u2028"', '""', "a line separator"),
    bad_body(CREATE_STUDENT, "no name", document({"email": STUDENT["email"]}), 422, "E004"),
    bad_body(CREATE_STUDENT, "no e-mail", document({"name": STUDENT["name"]}), 422, "E004"),
    bad_body(CREATE_STUDENT, "no field", b"{}", 422, "E004"),
    bad_body(CREATE_COURSE, "no title", b"{}", 422, "E004"),
    bad_body(
        CREATE_COURSE, "a title in capitals", document({"Title": COURSE["title"]}), 422, "E004"
    ),
    bad_body(ENROLL, "no course_ids", b"{}", 422, "E004"),
]
