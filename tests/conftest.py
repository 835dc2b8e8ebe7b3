"""What holds for all tests: no example of a property has a limit of time."""

from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")
