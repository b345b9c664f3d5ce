#!/usr/bin/env bash
# Unmodified SDKs of both Python generations, and the calls that Terraform makes, against one real server.
#
# The server is built before; this makes a virtual environment beside the build and lets pytest start the server.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
venv=$root/target/clients-venv

wanted=$(sha256sum requirements.txt)
if [ "$(cat "$venv/installed" 2>/dev/null || true)" != "$wanted" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  printf '%s\n' "$wanted" >"$venv/installed"
fi
export PYTHONDONTWRITEBYTECODE=1
RAMPART_BINARY=${RAMPART_BINARY:-$root/target/debug/rampart} "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
