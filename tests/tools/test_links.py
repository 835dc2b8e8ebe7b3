"""An address is there, gone, or cannot be asked."""

import contextlib
import importlib.util
import urllib.error
from pathlib import Path
from types import SimpleNamespace

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "links.py"
ADDRESS = "https://example.org/paper"


@pytest.fixture(scope="module")
def links():
    spec = importlib.util.spec_from_file_location("links", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answering(code):
    return lambda request, timeout: contextlib.nullcontext(SimpleNamespace(status=code))


def failing(error):
    def opened(request, timeout):
        raise error

    return opened


def test_an_address_that_answers_is_there(links):
    assert links.status(ADDRESS, answering(200)) == 200


def test_an_address_that_is_gone_says_so(links):
    gone = urllib.error.HTTPError(ADDRESS, 404, "not found", {}, None)
    assert links.status(ADDRESS, failing(gone)) == 404


def test_without_a_network_nothing_is_said(links):
    assert links.status(ADDRESS, failing(urllib.error.URLError("no route"))) is None


@pytest.mark.parametrize(
    ("code", "expected"), [(None, 0), (200, 0), (403, 0), (404, 1)]
)
def test_only_a_page_that_is_gone_is_a_failure(
    links, monkeypatch, capsys, code, expected
):
    monkeypatch.setattr(links, "status", lambda address: code)
    assert links.main() == expected
    assert capsys.readouterr().out
