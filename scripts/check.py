#!/usr/bin/env python3
"""Proves the whole path on real parts, in a temporary folder on free ports: `./run --check`.

Each line that it prints was seen to hold. It exits 0 when all held, 1 at the first that did not, and puts
processes, mounts, loop devices and users away either way.
"""

import argparse
import json
import signal
import subprocess
import sys
import time

from proof import disk, tables
from proof.bench import Bench, Failed


def disks_work(bench):
    """Whether an encrypted disk can be made on this machine; if not, why."""
    done = bench.command("doctor", "--format", "json", "--data-dir", bench.data)
    findings = {one["name"]: one for one in json.loads(done.stdout)["findings"]}
    trial = findings["encrypted disks"]
    return None if trial["verdict"] == "fine" else trial["seen"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--only", choices=["disk", "tables"], help="prove one part alone")
    parser.add_argument("--keep", action="store_true", help="keep the folder for a look")
    options = parser.parse_args()
    bench = Bench(options.binary, options.keep)
    no_disks = disks_work(bench)
    steps = [
        ("the server is up", bench.start),
        ("policy, role and grant are made, and a key", bench.authorisation),
        *(disk.steps(bench) if options.only != "tables" and not no_disks else []),
        *(tables.steps(bench) if options.only != "disk" else []),
        ("the audit trail is whole", bench.trail),
    ]
    failed = None
    print("\n== the path, proven")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for text, step in steps:
            began = time.monotonic()
            step()
            print(f"   ok    {text} ({time.monotonic() - began:.1f} s)", flush=True)
    except (Failed, subprocess.SubprocessError, OSError, KeyError, ValueError) as error:
        failed = f"{text}: {error}"
        print(f"   FAILED {failed}", flush=True)
    finally:
        if failed:
            print("\n".join("   | " + line[:400] for line in bench.said().splitlines()[-25:]))
        left = bench.clean()
    if no_disks:
        print(f"   not proven: encrypted disks ({no_disks})")
    if left:
        print("   FAILED left behind: " + "; ".join(left))
    else:
        print("   ok    nothing is left behind")
    sys.exit(1 if failed or left else 0)


if __name__ == "__main__":
    main()
