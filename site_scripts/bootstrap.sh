#!/bin/sh
# bootstrap.sh LOCK STAMP: makes .venv from a bare clone, with Python 3.13 (found, or had by uv), and installs the lock by
# hash. Plain sh, because nothing else can be counted on yet. The last thing written is the stamp.
set -eu
cd "$(dirname "$0")/.."
lock=$1
stamp=$2

fail() {
    printf '\nERROR: %s failed.\nRemedy: %s\n' "$1" "$2" >&2
    exit 1
}

# A pyenv shim named python3.13 exists even where no 3.13 is chosen: only running it tells.
is_python_313() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null
}

# Interrupted while it was made, it may have Python and no pip.
is_whole_venv() {
    is_python_313 .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null
}

find_python() {
    for python in python3.13 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3.13 \
        "$(pyenv prefix 3.13 2>/dev/null || true)/bin/python3.13" \
        "$(uv python find 3.13 2>/dev/null || true)"; do
        if is_python_313 "$python"; then
            echo "$python"
            return
        fi
    done
}

get_python() {
    echo "python 3.13: not found, asking uv for it ..." >&2
    uv=$(command -v uv || true)
    if [ -z "$uv" ]; then
        mkdir -p .nudge-cache
        # uv is pinned like everything else: its lines of the lock.
        sed -n '/^uv==/,/[^\\]$/p' requirements/test.txt >.nudge-cache/uv.txt
        python3 -m venv .nudge-cache/uv >&2 &&
            .nudge-cache/uv/bin/python -m pip install --quiet --require-hashes -r .nudge-cache/uv.txt >&2 ||
            fail "getting uv, which gets Python 3.13," "install Python 3.13 (python3.13 on the PATH) and try again."
        uv=.nudge-cache/uv/bin/uv
    fi
    "$uv" python install --no-bin 3.13 >&2 ||
        fail "getting Python 3.13 by uv" "install Python 3.13 (python3.13 on the PATH), or check the network."
    "$uv" python find 3.13
}

place=$(pwd -P)
if ! is_whole_venv; then
    python=$(find_python)
    [ -n "$python" ] || python=$(get_python)
    echo "making .venv with $python ..."
    rm -rf .venv
    "$python" -m venv .venv || fail "making .venv" "remove the folder .venv, free some disk space, and try again."
elif [ "$(cat .venv/place 2>/dev/null)" != "$place" ]; then
    # Moved, or copied: .venv/bin/activate names the place where .venv was made. 0.2 s, and no network is asked.
    python=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
    "$python" -m venv --without-pip .venv || fail "mending .venv" "remove the folder .venv, and try again."
fi

rm -f "$stamp"
# Five tries are a minute where there is no network; who has set another number keeps it.
export PIP_RETRIES="${PIP_RETRIES:-1}"
printf 'Python packages: installing %s, each checked by its hash ' "$lock"
.venv/bin/python -m pip install --disable-pip-version-check --require-hashes --only-binary :all: \
    -r "$lock" >.venv/pip.log 2>&1 &
pip=$!
# A program in the background does not hear Ctrl+C: two of them would write into one .venv.
trap 'kill "$pip" 2>/dev/null && wait "$pip" || :' EXIT
trap 'exit 130' INT TERM
while kill -0 "$pip" 2>/dev/null; do
    printf '.'
    sleep 1
done
echo
wait "$pip" || {
    tail -n 15 .venv/pip.log >&2
    ! grep -q 'No space left on device' .venv/pip.log ||
        fail "Python packages (pip install -r $lock)" "free some disk space, and try again."
    fail "Python packages (pip install -r $lock)" \
        "check the network. If a hash does not match, the download is not the file that was pinned: try again once, \
and if it stays so, do not go on with it."
}
trap - EXIT INT TERM
# So that `mkdocs build` and `zensical build` find the lesson syntax: the clone, by a place that stays right when it moves.
echo ../../../.. >.venv/lib/python3.13/site-packages/nudge.pth
.venv/bin/python site_scripts/tools/movable.py
echo "$place" >.venv/place
touch "$stamp"
