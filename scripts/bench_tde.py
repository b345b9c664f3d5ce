#!/usr/bin/env python3
"""What TDE costs: two MariaDB instances of one server, one plain and one encrypted, under sysbench by turns.

Prints the medians and the ratio of each workload, and how long each engine takes to start. It exits 1 when an encrypted
engine starts more than a second later than a plain one. Needs `scripts/packages.sh mariadb load` and a release build.
"""

import argparse
import re
import socket
import subprocess
import time

from proof.bench import PASSWORD, Bench
from proof.turns import by_turns, show

START_SECONDS_OVER_MAX = 1.0
TABLES, ROWS = 4, 50_000
KINDS = ("plain", "encrypted")


class Pair:
    """The two instances, alike but for TDE."""

    def __init__(self, bench):
        self.bench = bench
        self.instances = {kind: bench.create("MySQL", kind) for kind in KINDS}
        for instance in self.instances.values():
            bench.running(instance)
            bench.prepare(instance, "utf8mb4")
        encrypted = {"DBInstanceId": self.instances["encrypted"]}
        bench.call("rds", "ModifyDBInstanceTDE", **encrypted, TDEStatus="Enabled", EncryptionKey=bench.key,
                   RoleArn=bench.role)
        bench.wait("every table is encrypted", 120, lambda: bench.call(
            "rds", "DescribeDBInstanceTDE", **encrypted).get("State") == "Encrypted")
        for instance in self.instances.values():
            bench.running(instance)

    def sysbench(self, kind, workload, verb, *more):
        host, port = self.bench.address(self.instances[kind])
        done = subprocess.run(
            ["sysbench", workload, "--db-driver=mysql", f"--mysql-host={host}", f"--mysql-port={port}", "--mysql-user=app",
             f"--mysql-password={PASSWORD}", "--mysql-db=app", f"--tables={TABLES}", f"--table-size={ROWS}", *more, verb],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"sysbench: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def rate(self, kind, workload, seconds, threads):
        """Transactions a second."""
        said = self.sysbench(kind, workload, "run", f"--time={seconds}", f"--threads={threads}", "--rand-type=uniform")
        return float(re.search(r"transactions:\s+\d+\s+\(([\d.]+) per sec", said)[1])

    def start(self, kind):
        """Seconds from asking for a start until the engine greets."""
        instance = {"DBInstanceId": self.instances[kind]}
        host, port = self.bench.address(instance["DBInstanceId"])
        self.bench.call("rds", "StopDBInstance", **instance)
        self.bench.wait("it is stopped", 60, lambda: not greets(host, port)
                        and self.bench.attribute(instance["DBInstanceId"])["DBInstanceStatus"] != "Running")
        time.sleep(0.5)  # whatever stopping leaves to do is no part of starting
        began = time.monotonic()
        self.bench.call("rds", "StartDBInstance", **instance)
        while not greets(host, port):
            time.sleep(0.005)
        took = time.monotonic() - began
        self.bench.running(instance["DBInstanceId"])
        return took


def greets(host, port):
    try:
        with socket.create_connection((host, int(port)), timeout=1) as connection:
            return len(connection.recv(5)) == 5
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", nargs="?", default="target/release/rampart")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each workload, and of starts [default: 5]")
    parser.add_argument("--seconds", type=int, default=20, help="seconds a run [default: 20]")
    parser.add_argument("--threads", type=int, default=4, help="clients at once [default: 4]")
    parser.add_argument("--workload", action="append", help="may be given again [default: oltp_read_write]")
    options = parser.parse_args()
    bench = Bench(options.binary, keep=False)
    try:
        bench.start()
        bench.authorisation()
        print("\n== TDE against plain, the same machine by turns", flush=True)
        pair = Pair(bench)
        for kind in KINDS:
            pair.sysbench(kind, "oltp_read_write", "prepare")
            pair.sysbench(kind, "oltp_read_write", "run", "--time=3", f"--threads={options.threads}")
        for workload in options.workload or ["oltp_read_write"]:
            figures = by_turns(KINDS, options.rounds, lambda kind: pair.rate(kind, workload, options.seconds, options.threads))
            plain, encrypted = show(workload, "transactions/s", figures, 0)
            print(f"   {workload:<28} ratio      {encrypted / plain:.2f}", flush=True)
        plain, encrypted = show("start", "s", by_turns(KINDS, options.rounds, pair.start), 3)
        print(f"   {'start':<28} over       {encrypted - plain:+.3f} s", flush=True)
    finally:
        left = bench.clean()
    if left:
        raise SystemExit("left behind: " + "; ".join(left))
    if encrypted - plain > START_SECONDS_OVER_MAX:
        raise SystemExit(f"an encrypted engine starts more than {START_SECONDS_OVER_MAX:.0f} s later than a plain one")


if __name__ == "__main__":
    main()
