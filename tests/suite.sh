# What the suites share that drive one real server from Python; to be sourced in a suite's own folder.
#
# The server is built before; what a suite needs is installed beside the build.

root=$(cd ../.. && pwd)

# Whether what stands in a folder was not made from just these files: `outdated FOLDER FILE…`.
outdated() { [ "$(cat "$1/installed" 2>/dev/null || true)" != "$(sha256sum "${@:2}")" ]; }

# Installs the suite's `requirements.txt` into a folder.
install_python() {
  if outdated "$1" requirements.txt; then
    rm -rf "$1"
    python3 -m venv "$1"
    "$1/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
    sha256sum requirements.txt >"$1/installed"
  fi
}

# Installs packages of npm into a folder, from these files: `install_node FOLDER "npm's words" FILE…`.
install_node() {
  if outdated "$1" "${@:3}"; then
    rm -rf "$1"
    mkdir -p "$1"
    cp "${@:3}" "$1"
    # shellcheck disable=SC2086 # several words
    npm $2 --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    sha256sum "${@:3}" >"$1/installed"
  fi
}

# Runs the suite with what a folder has installed: `run_suite FOLDER ARGUMENT…`.
run_suite() {
  PYTHONDONTWRITEBYTECODE=1 RAMPART_BINARY=${RAMPART_BINARY:-$root/target/debug/rampart} \
    "$1/bin/python" -m pytest -q -p no:cacheprovider "${@:2}"
}
