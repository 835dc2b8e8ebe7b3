"""What runs the course: building the lessons, checking answers, grading classes."""

import sys
import time

STARTED = time.time()  # before anything else of the course is loaded


def _load_jsonschema() -> None:
    """Import jsonschema, which nbformat needs, without what nobody here needs.

    It would import a grammar of internationalised addresses, which takes two seconds
    in every command and every worker; no schema of notebooks has such an address.
    """
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules["rfc3987_syntax"]


if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    _load_jsonschema()
