"""What can be seen without the server: bytes of files, keys in the kernel, processes, mounts."""

import contextlib
import fcntl
import os
import pathlib
import struct

# include/uapi/linux/fscrypt.h
GET_POLICY_EX = 0xC0096616
GET_KEY_STATUS = 0xC080661A
KEY_ABSENT, KEY_PRESENT = 1, 2


def contains(path, needle):
    """Whether a file's raw bytes hold `needle`; holes of a sparse file are passed over."""
    with path.open("rb") as file:
        end, at = os.fstat(file.fileno()).st_size, 0
        while at < end:
            try:
                begin = os.lseek(file.fileno(), at, os.SEEK_DATA)
            except OSError:
                return False
            stop = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            file.seek(max(begin - len(needle), 0))
            tail = b""
            while file.tell() < stop:
                block = file.read(1 << 20)
                if needle in tail + block:
                    return True
                tail = block[-len(needle):]
            at = stop
    return False


def files_with(folder, needle):
    """The files below a folder whose bytes hold `needle`; how many files were read."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [str(path.relative_to(folder)) for path in files if contains(path, needle)], len(files)


def key_status(folder):
    """What the kernel says of the key of an encrypted folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # struct fscrypt_get_policy_ex_arg { u64 size; policy }; the v2 policy's last 16 bytes are the key's identifier.
        argument = bytearray(struct.pack("Q", 24) + bytes(24))
        fcntl.ioctl(descriptor, GET_POLICY_EX, argument)
        identifier = bytes(argument[8 + 8:8 + 24])
        # struct fscrypt_get_key_status_arg { key_spec { u32 type, reserved; u8[32] }; reserved; u32 status; … }, 128 bytes.
        argument = bytearray(struct.pack("II", 2, 0) + identifier + bytes(16) + bytes(24) + bytes(64))
        fcntl.ioctl(descriptor, GET_KEY_STATUS, argument)
        return struct.unpack_from("I", argument, 64)[0]
    finally:
        os.close(descriptor)


def engine_pids(data, instance):
    """The engine's first process, by the folder that it was started on; not the clients that ask it something."""
    pids = set()
    for proc in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (proc / "cmdline").read_bytes().split(b"\0")
            is_engine = line[0].rsplit(b"/", 1)[-1] in (b"postgres", b"mariadbd")
            if is_engine and any(str(data / "instances" / instance).encode() in word for word in line):
                pids.add(int(proc.name))
    return pids


def leftovers(data):
    """Mounts, loop devices and processes that belong to the folder."""
    left = [line for line in pathlib.Path("/proc/mounts").read_text().splitlines() if str(data) in line]
    for backing in pathlib.Path("/sys/block").glob("loop*/loop/backing_file"):
        with contextlib.suppress(OSError):
            if str(data) in backing.read_text():
                left.append(f"{backing.parts[3]} on {backing.read_text().strip()}")
    for proc in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(data).encode() in (proc / "cmdline").read_bytes() and int(proc.name) != os.getpid():
                left.append(f"process {proc.name}")
    return left
