"""An fscrypt folder made by hand, as one would without Rampart: an ext4 image, a key in the kernel, a policy on a folder."""

import fcntl
import os
import struct
import subprocess

# include/uapi/linux/fscrypt.h
ADD_KEY = 0xC0506617
SET_POLICY = 0x800C6613
KEY_SPEC_IDENTIFIER = 2
POLICY_V2, AES_256_XTS, AES_256_CTS, PAD_32 = 2, 1, 4, 3


class HandMade:
    """`folder` lies on an image of its own and is encrypted."""

    def __init__(self, place, mib):
        self.image, self.mount = place / "image", place / "mount"
        self.mount.mkdir(parents=True)
        with self.image.open("wb") as image:
            image.truncate(mib << 20)
        run("mkfs.ext4", "-q", "-F", "-b", "4096", "-m", "0", "-O", "encrypt", self.image)
        self.device = run("losetup", "--find", "--show", "--direct-io=on", self.image).strip()
        try:
            run("mount", "-o", "nosuid,nodev,noexec", self.device, self.mount)
        except subprocess.CalledProcessError:
            run("losetup", "--detach", self.device)
            raise
        self.folder = self.mount / "data"
        self.folder.mkdir()
        encrypt(self.folder, os.urandom(64))

    def close(self):
        run("umount", self.mount)
        run("losetup", "--detach", self.device)


def encrypt(folder, key):
    """Gives the kernel the key and sets it on the empty folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # struct fscrypt_add_key_arg { key_spec { u32 type, reserved; u8[32] }; u32 raw_size, key_id; u32 reserved[8]; u8 raw[] }
        argument = bytearray(struct.pack("II32xII32x", KEY_SPEC_IDENTIFIER, 0, len(key), 0) + key)
        fcntl.ioctl(descriptor, ADD_KEY, argument)
        identifier = bytes(argument[8:24])
        # struct fscrypt_policy_v2 { u8 version, contents, names, flags, log2_data_unit, reserved[3]; u8 identifier[16] }
        fcntl.ioctl(descriptor, SET_POLICY, struct.pack("4B4x", POLICY_V2, AES_256_XTS, AES_256_CTS, PAD_32) + identifier)
    finally:
        os.close(descriptor)


def run(*words):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True).stdout
