"""Code without its comments."""

from course.authoring.comments import without_comments


def test_comments_and_blank_lines_are_gone_and_code_stays():
    code = 'x = "# 1"  # one\n\n# two\ny = 2\n'
    assert without_comments(code) == 'x = "# 1"\ny = 2'
