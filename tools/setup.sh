#!/bin/sh
# Sets up .venv on a machine that needs only Python >= 3.11, and installs the sandbox if
# allowed. Run by `make setup`, and with --keep by what needs a .venv: that keeps to the
# set of packages that is there. LESSON=1 leaves TensorFlow out; GPU=1 takes the build
# for graphics cards. .venv/.ready holds the set that is installed, .venv/.unfinished
# the one that is being installed.
set -eu
cd "$(dirname "$0")/.."

supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
inputs="requirements.lock pyproject.toml tools/setup.sh tools/tensorflow-cpu.lock
    tools/only-tensorflow.txt"

say() {
    echo "setup: $*" >&2
}

# ---- which packages --------------------------------------------------------------

case "${LESSON:-}/${GPU:-}" in
/ | 1/ | 1/0 | /0 | /1) ;;
1/1)
    say "LESSON=1 leaves TensorFlow out, so GPU=1 means nothing; give one of them"
    exit 2
    ;;
*)
    say "LESSON=${LESSON:-} GPU=${GPU:-} is not known: there is LESSON=1 (without" \
        "TensorFlow) and GPU=1 (with TensorFlow's build for graphics cards)"
    exit 2
    ;;
esac

installed=
if [ -e .venv/.ready ]; then
    installed=$(cat .venv/.ready)
    installed=${installed:-tensorflow} # what an older set-up installed
fi
unfinished=$(cat .venv/.unfinished 2>/dev/null || true)

wanted() {
    if [ "${GPU:-}" = 1 ]; then
        echo tensorflow
    elif [ "${LESSON:-}" = 1 ]; then
        echo "${installed:-lesson-1}"
    elif [ "${1:-}" = --keep ] && [ -n "$installed$unfinished" ]; then
        echo "${installed:-$unfinished}"
    elif [ "$installed" = tensorflow ] || [ "$(uname -s)/$(uname -m)" != Linux/x86_64 ]
    then
        echo tensorflow
    else
        echo tensorflow-cpu
    fi
}

set=$(wanted "$@")
# shellcheck disable=SC2086
if [ "$installed" = "$set" ] &&
    [ -z "$(find $inputs -newer .venv/.ready 2>/dev/null)" ]; then
    [ "${1:-}" = --keep ] || echo "setup: .venv is ready ($set)"
    exit
fi

# ---- .venv -----------------------------------------------------------------------

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        "$PYTHON" -c "$supported" 2>/dev/null && echo "$PYTHON" && return
        say "PYTHON=$PYTHON is $("$PYTHON" --version 2>&1 || echo "no Python");" \
            "the course needs Python 3.11, 3.12 or 3.13"
        return 1
    fi
    there=
    for python in python3 python3.13 python3.12 python3.11 python; do
        if "$python" -c "$supported" 2>/dev/null; then
            echo "$python"
            return
        fi
        found=$("$python" --version 2>/dev/null) && there="$there${there:+, }$found"
    done
    say "no Python 3.11, 3.12 or 3.13 found${there:+, only $there}; install one, or" \
        "name it: make setup PYTHON=/path/to/python3"
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

is_usable() {
    .venv/bin/python -c "$supported" && .venv/bin/python -m pip --version
}

if ! is_usable >/dev/null 2>&1; then
    python=$(find_python)
    echo "setup: making .venv with $("$python" --version)"
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        # Debian has the module that venv needs in a separate package.
        rm -rf .venv
        apt_install python3-venv || true
        "$python" -m venv .venv || {
            say "'$python -m venv' failed; on Debian and Ubuntu:" \
                "apt-get install python3-venv"
            exit 1
        }
    fi
fi

# ---- the packages ----------------------------------------------------------------

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
            --compile-bytecode --require-hashes -r .venv/packages.lock
}

is_disk_full() {
    case "$1" in
    *"No space left"* | *"os error 28"* | *"uota exceeded"*) ;;
    *) return 1 ;;
    esac
}

# Say what a tool's last lines mean, and end. What was downloaded stays in its cache.
give_up() {
    if is_disk_full "$1"; then
        say "the disk is full: $(df -Pk . | awk 'NR == 2 {print int($4 / 1024)}') MB" \
            "are free here. Make room and type the same again; it goes on from here." \
            "LESSON=1 needs the least."
        exit 1
    fi
    printf '%s\n' "$1" | tail -n 5 >&2
    say "not finished: the lines above say what is missing. Type the same again once" \
        "that is mended; it goes on from here."
    exit 1
}

# Install the set; where it fails, `told` says why.
install_set() {
    told=$(.venv/bin/python tools/packages.py "$set" 2>&1) || return 1
    [ -z "$told" ] || echo "$told"
    case "$set" in
    tensorflow) what="requirements.lock" ;;
    tensorflow-cpu) what="requirements.lock, with tensorflow-cpu as its TensorFlow" ;;
    lesson-1) what="requirements.lock without TensorFlow, enough for lesson 1" ;;
    esac
    echo "setup: installing $what (a minute or more the first time)"
    told=$(uv_install 2>&1) && return
    is_disk_full "$told" && return 1
    say "uv could not do it; pip tries, which takes longer"
    told=$(pip_install --require-hashes -r .venv/packages.lock 2>&1)
}

if ! install_set; then
    case "$set/$told" in
    tensorflow-cpu/*tensorflow[-_]cpu*)
        say "tensorflow-cpu could not be had: tensorflow instead"
        set=tensorflow
        install_set || give_up "$told"
        ;;
    *) give_up "$told" ;;
    esac
fi
told=$(pip_install --no-deps --no-build-isolation -e . 2>&1) || give_up "$told"

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
touch .venv/.unfinished # newer than all that it was made from
mv .venv/.unfinished .venv/.ready
