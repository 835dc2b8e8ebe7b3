"""Hidden criteria of the capstone of lesson 5: its one exercise is practice."""

from utils.checking import Checks

from . import recited

EXERCISES: dict[str, Checks] = {recited.checks.exercise: recited.checks}
