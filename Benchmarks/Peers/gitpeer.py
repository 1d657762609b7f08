"""git: a commit for each event, fetched from a daemon."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Iterable

from measure import Server, Sniffer, disk_bytes, free_port, run
from peer import Cost, Peer


def stream(lines: Iterable[bytes], state: dict[str, dict], parent: str | None) -> Iterable[bytes]:
    """What `git fast-import` reads: for each event a commit that writes the record's file."""
    for line in lines:
        event = json.loads(line)
        record = state.setdefault(event["id"], {})
        record.update(event["set"])
        content = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=0).encode()
        person = f"{event['author']} <{event['author']}@klaster.example> {(event['hlc'] >> 16) // 1000} +0000"
        message = event["op"].encode()
        yield f"commit refs/heads/main\ncommitter {person}\ndata {len(message)}\n".encode() + message + b"\n"
        if parent:
            yield f"from {parent}\n".encode()
            parent = None
        path = f"{event['id'][:2]}/{event['id']}.json"
        yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


class Git(Peer):
    name = "git fetch"
    packages = ["git"]
    durability = "core.fsync=all: the pack and the branch are synced to the disk"
    remarks = (
        "Keeps all history, hashed; commits are not signed here. One writer's branch: what two wrote is merged by people, "
        "and nothing is looked up in it but files."
    )

    def version(self) -> str:
        return run(["git", "--version"]).output.strip()

    def prepare(self, work: Path, events: Path, count: int) -> None:
        self.state: dict[str, dict] = {}
        self.source, self.copy = work / "source.git", work / "copy.git"
        for repository in (self.source, self.copy):
            run(["git", "init", "-q", "--bare", "-b", "main", repository])
            run(["git", "-C", repository, "config", "core.fsync", "all"])
            run(["git", "-C", repository, "config", "gc.auto", "0"])
        self._import(events, None)
        port = free_port()
        self.port = port
        daemon = ["git", "daemon", "--export-all", f"--base-path={work}", "--reuseaddr", "--listen=127.0.0.1"]
        self.server = Server([*daemon, f"--port={port}"], port)

    def _import(self, events: Path, parent: str | None) -> None:
        command = ["git", "-C", str(self.source), "fast-import", "--quiet"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process, open(events, "rb") as lines:
            assert process.stdin
            for part in stream(lines, self.state, parent):
                process.stdin.write(part)
            process.stdin.close()
        if process.returncode != 0:
            raise RuntimeError("git fast-import has failed")

    def _sync(self) -> Cost:
        before = self.server.cpu()
        url = f"git://127.0.0.1:{self.port}/source.git"
        with Sniffer(self.port) as wire:
            done = run(["git", "-C", self.copy, "fetch", "-q", url, "main:main"])
        heads = [run(["git", "-C", side, "rev-parse", "main"]).output for side in (self.source, self.copy)]
        if heads[0] != heads[1]:
            raise RuntimeError("git has not fetched everything")
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
        self._import(more, "refs/heads/main^0")

    def hundred(self) -> Cost:
        return self._sync()

    def nothing(self) -> Cost:
        return self._sync()

    def commits(self) -> dict[str, float]:
        """Commits of one event by plumbing, every object and the branch synced."""
        git = ["git", "-C", str(self.source)]
        count, start = 50, time.monotonic()
        for number in range(count):
            blob = subprocess.run([*git, "hash-object", "-w", "--stdin"], input=b"%d" % number, capture_output=True).stdout
            entry = b"100644 blob " + blob.strip() + b"\tevent.json\n"
            tree = subprocess.run([*git, "mktree"], input=entry, capture_output=True).stdout.strip().decode()
            identity = ["-c", "user.name=klaster-01", "-c", "user.email=klaster-01@klaster.example"]
            commit = subprocess.run(
                [*git, *identity, "commit-tree", "-m", "u", "-p", "main", tree], capture_output=True, check=True
            ).stdout
            run([*git, "update-ref", "refs/heads/other", commit.strip().decode()])
        return {"1": count / (time.monotonic() - start)}

    def close(self) -> None:
        self.server.end()
