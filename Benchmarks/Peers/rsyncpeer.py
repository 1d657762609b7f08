"""rsync of the file of events: what a shared folder does."""

from __future__ import annotations

import shutil
from pathlib import Path

from measure import Server, Sniffer, disk_bytes, free_port, run
from peer import Cost, Peer


class Rsync(Peer):
    name = "rsync -z"
    packages = ["rsync"]
    durability = "--fsync, if this version (3.2.4 and newer) has it: the copy is synced to the disk before it takes its place"
    remarks = "Copies a file that one side writes: nothing is merged, signed, or looked up in it. Two that write lose one's."
    options = ["-z"]

    @staticmethod
    def _durable() -> list[str]:
        """rsync has --fsync since 3.2.4."""
        return ["--fsync"] if "--fsync" in run(["rsync", "--help"]).output else []

    def version(self) -> str:
        return run(["rsync", "--version"]).output.splitlines()[0].strip()

    def prepare(self, work: Path, events: Path, count: int) -> None:
        (work / "source").mkdir()
        (work / "copy").mkdir()
        self.source = work / "source/events.ndjson"
        self.copy = work / "copy/events.ndjson"
        shutil.copy(events, self.source)
        port = free_port()
        self.port = port
        config = work / "rsyncd.conf"
        config.write_text(f"use chroot = no\n[events]\npath = {self.source.parent}\nread only = yes\n")
        command = ["rsync", "--daemon", "--no-detach", f"--config={config}", f"--port={port}", "--address=127.0.0.1"]
        self.server = Server(command, port)

    def _sync(self) -> Cost:
        before = self.server.cpu()
        url = f"rsync://127.0.0.1:{self.port}/events/events.ndjson"
        options = ["-t", *self._durable(), *self.options]
        with Sniffer(self.port) as wire:
            done = run(["rsync", *options, url, self.copy])
        if self.copy.stat().st_size != self.source.stat().st_size:
            raise RuntimeError("rsync has not copied everything")
        return Cost(
            seconds=done.seconds,
            cpu=done.cpu + self.server.cpu() - before,
            bytes=wire.bytes,
            round_trips=wire.round_trips,
            sender_memory=self.server.memory(),
            receiver_memory=done.memory,
            disk=disk_bytes(self.copy),
        )

    def cold(self) -> Cost:
        return self._sync()

    def add(self, more: Path) -> None:
        with open(self.source, "ab") as file:
            file.write(more.read_bytes())

    def hundred(self) -> Cost:
        return self._sync()

    def nothing(self) -> Cost:
        return self._sync()

    def close(self) -> None:
        self.server.end()


class PlainRsync(Rsync):
    name = "rsync"
    options: list[str] = []
