"""One cold run of a program: its wall time, its processor time, its memory."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Callable

# ru_maxrss counts KiB, on macOS bytes.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """Seconds of wall and processor time; bytes of the largest process among the child and its descendants."""

    wall: float
    cpu: float
    rss: int


@dataclass(frozen=True)
class Summary:
    wall: float
    fastest: float
    slowest: float
    cpu: float
    rss: int

    @staticmethod
    def of(runs):
        walls = [run.wall for run in runs]
        return Summary(
            median(walls), min(walls), max(walls), median(run.cpu for run in runs), int(median(run.rss for run in runs))
        )


def run(command, env, cwd, fine=(0,)):
    """Runs a command to its end. Raises RuntimeError, with what it said, when it exits with anything but what is fine."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        child = subprocess.Popen(
            command, env={**os.environ, **env}, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in fine:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()[-2000:]
            raise RuntimeError(f"Tried to run {command}, but it exited {child.returncode}: {words}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


class Place:
    """A file system to write to, through folders of one's own. On a disk none is removed before the end: for minutes after
    many files were deleted, ext4 searches for a free inode past every deleted one, which made cp -r ten times slower."""

    def __init__(self, name, parent, in_memory):
        self.name, self.in_memory = name, in_memory
        self.folder = Path(tempfile.mkdtemp(prefix="espalier-bench.", dir=parent))
        self._made = 0

    def fresh(self):
        """A folder that does not exist."""
        self._made += 1
        return self.folder / f"out-{self._made}"

    def discard(self, out):
        if self.in_memory:
            shutil.rmtree(out, ignore_errors=True)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Task:
    """command: (folder to write) → (command line, environment to add)."""

    name: str
    command: Callable
    cwd: Path


def interleaved(tasks, rounds, place):
    """Runs every task once a round, A B C A B C: {name: Summary}. When a run starts, its folder does not exist, and nothing
    waits to be written to disk."""
    runs = {task.name: [] for task in tasks}
    for _ in range(rounds):
        for task in tasks:
            out = place.fresh()
            os.sync()
            runs[task.name].append(run(*task.command(out), task.cwd))
            place.discard(out)
    return {name: Summary.of(results) for name, results in runs.items()}
