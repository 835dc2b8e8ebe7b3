"""Maps one file a hundred times in each of many processes.

That is little memory, but whoever counts it looks at each page in each place, takes
seconds, and sees nothing else meanwhile.

earns: 0
harmful: memory
"""

# %%
import mmap
import os
import time

BIG = 6 << 20
with open("/dev/shm/often", "w+b") as file:
    file.write(bytes(BIG))
    file.flush()
    for _ in range(40):
        if os.fork() == 0:
            places = [mmap.mmap(file.fileno(), BIG, flags=0x8001) for _ in range(250)]
            time.sleep(20)
            os._exit(0)
time.sleep(20)
