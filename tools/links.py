"""Ask each address in docs/papers.md whether it is still there.

    python tools/links.py

Prints a line for each address that does not answer as it should, and exits with 1 if
one is gone. Where there is no network, it says so and exits with 0.
"""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PAPERS = Path(__file__).resolve().parents[1] / "docs" / "papers.md"
SECONDS = 20
GONE = {404, 410}
AGENT = {"User-Agent": "Mozilla/5.0 (a course that checks its links)"}


def main() -> int:
    """Check all addresses; return the exit code."""
    found = addresses(PAPERS.read_text(encoding="utf-8"))
    told = {address: status(address) for address in found}
    if all(one is None for one in told.values()):
        print("no network: nothing was checked")
        return 0
    for address, code in told.items():
        if code is None:
            print(f"{address}: no answer")
        elif code >= 400:
            hint = "gone" if code in GONE else "refused; open it in a browser"
            print(f"{address}: {code}, {hint}")
    gone = sum(code in GONE for code in told.values())
    print(f"{len(told)} addresses, {gone} gone")
    return 1 if gone else 0


def addresses(page: str) -> list[str]:
    """Return the addresses in a page, in their order."""
    return re.findall(r"<(https://[^>\s]+)>", page)


def status(
    address: str,
    opened: Callable[..., object] = urllib.request.urlopen,
) -> int | None:
    """Return the status that an address answers with, or None if nobody answers."""
    request = urllib.request.Request(address, headers=AGENT)
    try:
        with opened(request, timeout=SECONDS) as answer:  # type: ignore[attr-defined]
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except (TimeoutError, urllib.error.URLError, ConnectionError):
        return None


if __name__ == "__main__":
    sys.exit(main())
