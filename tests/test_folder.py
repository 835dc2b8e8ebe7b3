"""What a course's folder and its configuration say."""

import pytest

from course.errors import CourseError
from course.folder import zone_named


@pytest.mark.parametrize("name", ["Middle/Earth", "", "../etc/passwd"])
def test_a_zone_that_is_none_is_one_line(name):
    with pytest.raises(CourseError, match="there is no time zone"):
        zone_named(name)
