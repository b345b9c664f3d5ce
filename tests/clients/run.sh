#!/usr/bin/env bash
# Unmodified SDKs of both Python generations and of npm, and the calls that Terraform makes, against one real server.
#
# The server is built before; this installs the SDKs beside the build and lets pytest start the server.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
venv=$root/target/clients-venv
modules=$root/target/clients-node

# Whether what stands in a folder was not made from just these files: `outdated FOLDER FILE…`.
outdated() { [ "$(cat "$1/installed" 2>/dev/null || true)" != "$(sha256sum "${@:2}")" ]; }

if outdated "$venv" requirements.txt; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  sha256sum requirements.txt >"$venv/installed"
fi
if outdated "$modules" node/package.json node/package-lock.json; then
  rm -rf "$modules"
  mkdir -p "$modules"
  cp node/package.json node/package-lock.json "$modules"
  npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
  sha256sum node/package.json node/package-lock.json >"$modules/installed"
fi
export PYTHONDONTWRITEBYTECODE=1 NODE_PATH=$modules/node_modules
RAMPART_BINARY=${RAMPART_BINARY:-$root/target/debug/rampart} "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
