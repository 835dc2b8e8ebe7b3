"""What can go wrong when an answer is called, apart from being wrong."""

from __future__ import annotations


class AnswerError(Exception):
    """The answer raised an error; the message may be shown to its author."""


class LimitReached(Exception):
    """The answer exceeded a limit of time, memory or output."""


class InfrastructureError(Exception):
    """The grading failed, not the answer; this never costs points."""
