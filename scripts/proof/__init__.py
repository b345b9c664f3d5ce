"""What `./run --check` proves: a server of its own, disks, tables. The list of steps is in `check.py`."""
