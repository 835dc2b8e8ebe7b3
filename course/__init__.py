"""What runs the course: building the lessons, checking answers, grading classes."""

import time

STARTED = time.time()  # before anything else of the course is loaded
