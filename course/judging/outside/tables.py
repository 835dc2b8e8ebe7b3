"""The tables, columns and indexes of pandas, and its times, as parts sent by value.

The parts are tuples and bytes, never lists or arrays: both ends of the wire share those
and fill them only after everything is made of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

NUMBERS, TIMES = "biufc", "mM"  # kinds of arrays that are sent as bytes
INDEXES = (
    *("Index", "RangeIndex", "DatetimeIndex", "TimedeltaIndex"),
    *("MultiIndex", "CategoricalIndex"),
)


def table_parts(value: Any) -> tuple | None:
    """Return the kind and the parts of something of pandas, or None."""
    pandas, kind = sys.modules.get("pandas"), type(value).__name__
    if type(value) is not getattr(pandas, kind, None):
        return ("missing", kind) if pandas and kind in ("NaTType", "NAType") else None
    if kind == "DataFrame":
        columns = (_column(value.iloc[:, n]) for n in range(value.shape[1]))
        return ("frame", _index(value.columns), _index(value.index), tuple(columns))
    if kind == "Series":
        return ("series", value.name, _index(value.index), _column(value))
    if kind == "Timestamp":
        return ("timestamp", value.isoformat(), value.tz and str(value.tz))
    if kind == "Timedelta":
        return ("duration", value.isoformat())
    return ("index", *_index(value)) if kind in INDEXES else None


def array_of(dtype: str, data: bytes) -> np.ndarray:
    """Return an array of numbers or times; raise ValueError for other types."""
    kind = np.dtype(dtype).kind
    if kind not in NUMBERS + TIMES:
        raise ValueError("an array of another type")
    if kind in TIMES:
        return np.frombuffer(data, "i8").view(dtype).copy()
    return np.frombuffer(data, dtype).copy()


def _index(values: Any) -> tuple:
    """Return the kind, the names and the parts of an index."""
    kind = type(values).__name__
    if kind == "MultiIndex":
        return ("multi", tuple(values.names), tuple(values.tolist()))
    if kind == "RangeIndex":
        return ("range", values.name, (values.start, values.stop, values.step))
    return ("plain", values.name, _column(values), getattr(values, "freqstr", None))


def _column(values: Any) -> tuple:
    """Return the type and the values of a column: bytes, or else a tuple."""
    dtype = str(values.dtype)
    if dtype == "category":
        known = values.array
        codes = known.codes.astype("i8").tobytes()
        return (dtype, codes, _column(known.categories), bool(known.ordered))
    array = values.to_numpy()
    if array.dtype.kind in NUMBERS and dtype == str(array.dtype):
        return (array.dtype.str, array.tobytes())
    if array.dtype.kind in TIMES:
        return (array.dtype.str, array.astype("i8").tobytes())
    return (dtype, tuple(array.tolist()))


def _values(dtype: str, data: Any, categories: tuple = (), ordered: Any = None) -> Any:
    """Return a column without a name."""
    import pandas

    if categories:
        codes = np.frombuffer(data, "i8")
        names = pandas.Index(_values(*categories))
        return pandas.Series(pandas.Categorical.from_codes(codes, names, bool(ordered)))
    if isinstance(data, bytes):
        return pandas.Series(array_of(dtype, data))
    return pandas.Series(list(data), dtype=dtype)


def _read_index(kind: str, name: Any, parts: tuple, freq: str | None = None) -> Any:
    import pandas

    if kind == "multi":
        return pandas.MultiIndex.from_tuples(list(parts), names=list(name))
    if kind == "range":
        return pandas.RangeIndex(*parts, name=name)
    made = pandas.Index(_values(*parts), name=name)
    return type(made)(made, freq=freq) if freq else made


def _read_series(name: Any, index: tuple, column: tuple) -> Any:
    series = _values(*column)
    series.index, series.name = _read_index(*index), name
    return series


def _read_frame(columns: tuple, index: tuple, values: tuple) -> Any:
    import pandas

    frame = pandas.DataFrame({n: _values(*one) for n, one in enumerate(values)})
    if not values:
        frame = pandas.DataFrame(index=_read_index(*index))
    frame.columns, frame.index = _read_index(*columns), _read_index(*index)
    return frame


def _read_timestamp(text: str, zone: str | None) -> Any:
    import pandas

    made = pandas.Timestamp(text)
    return made.tz_convert(zone) if zone else made


def _read_duration(text: str) -> Any:
    import pandas

    return pandas.Timedelta(text)


def _read_missing(kind: str) -> Any:
    import pandas

    return pandas.NaT if kind == "NaTType" else pandas.NA


READERS: dict[str, Callable[..., Any]] = {
    "frame": _read_frame,
    "series": _read_series,
    "index": _read_index,
    "timestamp": _read_timestamp,
    "duration": _read_duration,
    "missing": _read_missing,
}
