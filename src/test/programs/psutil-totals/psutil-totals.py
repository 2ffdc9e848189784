"""psutil-totals PID: what psutil says of a process in bytes, a line a number: name, blank, value."""
import sys

import psutil

process = psutil.Process(int(sys.argv[1]))
maps = process.memory_maps(grouped=False)
for name in ("size", "rss", "pss", "private_clean", "private_dirty", "shared_clean", "anonymous", "swap"):
    print(name, sum(getattr(mapping, name) for mapping in maps))
print("uss", process.memory_full_info().uss)
