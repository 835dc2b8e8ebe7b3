"""A dialect of SQLAlchemy for copies of a gradebook, which is fast to open.

nbgrader's steps open a gradebook about fifteen times a submission, each time with an
engine of its own, which looks for every table and compiles every statement anew. That
took a third of the time of all that is not judging. Here all engines of a process share
the compiled statements, and those of the server go to the workers that it forks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

NAME = "charlm"
_compiled: dict[Any, Any] = {}  # there are about a hundred


class CopyDialect(SQLiteDialect_pysqlite):
    """SQLite, for a file that `gradebook_copy` has written."""

    supports_statement_cache = True

    # Statements are found by dialect, and all of these compile them alike.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def has_table(
        self, connection: Any, table_name: str, *args: Any, **kw: Any
    ) -> bool:
        """Return True without looking: a copy has all tables."""
        return True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Let a new engine use the statements of all others."""
        engine.update_execution_options(compiled_cache=_compiled)


def url_of(path: Path) -> str:
    """Return the address of a copy for nbgrader and SQLAlchemy."""
    return f"sqlite+{NAME}:///{path}"


registry.register(f"sqlite.{NAME}", __name__, CopyDialect.__name__)
