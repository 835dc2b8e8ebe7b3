"""What a verdict's version says of the packages that are installed."""

from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace

import pytest

from course.judging import version


def only(monkeypatch, **numbers):
    """Let these packages be all that is installed."""
    known = {name.replace("_", "-"): number for name, number in numbers.items()}

    def installed(name):
        if name not in known:
            raise PackageNotFoundError(name)
        return known[name]

    found = [SimpleNamespace(name=n, version=v) for n, v in numbers.items()]
    monkeypatch.setattr(version, "installed", installed)
    monkeypatch.setattr(version, "distributions", lambda: found)


@pytest.mark.parametrize("build", ["tensorflow", "tensorflow_cpu"])
def test_either_build_of_tensorflow_is_the_same_version(monkeypatch, build):
    only(monkeypatch, numpy="2.4", **{build: "2.21.0"})
    assert version._installed("tensorflow") == "2.21.0"
    assert version.all_installed() == ["numpy 2.4", "tensorflow 2.21.0"]


def test_another_number_is_another_version(monkeypatch):
    only(monkeypatch, tensorflow_cpu="2.20.0")
    assert version._installed("tensorflow") == "2.20.0"


def test_no_tensorflow_is_a_version_of_its_own(monkeypatch):
    only(monkeypatch, numpy="2.4")
    assert version._installed("tensorflow") == "none"
