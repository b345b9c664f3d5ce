#!/usr/bin/env bash
# The console in a real browser, Chromium driven by Playwright, against one real server.
#
# The server is built before; this installs Playwright and axe-core beside the build. The browser is the distribution's.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
venv=$root/target/console-venv
modules=$root/target/console-node

# Whether what stands in a folder was not made from just these files: `outdated FOLDER FILE…`.
outdated() { [ "$(cat "$1/installed" 2>/dev/null || true)" != "$(sha256sum "${@:2}")" ]; }

if outdated "$venv" requirements.txt; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  sha256sum requirements.txt >"$venv/installed"
fi
if outdated "$modules" package.json; then
  rm -rf "$modules"
  mkdir -p "$modules"
  cp package.json "$modules"
  npm install --prefix "$modules" --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error >/dev/null
  sha256sum package.json >"$modules/installed"
fi
export PYTHONDONTWRITEBYTECODE=1 AXE=$modules/node_modules/axe-core/axe.min.js
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
export CHROMIUM
RAMPART_BINARY=${RAMPART_BINARY:-$root/target/debug/rampart} "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
