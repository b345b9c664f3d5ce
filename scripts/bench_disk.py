#!/usr/bin/env python3
"""What an encrypted disk costs beside one made by hand: the same PostgreSQL with the same settings on either, by turns.

Prints the medians and the ratio of each pgbench workload. Needs root, `scripts/packages.sh database` and a release build.
"""

import argparse
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

from proof.bench import PASSWORD, Bench
from proof.fscrypt import HandMade
from proof.turns import by_turns, show

KINDS = ("by hand", "instance")
WORKLOADS = {"tpcb-like": [], "select-only": ["-S"]}
DISK_MIB = 20 * 1024
# Any user but root will do.
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


class ByHand:
    """A PostgreSQL on a hand-made disk, with the settings of the instance beside it."""

    def __init__(self, place, instance, port):
        self.disk = HandMade(place, DISK_MIB)
        self.data, self.port = self.disk.folder / "pgdata", port
        self.server = None
        try:
            self.start(place, instance)
        except BaseException:
            self.close()
            raise

    def start(self, place, instance):
        shutil.chown(self.disk.folder, "nobody", "nogroup")
        self.run("initdb", "--auth=trust", "--username=owner", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
                 "-D", self.data)
        settings = "".join(
            line for line in (instance / "conf" / "postgresql.conf").read_text().splitlines(keepends=True)
            if not re.match(r"data_directory|hba_file|ident_file|port|unix_socket|listen_addresses|ssl", line))
        settings += (f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nssl = off\n"
                     f"unix_socket_directories = '{self.data}'\n")
        (self.data / "postgresql.conf").write_text(settings)
        log = (place / "log").open("wb")
        self.server = subprocess.Popen([*AS_NOBODY, program("postgres"), "-D", self.data], stdout=log, stderr=log)
        self.run("pg_isready", "-q", "-t", "30", "-h", "127.0.0.1", "-p", self.port, tries=50)
        dial = ["-h", "127.0.0.1", "-p", self.port, "-U", "owner"]
        # No superuser either: rights are looked up for both.
        self.run("createuser", *dial, "app")
        self.run("createdb", *dial, "-O", "app", "app")

    def run(self, name, *words, tries=1):
        for left in reversed(range(tries)):
            done = subprocess.run([*AS_NOBODY, program(name), *map(str, words)], capture_output=True, text=True, cwd="/")
            if done.returncode == 0:
                return
            if left:
                time.sleep(0.2)
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}")

    def close(self):
        if self.server:
            self.server.terminate()
            self.server.wait(60)
        self.disk.close()


def program(name):
    """The newest of the distribution's, as the instance's."""
    return max(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))


def pgbench(port, *words):
    done = subprocess.run(
        [program("pgbench"), "-h", "127.0.0.1", "-p", str(port), "-U", "app", *words, "app"],
        env=os.environ | {"PGPASSWORD": PASSWORD, "PGSSLMODE": "disable"}, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"pgbench: {done.stdout}{done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def measure(options, ports):
    for port in ports.values():
        pgbench(port, "-i", "-q", "-s", str(options.scale))
        pgbench(port, "-c", "4", "-T", "3")
    for workload, words in WORKLOADS.items():
        def rate(kind):
            said = pgbench(ports[kind], "-c", str(options.clients), "-T", str(options.seconds), "-M", "prepared", *words)
            return float(re.search(r"tps = ([\d.]+)", said)[1])

        by_hand, instance = show(workload, "transactions/s", by_turns(KINDS, options.rounds, rate), 0)
        print(f"   {workload:<28} ratio      {instance / by_hand:.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", nargs="?", default="target/release/rampart")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each workload [default: 7]")
    parser.add_argument("--seconds", type=int, default=15, help="seconds a run [default: 15]")
    parser.add_argument("--clients", type=int, default=4, help="clients at once [default: 4]")
    parser.add_argument("--scale", type=int, default=20, help="pgbench's scale: 100,000 rows each [default: 20]")
    options = parser.parse_args()
    bench, by_hand = Bench(options.binary, keep=False), None
    try:
        bench.start()
        bench.authorisation()
        instance = bench.create("PostgreSQL", "measured", bench.key)
        bench.running(instance)
        bench.prepare(instance, "UTF8")
        print("\n== an encrypted instance against the same server on an fscrypt folder made by hand, by turns", flush=True)
        by_hand = ByHand(bench.folder / "by-hand", bench.data / "instances" / instance, free_port())
        measure(options, {"by hand": by_hand.port, "instance": bench.address(instance)[1]})
    finally:
        if by_hand:
            by_hand.close()
        left = bench.clean()
    if left:
        raise SystemExit("left behind: " + "; ".join(left))


if __name__ == "__main__":
    main()
