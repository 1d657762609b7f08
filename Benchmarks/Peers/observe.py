"""What the kernel tells of a running process and of those that it started."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class Observation:
    """Whether a run is looked at closely. That costs time, so what it tells comes from a run whose times nobody uses."""

    isOn = False


def process_tree(pid: int) -> list[int]:
    """A process and all that it started, as far as they still run."""
    found, pending = [], [pid]
    while pending:
        pid = pending.pop()
        found.append(pid)
        try:
            pending += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except OSError:
            pass
    return found


def process_cpu(pid: int) -> float:
    """Processor seconds of a running process and its children so far, those that ended included."""
    total = 0.0
    for each in process_tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def _kilobytes(path: str, field: str) -> int:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def process_memory(pid: int) -> int:
    """What a process and its children hold now, in bytes; what they share is counted once."""
    return sum(_kilobytes(f"/proc/{each}/smaps_rollup", "Pss:") for each in process_tree(pid)) * 1024


class Peak:
    """The most memory that a process and its children have held together.

    Asked again and again: a daemon's children are gone when the case is over, and what `wait4` tells of a child is at
    least what its parent, which is this Python, held when it started it.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.bytes = pid, 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while True:
            # The kernel remembers the most for one process, which is more exact than to ask in time.
            single = max(_kilobytes(f"/proc/{each}/status", "VmHWM:") for each in process_tree(self.pid)) * 1024
            self.bytes = max(self.bytes, single, process_memory(self.pid))
            if self._ended.wait(0.005):
                return

    def end(self) -> int:
        self._ended.set()
        self._thread.join()
        return self.bytes


class Stream:
    """What has passed of one direction of a connection: a busy machine drops segments and sends them again."""

    def __init__(self, sequence: int) -> None:
        self.end = sequence
        self._missing: list[tuple[int, int]] = []

    def add(self, sequence: int, length: int) -> int:
        """Takes note of a segment.

        Returns: how many of its bytes had not passed before.
        """
        # Sequence numbers have 32 bits and start again; `end` does not.
        start = self.end + (sequence - self.end + 2**31) % 2**32 - 2**31
        finish, new, missing = start + length, 0, []
        for first, last in self._missing:
            filled = min(last, finish) - max(first, start)
            if filled <= 0:
                missing.append((first, last))
                continue
            new += filled
            missing += [part for part in ((first, start), (finish, last)) if part[0] < part[1]]
        if start > self.end:
            missing.append((self.end, start))
        if finish > self.end:
            new += finish - max(start, self.end)
            self.end = finish
        self._missing = missing
        return new
