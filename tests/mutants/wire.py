"""Guards of the wire: what a request may say."""

from tests.mutants.guard import Guard

_BAD = "tests/integration/http/test_bad_inputs.py -k sqlite"
_UNIT = "tests/unit/schemas"
_FINDING = "tests/integration/http/test_finding.py"
_FIELDS = "src/schemas/fields.py"
_READING = "src/schemas/reading.py"
_WIRE = "src/blueprints/wire.py"
_VALUES = "src/values.py"

GUARDS = (
    Guard("types are strict", _FIELDS, "strict=True", "strict=False", _BAD),
    Guard("unknown fields are refused", _FIELDS, 'extra="forbid"', 'extra="ignore"', _BAD),
    Guard(
        "control characters are refused",
        _FIELDS,
        "        if found := refused.search(value):\n",
        "        if found := None:\n",
        _BAD,
    ),
    Guard(
        "white space around a value is refused",
        _FIELDS,
        "    if value != value.strip():\n",
        "    if False:\n",
        _BAD,
    ),
    Guard(
        "a line is not empty",
        _FIELDS,
        "Name = Annotated[str, Field(min_length=1, max_length=NAME_MAX)",
        "Name = Annotated[str, Field(max_length=NAME_MAX)",
        _BAD,
    ),
    Guard("an e-mail looks like one", _FIELDS, ", AfterValidator(check_email)", "", _BAD),
    Guard("credits are not true or false", _FIELDS, "isinstance(value, bool) or ", "", _BAD),
    Guard(
        "credits are in their range",
        _FIELDS,
        "    if not 0 <= number <= CREDITS_MAX:\n",
        "    if False:\n",
        _BAD,
    ),
    Guard(
        "credits have two decimals",
        _FIELDS,
        '    if number != number.quantize(Decimal("0.01")):\n',
        "    if False:\n",
        _BAD,
    ),
    Guard("ids are above zero", _FIELDS, "Field(ge=1, le=ID_MAX)", "Field(le=ID_MAX)", _BAD),
    Guard("ids have an end", _FIELDS, "Field(ge=1, le=ID_MAX)", "Field(ge=1)", _BAD),
    Guard("an id is listed once", _FIELDS, "    if twice:\n", "    if False:\n", _BAD),
    Guard(
        "a parameter's number is in plain digits",
        _FIELDS,
        "isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value)",
        "value.isdigit()",
        "tests/integration/http tests/unit/schemas -k 'paging or parameter or limit or query'",
    ),
    Guard("names have a limit", _VALUES, "NAME_MAX = 200", "NAME_MAX = 300", _BAD),
    Guard("titles have a limit", _VALUES, "TITLE_MAX = 200", "TITLE_MAX = 300", _BAD),
    Guard("codes have a limit", _VALUES, "\nCODE_MAX = 50", "\nCODE_MAX = 60", _BAD),
    Guard(
        "external ids have a limit", _VALUES, "EXTERNAL_ID_MAX = 100", "EXTERNAL_ID_MAX = 110", _BAD
    ),
    Guard("descriptions have a limit", _VALUES, "10_000", "10_001", _BAD),
    Guard("bodies have a limit", _VALUES, "64 * 1024", "65 * 1024", _BAD),
    Guard(
        "lists of ids have a limit", _VALUES, "COURSE_IDS_MAX = 100", "COURSE_IDS_MAX = 101", _BAD
    ),
    Guard(
        "pages have a limit",
        _VALUES,
        "PAGE_MAX = 200",
        "PAGE_MAX = 201",
        "tests/integration/http/test_paging.py",
    ),
    Guard(
        "an empty list enrolls in nothing",
        _FIELDS,
        "Field(min_length=1, max_length=COURSE_IDS_MAX)",
        "Field(max_length=COURSE_IDS_MAX)",
        _BAD,
    ),
    Guard(
        "a key stands once",
        _READING,
        "    if len(found) < len(pairs):\n        twice",
        "    if False:\n        twice",
        _BAD,
    ),
    Guard("NaN is not JSON", _READING, "    parse_constant=_no_constant,\n", "", _BAD),
    Guard(
        "nesting has an end",
        _READING,
        "    except RecursionError:\n",
        "    except ZeroDivisionError:\n",
        _BAD,
    ),
    Guard("thousands of digits are a number too", _READING, "digits[:_DIGITS_MAX]", "digits", _BAD),
    Guard(
        "an endless exponent is a number too",
        _READING,
        "    except InvalidOperation:",
        "    except ZeroDivisionError:",
        f"{_BAD.split(maxsplit=1)[0]} tests/unit/schemas",
    ),
    Guard(
        "text is UTF-8",
        _READING,
        "    except UnicodeDecodeError as error:\n",
        "    except ZeroDivisionError as error:\n",
        _BAD,
    ),
    Guard(
        "a body is an object",
        _READING,
        "    if not isinstance(value, Mapping):\n",
        "    if False:\n",
        _UNIT,
    ),
    Guard(
        "a name that is echoed can be encoded",
        _READING,
        '.encode("ascii", "backslashreplace").decode()',
        "",
        _UNIT,
    ),
    Guard(
        "a parameter stands once",
        _READING,
        "    if len(found) < len(pairs):\n        message",
        "    if False:\n        message",
        _UNIT,
    ),
    Guard("a query is UTF-8", _READING, 'errors="strict")', 'errors="replace")', _FINDING),
    Guard(
        "ids in paths have an end",
        _WIRE,
        "        if int(value) > ID_MAX:\n",
        "        if False:\n",
        _BAD,
    ),
    Guard(
        "ids in paths are plain digits",
        _WIRE,
        'regex = "[1-9][0-9]{0,9}"',
        r'regex = r"\d{1,10}"',
        _BAD,
    ),
    Guard(
        "unknown parameters are refused everywhere",
        _WIRE,
        'if asked.environ.get("QUERY_STRING") else no_query',
        "if asked.args else no_query",
        _BAD,
    ),
    Guard("the body is declared as JSON", _WIRE, "asked.mimetype in _JSON_TYPES and ", "", _BAD),
    Guard("the body's charset is UTF-8", _WIRE, ' and charset == "utf-8"', "", _BAD),
    Guard("the body is not compressed", _WIRE, '.lower() != "identity"', " is None", _BAD),
    Guard(
        "a chunked body is measured",
        _WIRE,
        "    if len(data) > BODY_BYTES_MAX:\n",
        "    if False:\n",
        _BAD,
    ),
    Guard(
        "a body that was cut off is refused",
        _WIRE,
        "    if len(data) < (asked.content_length or 0):\n",
        "    if False:\n",
        "tests/integration/http/test_cut_off.py",
    ),
    Guard(
        "a search has a limit",
        _FIELDS,
        "Field(min_length=1, max_length=EMAIL_MAX), _without",
        "Field(min_length=1), _without",
        _FINDING,
    ),
    Guard(
        "a doubled slash is no resource",
        "src/blueprints/__init__.py",
        "    app.url_map.merge_slashes = False\n",
        "",
        _BAD,
    ),
)
