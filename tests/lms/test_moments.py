"""The times of an LMS, in the languages and zones of its sites."""

from zoneinfo import ZoneInfo

import pytest

from course.lms.moments import moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Friday, 27 November 2026, 10:11 AM", "2026-11-27 09:11:00"),
        ("Friday, 27 November 2026, 12:05 AM", "2026-11-26 23:05:00"),
        ("Friday, November 27, 2026 10:11:12 PM CET", "2026-11-27 21:11:12"),
        ("Friday, November 27, 2026 10:11:12 PM EST", "2026-11-28 03:11:12"),
        ("Freitag, 27. November 2026, 10:11", "2026-11-27 09:11:00"),
        ("Dienstag, 3. März 2026, 09:00", "2026-03-03 08:00:00"),
        ("mardi 3 mars 2026, 09:00", "2026-03-03 08:00:00"),
        ("martes, 1 de diciembre de 2026, 9:00", "2026-12-01 08:00:00"),
        ("Sunday, 27 July 2026, 10:00 AM", "2026-07-27 08:00:00"),  # summer
        ("2026-11-27 10:11:12", "2026-11-27 09:11:12"),
        ("27.11.2026 10:11", "2026-11-27 09:11:00"),
        ("Sunday, 25 October 2026, 2:30 AM", "2026-10-25 00:30:00"),  # twice that night
        ("Sunday, October 25, 2026 2:30:00 AM CET", "2026-10-25 01:30:00"),
    ],
)
def test_a_time_is_understood(text, utc):
    found = moment(text, BERLIN)
    assert found is not None and f"{found:%Y-%m-%d %H:%M:%S}" == utc


@pytest.mark.parametrize(
    "text",
    ["", "-", "yesterday", "11/27/26 10:11", "46353.42", "31 February 2026 1:00"],
)
def test_a_time_that_cannot_be_understood_is_none(text):
    assert moment(text, BERLIN) is None
