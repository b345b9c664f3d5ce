#!/usr/bin/env bash
# Installs Debian packages by group, unless they are there: `scripts/packages.sh [--list] GROUP…`.
#
# Groups: build (to compile), database (PostgreSQL and disks), python (for the client suites), tools (for tests).
set -euo pipefail

list=
if [ "${1:-}" = --list ]; then
  list=1
  shift
fi

wanted=()
for group in "$@"; do
  case $group in
    build) wanted+=(gcc libc6-dev make cmake pkg-config) ;;
    database) wanted+=(postgresql postgresql-client e2fsprogs mount passwd) ;;
    python) wanted+=(python3 python3-venv) ;;
    tools) wanted+=(procps) ;;
    *)
      echo "packages: unknown group \`$group\`" >&2
      exit 2
      ;;
  esac
done

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done

if [ -n "$list" ]; then
  printf '%s\n' "${missing[@]}"
  exit 0
fi
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "packages: missing: ${missing[*]}" >&2
  echo "packages: install them as root: apt-get install ${missing[*]}" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# The distribution would make and start a cluster of its own; Rampart makes its own and needs only the programs.
case " ${missing[*]} " in
  *" postgresql "*)
    apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/no-main.conf
    ;;
esac
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
