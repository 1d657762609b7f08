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

from observe import Observation, Peak, Stream, process_cpu


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
    memory: int | None
    """The most that it held, in bytes; known in a run that is observed."""


def run(command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> Finished:
    """Runs a process to its end, and fails with what it printed when it fails."""
    start = time.monotonic()
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        peak = Peak(process.pid) if Observation.isOn else None
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = peak.end() if peak else None
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output[-400:]}")
    return Finished(output, seconds, usage.ru_utime + usage.ru_stime, memory)


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
        self._peak = Peak(self.process.pid) if Observation.isOn else None
        try:
            wait_for_port(port)
        except BaseException:
            self.end()
            raise

    def cpu(self) -> float:
        """Processor seconds so far, those of children that ended included."""
        return process_cpu(self.process.pid)

    def memory(self) -> int | None:
        """The most memory that its processes have held together, in bytes; known in a run that is observed."""
        return self._peak.bytes if self._peak else None

    def end(self) -> None:
        """Ends it, and waits until it has ended."""
        if self._peak:
            self._peak.end()
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def can_sniff() -> bool:
    """Whether this process may open a socket that sees packets."""
    try:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0).close()
    except (AttributeError, PermissionError):
        return False
    return True


class Sniffer:
    """Counts what goes through a port of the loopback interface: payload of TCP, as the kernel hands it over.

    In a run that is not observed, or where no such socket may be opened, it counts nothing: then both are None.
    """

    # Of <asm/socket.h> and <linux/if_packet.h>, which Python does not name.
    SO_RCVBUFFORCE, SOL_PACKET, PACKET_STATISTICS = 33, 263, 6

    def __init__(self, port: int) -> None:
        self.port = port
        self.bytes: int | None = None
        self.turns = 0
        self._last: bool | None = None
        self._streams: dict[tuple[int, int], Stream] = {}
        self._ended = False
        self._socket: socket.socket | None = None

    @property
    def round_trips(self) -> int | None:
        return None if self.bytes is None else (self.turns + 1) // 2

    def __enter__(self) -> "Sniffer":
        if Observation.isOn and can_sniff():
            self.bytes = 0
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(0x0800))
            try:
                self._socket.setsockopt(socket.SOL_SOCKET, self.SO_RCVBUFFORCE, 64 << 20)
            except PermissionError:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
            self._socket.bind(("lo", 0))
            self._socket.settimeout(0.1)
            self._thread = threading.Thread(target=self._listen)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # What the server still does for this case belongs to it, in a run that is not observed too.
        time.sleep(0.2)
        if not self._socket:
            return
        self._ended = True
        self._thread.join()
        lost = struct.unpack("II", self._socket.getsockopt(self.SOL_PACKET, self.PACKET_STATISTICS, 8))[1]
        self._socket.close()
        if lost and not kind:
            raise RuntimeError(f"{lost} packets were not counted; try again when the machine is less busy")

    def _listen(self) -> None:
        assert self._socket
        frame = bytearray(96)
        while not self._ended:
            try:
                # MSG_TRUNC tells how long the frame was, not how much of it was kept.
                length, _, _, address = self._socket.recvmsg_into([frame], 0, socket.MSG_TRUNC)
            except TimeoutError:
                continue
            # Of those going out a socket for IP alone is told nothing: each packet is seen once, coming in.
            if address[2] == socket.PACKET_HOST and frame[23] == socket.IPPROTO_TCP:
                self._count(frame, length)

    def _count(self, frame: bytearray, length: int) -> None:
        ip_header = (frame[14] & 15) * 4
        tcp = 14 + ip_header
        source, target = struct.unpack_from("!HH", frame, tcp)
        if self.port not in (source, target):
            return
        # A segment that was never split may be too long for IP's header, which then says 0.
        total = struct.unpack_from("!H", frame, 16)[0] or length - 14
        payload = total - ip_header - (frame[tcp + 12] >> 4) * 4
        sequence = struct.unpack_from("!I", frame, tcp + 4)[0]
        if frame[tcp + 13] & 2:
            # SYN takes a number of its own, and begins a stream.
            sequence += 1
            self._streams[source, target] = Stream(sequence)
        stream = self._streams.setdefault((source, target), Stream(sequence))
        payload = stream.add(sequence, payload) if payload > 0 else 0
        if payload == 0:
            return
        self.bytes = (self.bytes or 0) + payload
        towards = target == self.port
        if self._last is not None and towards != self._last:
            self.turns += 1
        self._last = towards


def disk_bytes(path: Path) -> int:
    """What a file, or a directory with all that is in it, takes."""
    if path.is_file():
        return path.stat().st_blocks * 512
    return sum(file.stat().st_blocks * 512 for file in path.rglob("*") if file.is_file())
