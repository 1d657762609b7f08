"""Splot itself: a node that serves, and whole `splot sync` processes as cron runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from measure import Server, Sniffer, disk_bytes, free_port, run
from peer import Cost, Peer

BUILT = Path(__file__).resolve().parent.parent / ".build/release"


class Splot(Peer):
    name = "Splot"
    durability = "every batch is synced to the disk before the next is asked for"
    remarks = (
        "Signs and verifies every log, keeps all history, merges and indexes, over TLS, whose handshake and records are "
        "in the bytes."
    )

    def version(self) -> str:
        return run([BUILT / "splot", "--version"]).output.strip()

    def prepare(self, work: Path, events: Path, count: int) -> None:
        self.events, self.count = events, count
        self.source = work / "node"
        self.copy = work / "copy"
        run([BUILT / "bench", "load", events, self.source])
        shutil.copytree(f"{self.source}.empty", self.copy)
        self.port = port = free_port()
        self.address = f"127.0.0.1:{port}"
        serve = [BUILT / "splot", "serve", "--data", self.source, "--listen", self.address, "--answer-only"]
        self.server = Server(serve, port)

    def _sync(self) -> Cost:
        before = self.server.cpu()
        with Sniffer(self.port) as wire:
            done = run([BUILT / "splot", "sync", "--data", self.copy, self.address, "--json"])
        report = json.loads(done.output)["peers"][0]
        if report["result"] != "caughtUp":
            raise RuntimeError(f"splot sync: {report['message']}")
        return Cost(
            seconds=done.seconds,
            cpu=done.cpu + self.server.cpu() - before,
            bytes=wire.bytes,
            round_trips=wire.round_trips,
            sender_memory=self.server.memory(),
            receiver_memory=done.memory,
            disk=sum(disk_bytes(file) for file in self.copy.glob("splot.sqlite*")),
            extra={
                "bytes in TLS": report["bytesSent"] + report["bytesReceived"],
                "round trips in TLS": report["roundTrips"],
                "entries": report["entriesReceived"],
            },
        )

    def cold(self) -> Cost:
        cost = self._sync()
        run([BUILT / "splot", "verify", "--data", self.copy])
        if cost.extra["entries"] < self.count:
            raise RuntimeError(f"splot sync has brought {cost.extra['entries']:.0f} entries of {self.count} events")
        return cost

    def add(self, more: Path) -> None:
        run([BUILT / "bench", "load", self.events, self.source, "--more", more])

    def hundred(self) -> Cost:
        return self._sync()

    def nothing(self) -> Cost:
        return self._sync()

    def commits(self) -> dict[str, float]:
        rates = {}
        for count in ("1", "1000"):
            lines = run([BUILT / "bench", "commit", count]).output.splitlines()
            rates[count] = next(float(line.split("\t")[1]) for line in lines if line.startswith("commit"))
        return rates

    def close(self) -> None:
        self.server.end()
