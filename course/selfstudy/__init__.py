"""Serve those who learn alone: checks, hints, solutions, progress; no gradebook."""
