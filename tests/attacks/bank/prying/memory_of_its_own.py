"""Reads all memory of its own process, which was forked from the grader's zygote.

earns: 0
"""

# %%
import re

words = [b"CANARY-" + word for word in (b"CHECK", b"SECRET", b"CLASSMATE", b"ENVIRON")]
found = set()
with open("/proc/self/maps", encoding="ascii") as maps:
    lines = maps.read().splitlines()
with open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in lines:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        if " rw" not in line or end - start > 200 << 20:
            continue
        try:
            memory.seek(start)
            text = memory.read(end - start)
        except (OSError, ValueError, OverflowError):
            continue
        found |= {word for word in words if re.search(word + rb"[ -:]", text)}
print("LO" + "OT" if found else "nothing", found)
