"""Makes namespaces of its own in which it would be root, and mounts over things.

earns: 0
harmful: mount
"""

# %%
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x10000000 | 0x20000):
    if libc.unshare(flag) == 0:
        print("LO" + "OT", "CANARY", "unshare", hex(flag))
for fd in os.listdir("/proc/1/ns") if os.access("/proc/1/ns", os.R_OK) else []:
    try:
        if libc.setns(os.open(f"/proc/1/ns/{fd}", os.O_RDONLY), 0) == 0:
            print("LO" + "OT", "CANARY", "setns", fd)
    except OSError:
        pass
for act in (
    lambda: libc.mount(b"tmpfs", b"/scratch", b"tmpfs", 0, None),
    lambda: libc.mount(b"proc", b"/proc", b"proc", 0, None),
    lambda: libc.umount2(b"/run/kernels", 2),
    lambda: libc.umount2(b"/proc", 2),
    lambda: libc.chroot(b"/scratch"),
    lambda: libc.pivot_root(b".", b"."),
    lambda: libc.setuid(0),
    lambda: libc.syscall(272, 0x10000000),
):
    if act() == 0:
        print("LO" + "OT", "CANARY", "call")
for words in (
    ["unshare", "-Ur", "true"],
    ["bwrap", "--bind", "/", "/", "true"],
    ["su", "-c", "true"],
):
    try:
        if subprocess.run(words, capture_output=True, timeout=5).returncode == 0:
            print("LO" + "OT", "CANARY", words)
    except OSError as error:
        print(error)
