#!/usr/bin/env bash
# Unmodified SDKs of both Python generations and of npm, and the calls that Terraform makes, against one real server.
set -euo pipefail
cd "$(dirname "$0")"
source ../suite.sh
venv=$root/target/clients-venv
modules=$root/target/clients-node

install_python "$venv"
install_node "$modules" ci node/package.json node/package-lock.json
export NODE_PATH=$modules/node_modules
run_suite "$venv" "$@"
