#!/usr/bin/env bash
# Installs Debian packages by group, unless they are there: `scripts/packages.sh [--list] GROUP…`.
#
# Groups: build (to compile), database (PostgreSQL and disks), mariadb (MariaDB and its TDE), python and node (for the
# client suites), browser (for the console's), load (to measure), tools (for tests).
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
    # The plugin's package needs the whole server's; of it only the programs are used.
    mariadb) wanted+=(mariadb-server mariadb-plugin-hashicorp-key-management) ;;
    python) wanted+=(python3 python3-venv) ;;
    # Whatever Node is there will do.
    node) command -v node >/dev/null && command -v npm >/dev/null || wanted+=(nodejs npm) ;;
    browser) wanted+=(chromium fonts-dejavu-core) ;;
    load) wanted+=(sysbench) ;;
    tools) wanted+=(procps curl) ;;
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
# The distribution would make and start servers of its own; Rampart makes its own and needs only the programs.
case " ${missing[*]} " in
  *" postgresql "*)
    apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/no-main.conf
    ;;
esac
case " ${missing[*]} " in
  *mariadb*)
    # While it is configured, nothing is started or restarted, not even a MariaDB that was there before.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod 755 /usr/sbin/policy-rc.d
    fi
    ;;
esac
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2> >(grep -v '^invoke-rc.d: ' >&2)
# One that came just now is not started at boot either.
case " ${missing[*]} " in
  *" mariadb-server "*) update-rc.d mariadb disable >/dev/null ;;
esac
