"""Print pip's settings as shell lines that set them for uv.

    eval "$(python tools/pip_settings.py)"

uv does not read pip's configuration. Where a machine gets its packages from a mirror,
from a folder or behind its own certificate, that is set for pip alone. What is already
set for uv stays as it is.
"""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping

# pip's option: uv's variable, and what separates several values there
NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "no-index": ("UV_NO_INDEX", " "),
}
SECTIONS = ("global", "install", ":env:")  # later ones win


def settings(listed: str) -> dict[str, str]:
    """Return uv's variables for the lines of `pip config list`.

    pip takes a package from whichever of its indexes has the best version, so uv is
    told to do the same; the hashes of the lock say what may be installed.
    """
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.partition(".")
        if section in found and option in NAMES:
            found[section][option] = ast.literal_eval(value)
    variables = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for section in SECTIONS:
        for option, value in found[section].items():
            variable, separator = NAMES[option]
            variables[variable] = separator.join(value.split())
    return variables


def as_shell(variables: Mapping[str, str], known: Mapping[str, str]) -> str:
    """Return lines that export the variables, without those that are known."""
    return "\n".join(
        f"export {name}={shlex.quote(value)}"
        for name, value in variables.items()
        if name not in known
    )


def main() -> None:
    """Print the lines for the pip of this Python."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(as_shell(settings(done.stdout), os.environ))


if __name__ == "__main__":
    main()
