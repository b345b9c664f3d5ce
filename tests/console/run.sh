#!/usr/bin/env bash
# The console in a real browser, Chromium driven by Playwright, against one real server.
#
# Playwright and axe-core are installed beside the build; the browser is the distribution's.
set -euo pipefail
cd "$(dirname "$0")"
source ../suite.sh
venv=$root/target/console-venv
modules=$root/target/console-node

install_python "$venv"
install_node "$modules" "install --no-package-lock" package.json
export AXE=$modules/node_modules/axe-core/axe.min.js
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
export CHROMIUM
run_suite "$venv" "$@"
