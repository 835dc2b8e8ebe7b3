"""From a submitted notebook to a verdict that its code cannot forge."""

import sys

# At its import, jsonschema would compile a grammar for a format that no notebook has:
# a second at the start of every grader and worker.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
