"""Measuring whole processes: time, processor, memory, the bytes on the wire and how often their direction turned."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, seconds: float = 30) -> None:
    """Waits until somebody listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"nobody answers on port {port}")


@dataclass
class Finished:
    """A process that has ended."""

    output: str
    seconds: float
    cpu: float
    memory: int


def run(command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> Finished:
    """Runs a process to its end, and fails with what it printed when it fails."""
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        start = time.monotonic()
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output[-400:]}")
    return Finished(output, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class Server:
    """A process that answers until it is told to end, with all that it starts."""

    def __init__(self, command: list[str | Path], port: int, cwd: Path | None = None) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for_port(port)

    def _processes(self) -> list[int]:
        found, pending = [], [self.process.pid]
        while pending:
            pid = pending.pop()
            found.append(pid)
            try:
                pending += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            except OSError:
                pass
        return found

    def cpu(self) -> float:
        """Processor seconds so far, those of children that ended included."""
        total = 0.0
        for pid in self._processes():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        return total

    def memory(self) -> int:
        """The most memory that its processes have held, in bytes."""
        total = 0
        for pid in self._processes():
            try:
                lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
        return total

    def end(self) -> None:
        """Ends it, and waits until it has ended."""
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Sniffer:
    """Counts what goes through a port of the loopback interface: payload of TCP, as the kernel hands it over."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.bytes = 0
        self.turns = 0
        self._last: bool | None = None
        self._ended = False

    @property
    def round_trips(self) -> int:
        return (self.turns + 1) // 2

    def __enter__(self) -> "Sniffer":
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(0x0800))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
        self._socket.bind(("lo", 0))
        self._socket.settimeout(0.1)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(0.2)
        self._ended = True
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while not self._ended:
            try:
                frame, address = self._socket.recvfrom(96)
            except TimeoutError:
                continue
            # Of those going out a socket for IP alone is told nothing: each packet is seen once, coming in.
            if address[2] == socket.PACKET_HOST and frame[23] == 6:
                self._count(frame)

    def _count(self, frame: bytes) -> None:
        ip_header = (frame[14] & 15) * 4
        tcp = 14 + ip_header
        source, target = struct.unpack_from("!HH", frame, tcp)
        if self.port not in (source, target):
            return
        payload = struct.unpack_from("!H", frame, 16)[0] - ip_header - (frame[tcp + 12] >> 4) * 4
        if payload <= 0:
            return
        self.bytes += payload
        towards = target == self.port
        if self._last is not None and towards != self._last:
            self.turns += 1
        self._last = towards


def disk_bytes(path: Path) -> int:
    """What a file, or a directory with all that is in it, takes."""
    if path.is_file():
        return path.stat().st_blocks * 512
    return sum(file.stat().st_blocks * 512 for file in path.rglob("*") if file.is_file())
