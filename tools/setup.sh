#!/bin/sh
# Sets up .venv from requirements.lock on a machine that needs only Python >= 3.11,
# and installs the sandbox if allowed. Run by `make setup`.
set -eu
cd "$(dirname "$0")/.."

supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if "$python" -c "$supported" 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "setup: no Python 3.11, 3.12 or 3.13 found; install one, or name it:" \
        "make setup PYTHON=/path/to/python3" >&2
    return 1
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

apt_install() {
    may_install || return 1
    { apt-get install -y -qq "$1" || { apt-get update -qq &&
        apt-get install -y -qq "$1"; }; } </dev/null >/dev/null 2>&1
}

if ! .venv/bin/python -c "$supported" 2>/dev/null; then
    python=$(find_python)
    echo "setup: making .venv with $("$python" --version)"
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        # Debian has the module that venv needs in a separate package.
        rm -rf .venv
        apt_install python3-venv || true
        "$python" -m venv .venv || {
            echo "setup: '$python -m venv' failed; on Debian and Ubuntu:" \
                "apt-get install python3-venv" >&2
            exit 1
        }
    fi
fi

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
}

# uv takes a quarter of the time. It comes from the lock as well: its entry there ends
# with the first line that does not go on.
uv_install() {
    sed -n '/^uv==/,/[^\\]$/p' requirements.lock >.venv/uv.lock &&
        pip_install --require-hashes -r .venv/uv.lock &&
        settings=$(.venv/bin/python tools/pip_settings.py) &&
        eval "$settings" &&
        .venv/bin/uv pip install --quiet --python .venv/bin/python \
            --compile-bytecode --require-hashes -r requirements.lock
}

echo "setup: installing requirements.lock (a minute or more the first time)"
if ! uv_install; then
    echo "setup: uv could not do it; pip tries, which takes longer" >&2
    pip_install --require-hashes -r requirements.lock
fi
pip_install --no-deps --no-build-isolation -e .

case "$(uname -s)" in
Linux)
    if ! command -v bwrap >/dev/null 2>&1 && ! apt_install bubblewrap; then
        echo "setup: bubblewrap is missing, so students' code cannot be sandboxed;" \
            "install it (Debian, Ubuntu: sudo apt-get install bubblewrap)"
    else
        .venv/bin/python -c 'from course.sandbox import bubblewrap
reason = bubblewrap.available()
if reason:
    print("setup: students\047 code cannot be sandboxed:", reason)'
    fi
    ;;
*)
    echo "setup: the grading sandbox needs Linux; lessons and self-checks run here"
    ;;
esac
touch .venv/.ready
