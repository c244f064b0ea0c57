"""What machine this is, for the report."""

import os
import platform
import re
from pathlib import Path


def _field(file, pattern):
    try:
        match = re.search(pattern, Path(file).read_text(), re.MULTILINE)
    except OSError:
        return None
    return match[1] if match else None


def describe():
    """[(what, value)]."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    processor = _field("/proc/cpuinfo", r"^model name\s*:\s*(.+)$") or platform.machine()
    system = _field("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)') or platform.system()
    return [
        ("Processor", f"{processor}, {cores} cores"),
        ("Memory", f"{memory:.0f} GiB"),
        ("System", f"{system}, kernel {platform.release().split('-')[0]}"),
        ("Load before the first run", f"{os.getloadavg()[0]:.2f}"),
    ]


def file_system(folder):
    """The type of the file system that holds folder, as the kernel names it."""
    best = ("", "unknown")
    folder = str(Path(folder).resolve())
    try:
        mounts = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return best[1]
    for line in mounts:
        _, point, kind, *_ = line.split()
        if (folder + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]
