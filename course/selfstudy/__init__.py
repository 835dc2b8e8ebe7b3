"""For those who learn alone: checks, hints, solutions and progress, no gradebook."""
