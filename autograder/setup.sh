#!/bin/sh
# Bring .venv in step with requirements.lock. `make` runs this before everything else.
# It can be run again at any time: where nothing is to do it ends at once, and after an
# interruption it starts afresh (what was downloaded is kept in pip's and uv's caches).
set -eu
CDPATH='' cd -P -- "$(dirname "$0")/.."
unset PYTHONHOME PYTHONPATH  # other people's packages have no business in .venv
unset PIP_USER  # nor has pip any outside of it (and `pip config` takes it for its own --user)

log=build/setup.log
stamp=.venv/set-up-for
sudo='sudo '
[ "$(id -u)" -ne 0 ] || sudo=''

stop() {
    printf '%s\n' "$1" >&2
    exit 1
}

# --- which Python -----------------------------------------------------------------------

# Prints version, whether it can make environments, and the path of the interpreter itself
# (not that of an active environment, which may be the one to be replaced).
probe='import sys
from importlib.util import find_spec
print("%d.%d" % sys.version_info[:2], bool(find_spec("venv") and find_spec("ensurepip")),
      getattr(sys, "_base_executable", sys.executable))'

find_python() {
    found=''    # a Python of another version, for the message
    no_venv=''  # a Python of the right version without its venv module
    set -- python3 python3.13 python3.12 python3.11
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    for candidate in "$@"; do
        # A pyenv shim exists and yet fails to run: only an answer counts.
        answer=$("$candidate" -c "$probe" 2>/dev/null) || continue
        read -r version venv python <<END
$answer
END
        case $version in
            3.11 | 3.12 | 3.13) ;;
            *) found=${found:-"$candidate is $version"}; continue ;;
        esac
        [ "$venv" = False ] || return 0
        no_venv=${no_venv:-$version}
    done
    if [ -n "$no_venv" ]; then
        stop "Python $no_venv is here but its venv module is not: install it (Debian, Ubuntu: ${sudo}apt install python$no_venv-venv) and run this again."
    fi
    remedy='make an environment with conda instead (conda env create -f environment.yml)'
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            remedy="install one (${sudo}apt install python$version python$version-venv) and run this again"
            break
        fi
    done
    stop "Python 3.11, 3.12 or 3.13 is needed, but ${found:-none is found as ${PYTHON:-python3}}: $remedy, or name yours (make demo PYTHON=/path/to/python3.12)."
}

# --- what can go wrong ------------------------------------------------------------------

logged() { grep -qiE "$1" "$log"; }

# Run a command into the log; where it fails, say why in one sentence.
run() {
    "$@" >>"$log" 2>&1 && return
    if logged 'no space left|disk quota'; then
        stop "The disk is full: .venv needs about 1 GB in $PWD, and uv's cache as much in your home; make room and run this again."
    elif logged 'permission denied|read-only file system'; then
        stop "Something may not be written ($(grep -iE 'permission denied|read-only' "$log" | tail -n 1)): give it to your user and run this again."
    elif logged 'hash mismatch|do not match the hashes'; then
        stop "The package index gave a file that is not the one in requirements.lock: ask another index (pip config list shows yours), or run this again; details are in $log."
    elif logged 'certificate'; then
        stop "The package index's certificate is not trusted (does a proxy of your institution stand between?): name the certificates to trust (SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt make demo); details are in $log."
    elif logged 'name resolution|dns error|connection|connect error|timed out|timeout|proxy|error sending request|unreachable'; then
        stop "The dependencies could not be downloaded: check the network connection (and HTTPS_PROXY, if you are behind a proxy) and run this again, nothing is lost; details are in $log."
    fi
    stop "The setup failed ($(tail -n 1 "$log")): details are in $log."
}

# --- is there anything to do? -----------------------------------------------------------

# Environments hold absolute paths and the version of their Python: after a move or an
# upgrade, .venv is made anew. So is one whose setup never ended: it has no stamp.
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }
home="Python $(version_of .venv/bin/python) in $PWD"
content=$(cat requirements.lock pyproject.toml assignments/pyproject.toml autograder/setup.sh | cksum)
last=$(cat "$stamp" 2>/dev/null) || last=''
if [ -n "${PYTHON:-}" ] && [ "Python $(version_of "$PYTHON") in $PWD" != "$home" ]; then
    last=''  # another Python is asked for
fi
[ "$last" != "$home, $content" ] || exit 0

# --- do it ------------------------------------------------------------------------------

case $last in
    "$home, "*) python='' ;;  # the one in .venv stays
    *) find_python ;;
esac

{ mkdir -p build .venv && true >"$log" && rm -f "$stamp" && [ -w .venv ]; } 2>/dev/null ||
    stop "You may not write in $PWD: make it yours (sudo chown -R $(id -un) '$PWD') or clone into a folder of your own."

if [ -n "$python" ]; then
    echo "Setting up once, in .venv, with $python (about 1 GB, a minute or two):"
    echo "  a Python $version environment ..."
    run "$python" -m venv --clear .venv
else
    echo "Bringing .venv in step with requirements.lock:"
fi

# uv comes from the lock too, so it is checked by its hash like everything else.
echo "  uv, which installs the rest ..."
awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock >build/uv.txt
run .venv/bin/python -m pip install --no-user --no-deps --require-hashes -r build/uv.txt

# uv doesn't read pip's configuration, where people behind a mirror have named it.
pip_settings=$(.venv/bin/python -m pip config list 2>/dev/null) || pip_settings=''
pip_setting() {
    for section in :env: install global; do
        value=$(printf '%s\n' "$pip_settings" | sed -n "s/^$section\.$1='\(.*\)'\$/\1/p")
        [ -z "$value" ] || break
    done
    printf '%s' "$value"
}
index=${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-$(pip_setting index-url)}}
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
certificates=${SSL_CERT_FILE:-$(pip_setting cert)}
[ -z "$certificates" ] || export SSL_CERT_FILE="$certificates"

# Compiled now: a sandbox may not write, and would compile what it imports again each time.
export UV_COMPILE_BYTECODE=1
echo "  the dependencies of requirements.lock ..."
uv_pip() { run .venv/bin/uv --no-progress pip "$@" --python .venv/bin/python; }
uv_pip sync requirements.lock
uv_pip install --no-deps --no-build-isolation -e .

printf '%s\n' "Python $(version_of .venv/bin/python) in $PWD, $content" >"$stamp"
echo "Set up."
