"""The CRDT libraries: two processes that load a document, exchange what the other lacks, and save."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

from measure import Server, Sniffer, disk_bytes, free_port, run
from peer import Cost, Peer

NODE = Path(__file__).resolve().parent / "crdt_node.py"


class Crdt(Peer):
    library = ""
    durability = "the document is written beside, synced and renamed"
    remarks = (
        "Merges without losing anything, as Splot does. The whole document is in memory and written anew each time; no "
        "signatures, nobody's word is proven, no search. Each event is a transaction, all by one writer here."
    )

    def version(self) -> str:
        return f"{self.modules[0]} {importlib.metadata.version(self.modules[0])}"

    def _node(self, role: str, *arguments: object) -> list[object]:
        return [sys.executable, NODE, self.library, role, *arguments]

    def prepare(self, work: Path, events: Path, count: int) -> None:
        self.source, self.copy = work / "source.crdt", work / "copy.crdt"
        run(self._node("make", self.source, events))
        self.port = free_port()
        self.server = Server(self._node("serve", self.source, self.port), self.port)

    def _sync(self) -> Cost:
        before = self.server.cpu()
        with Sniffer(self.port) as wire:
            done = run(self._node("sync", self.copy, self.port))
        counts = {run(self._node("count", side)).output for side in (self.source, self.copy)}
        if len(counts) != 1:
            raise RuntimeError(f"{self.name} has not brought everything")
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
        run(self._node("make", self.source, more))

    def hundred(self) -> Cost:
        return self._sync()

    def nothing(self) -> Cost:
        return self._sync()

    def close(self) -> None:
        self.server.end()


class Yrs(Crdt):
    name = "Yrs"
    library = "yrs"
    modules = ["pycrdt"]
    remarks = Crdt.remarks + " Every update names all that was ever replaced, since a state vector does not tell."


class Loro(Crdt):
    name = "Loro"
    library = "loro"
    modules = ["loro"]


class Automerge(Crdt):
    name = "Automerge"
    modules = ["automerge"]

    def prepare(self, work: Path, events: Path, count: int) -> None:
        raise RuntimeError("the automerge of PyPI (0.1.2) can neither save a document nor sync it")
