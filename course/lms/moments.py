"""Read the times of an LMS: in words, in the language and zone of its site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

# In English, German, French and Spanish; the first three letters, or more where needed.
MONTHS = (
    ("jan", "ene"),
    ("feb", "fév"),
    ("mar", "mär"),
    ("apr", "avr", "abr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "ago"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
OFFSETS = {  # hours, of abbreviations that sites in Europe and North America write
    **{"UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2},
    **{"MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CST": -6},
    **{"CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
NOON = 12


def moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the time that a text tells, in UTC; None if it cannot be understood.

    A text without a zone is in `zone`. Both orders of day and month are read where the
    month is a word; a date in numbers alone is read as year, month, day or as day,
    month, year with points, and not where day and month could be exchanged.
    """
    words = text.replace(",", " ").replace("\u202f", " ").replace("\xa0", " ").split()
    clock = next((word for word in words if ":" in word), "")
    date = _date([word for word in words if word != clock])
    hour, minute, second = _clock(clock, [word.casefold().strip(".") for word in words])
    if date is None or hour is None:
        return None
    try:
        local = datetime(*date, hour, minute, second)
    except ValueError:
        return None
    return local.replace(tzinfo=_zone(words, local, zone)).astimezone(UTC)


def _date(words: list[str]) -> tuple[int, int, int] | None:
    """Return year, month and day."""
    numbers = [int(n) for word in words if (n := word.rstrip(".")).isdecimal()]
    months = [month for word in words if (month := _month(word))]
    years = [number for number in numbers if number > 1900]
    days = [number for number in numbers if 0 < number < 32]
    if len(months) == len(years) == len(days) == 1:
        return years[0], months[0], days[0]
    for word in words:
        for mark in ("-", "."):
            parts = word.rstrip(".").split(mark)
            if len(parts) == 3 and all(part.isdecimal() for part in parts):
                first, second, third = map(int, parts)
                return (first, second, third) if first > 31 else (third, second, first)
    return None


def _month(word: str) -> int:
    """Return the number of a month, 0 for any other word."""
    plain = word.casefold().rstrip(".")
    if not plain.isalpha() or plain.startswith(("mardi", "martes")):
        return 0  # Tuesday in French and Spanish
    for number, starts in enumerate(MONTHS, 1):
        if plain.startswith(starts):
            return number
    return 0


def _clock(clock: str, words: list[str]) -> tuple[int | None, int, int]:
    parts = clock.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return None, 0, 0
    hour, minute, second = (*map(int, parts), 0)[:3]
    afternoon = any(word in ("pm", "p.m", "p") for word in words)
    morning = any(word in ("am", "a.m", "a") for word in words)
    if afternoon or morning:
        hour = hour % NOON + (NOON if afternoon else 0)
    return hour, minute, second


def _zone(words: list[str], local: datetime, zone: tzinfo) -> tzinfo:
    """Return the zone that is named, else `zone`."""
    for word in reversed(words):
        # The zone of the site knows best what its abbreviations mean.
        for fold in (0, 1):
            there = local.replace(tzinfo=zone, fold=fold)
            if there.tzname() == word:
                return timezone(there.utcoffset() or timedelta())
        if word in OFFSETS:
            return timezone(timedelta(hours=OFFSETS[word]))
    return zone
