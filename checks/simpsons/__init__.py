"""Hidden criteria of lesson 4, one module an exercise; never shown to an answer.

No exercise of this lesson calls another, so nothing is replaced while one is checked.
"""

from utils.checking import Checks

from . import (
    bits_per_char,
    generate_line,
    script_stats,
    split_scenes,
)

EXERCISES: dict[str, Checks] = {
    part.checks.exercise: part.checks
    for part in (script_stats, split_scenes, bits_per_char, generate_line)
}
