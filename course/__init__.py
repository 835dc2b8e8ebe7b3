"""What runs the course: building the lessons, checking answers, grading classes."""
