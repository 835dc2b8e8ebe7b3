"""Test the course itself: zoo, mutants and demo."""
