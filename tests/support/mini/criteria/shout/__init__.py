"""Hidden criteria of the lesson on shouting."""

from .loud import shout

EXERCISES = {"shout": shout}
