"""Judging one notebook: its task, its kernel, the wire, the criteria, the verdict."""
