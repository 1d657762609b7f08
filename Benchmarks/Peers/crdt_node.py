#!/usr/bin/env python3
"""One side of a sync by a CRDT library, as a cron job would run it: load, exchange, save.

    crdt_node.py LIBRARY make FILE EVENTS...   applies events to the document in FILE, which is made if need be
    crdt_node.py LIBRARY serve FILE PORT       answers one caller after the other until it is told to end
    crdt_node.py LIBRARY sync FILE PORT        calls, and ends when both have the same
    crdt_node.py LIBRARY count FILE            prints how many records there are

The document is a map of records, each a map of fields; each event is one transaction.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
from pathlib import Path


def send(peer: socket.socket, data: bytes) -> None:
    peer.sendall(struct.pack("!I", len(data)) + data)


def receive(peer: socket.socket) -> bytes:
    def exactly(count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = peer.recv(count - len(parts))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    return exactly(struct.unpack("!I", exactly(4))[0])


class Yrs:
    """Yrs by pycrdt."""

    def __init__(self, path: Path) -> None:
        import pycrdt

        self.pycrdt = pycrdt
        self.document = pycrdt.Doc()
        self.records = self.document.get("records", type=pycrdt.Map)
        if path.exists():
            self.document.apply_update(path.read_bytes())

    def apply(self, event: dict) -> None:
        with self.document.transaction():
            if event["op"] == "c":
                self.records[event["id"]] = self.pycrdt.Map(event["set"])
            else:
                record = self.records[event["id"]]
                for field, value in event["set"].items():
                    record[field] = value

    def saved(self) -> bytes:
        return self.document.get_update()

    def count(self) -> int:
        return len(self.records)

    def call(self, peer: socket.socket) -> None:
        send(peer, self.document.get_state())
        self.document.apply_update(receive(peer))
        send(peer, self.document.get_update(receive(peer)))

    def answer(self, peer: socket.socket) -> None:
        send(peer, self.document.get_update(receive(peer)))
        send(peer, self.document.get_state())
        self.document.apply_update(receive(peer))


class Loro:
    """Loro."""

    def __init__(self, path: Path) -> None:
        import loro

        self.loro = loro
        self.document = loro.LoroDoc()
        if path.exists():
            self.document.import_(path.read_bytes())
        self.records = self.document.get_map("records")

    def apply(self, event: dict) -> None:
        if event["op"] == "c":
            record = self.records.insert_container(event["id"], self.loro.LoroMap())
        else:
            record = self.records.get(event["id"]).container
        for field, value in event["set"].items():
            record.insert(field, value)
        self.document.commit()

    def saved(self) -> bytes:
        return self.document.export(self.loro.ExportMode.Snapshot())

    def count(self) -> int:
        return len(self.document.get_deep_value()["records"])

    def _updates(self, version: bytes) -> bytes:
        return self.document.export(self.loro.ExportMode.Updates(self.loro.VersionVector.decode(version)))

    def call(self, peer: socket.socket) -> None:
        send(peer, self.document.oplog_vv.encode())
        self.document.import_(receive(peer))
        send(peer, self._updates(receive(peer)))

    def answer(self, peer: socket.socket) -> None:
        send(peer, self._updates(receive(peer)))
        send(peer, self.document.oplog_vv.encode())
        self.document.import_(receive(peer))


class Automerge:
    """Automerge, by its core's own sync messages."""

    def __init__(self, path: Path) -> None:
        from automerge import core

        self.core = core
        self.document = core.Document.load(path.read_bytes()) if path.exists() else core.Document()
        root = self.document.get(core.ROOT, "records")
        if root is None:
            with self.document.transaction() as change:
                self.records = change.put_object(core.ROOT, "records", core.ObjType.Map)
        else:
            self.records = root[1]

    def apply(self, event: dict) -> None:
        with self.document.transaction() as change:
            if event["op"] == "c":
                record = change.put_object(self.records, event["id"], self.core.ObjType.Map)
            else:
                record = self.document.get(self.records, event["id"])[1]
            for field, value in event["set"].items():
                change.put(record, field, self.core.ScalarType.Str, str(value))

    def saved(self) -> bytes:
        return self.document.save()

    def count(self) -> int:
        return len(list(self.document.keys(self.records)))

    def _exchange(self, peer: socket.socket, isCalling: bool) -> None:
        """Messages in turn until neither has anything to say."""
        state = self.core.SyncState()
        isQuiet = False
        if not isCalling:
            isQuiet = self._take(receive(peer), state)
        while True:
            message = self.document.generate_sync_message(state)
            send(peer, message.encode() if message else b"")
            if not message and isQuiet:
                return
            isQuiet = self._take(receive(peer), state)
            if not message and isQuiet:
                return

    def _take(self, data: bytes, state: object) -> bool:
        if data:
            self.document.receive_sync_message(state, self.core.Message.decode(data))
        return not data

    def call(self, peer: socket.socket) -> None:
        self._exchange(peer, True)

    def answer(self, peer: socket.socket) -> None:
        self._exchange(peer, False)


LIBRARIES = {"yrs": Yrs, "loro": Loro, "automerge": Automerge}


def save(path: Path, data: bytes) -> None:
    """Writes beside and renames, synced: what a careful application would do."""
    draft = path.with_suffix(".draft")
    with open(draft, "wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def main() -> None:
    library, role, path = LIBRARIES[sys.argv[1]], sys.argv[2], Path(sys.argv[3])
    if role == "serve":
        with socket.create_server(("127.0.0.1", int(sys.argv[4]))) as listener:
            while True:
                peer, _ = listener.accept()
                with peer:
                    # Loaded for each caller, as a cron job would.
                    try:
                        library(path).answer(peer)
                    except EOFError:
                        continue
        return
    document = library(path)
    if role == "make":
        for file in sys.argv[4:]:
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    document.apply(json.loads(line))
        save(path, document.saved())
    elif role == "count":
        print(document.count())
    else:
        with socket.create_connection(("127.0.0.1", int(sys.argv[4]))) as peer:
            document.call(peer)
        save(path, document.saved())


if __name__ == "__main__":
    main()
