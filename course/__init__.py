"""Run the course: build the lessons, check answers, grade classes."""

import sys
import time

STARTED = time.time()  # before the rest of the course is loaded


def _load_jsonschema() -> None:
    """Import jsonschema, which nbformat needs, without a slow part that nothing needs.

    It would import a grammar of internationalised addresses, which takes two seconds
    in every command and every worker; no notebook schema uses such addresses.
    """
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules["rfc3987_syntax"]


if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    _load_jsonschema()
