"""PostgreSQL's logical replication of a table of events."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from measure import Server, Sniffer, disk_bytes, free_port
from peer import Cost, Peer

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
TABLE = (
    "CREATE TABLE event (author text, seq int, hlc bigint, id text, kind text, op text, set jsonb,"
    " PRIMARY KEY (author, seq))"
)


class Cluster:
    """A database server in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        shutil.chown(directory, "postgres")
        self.directory, self.port = directory, free_port()
        self._as_postgres("initdb", "-D", directory / "data", "--auth=trust", "-U", "postgres")
        options = f"port={self.port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories='{directory}'\n"
        with open(directory / "data/postgresql.conf", "a") as file:
            file.write(options + "wal_level=logical\nshared_buffers=128MB\nmax_wal_size=2GB\n")
        self.server = Server(
            ["runuser", "-u", "postgres", "--", PROGRAMS / "postgres", "-D", directory / "data"], self.port
        )
        self.sql("SELECT 1")

    def _as_postgres(self, program: str, *arguments: object) -> None:
        command = ["runuser", "-u", "postgres", "--", PROGRAMS / program, *arguments]
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)

    def sql(self, *statements: str, data: bytes | None = None) -> str:
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"]
        for statement in statements:
            command += ["-c", statement]
        for attempt in range(50):
            done = subprocess.run(command, input=data, capture_output=True)
            if done.returncode != 2 or b"starting up" not in done.stderr:
                break
            time.sleep(0.1)
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL: {done.stderr.decode()[-300:]}")
        return done.stdout.decode().strip()

    def wait_for(self, count: int) -> None:
        """Waits within one statement until there are as many events."""
        self.sql(
            f"DO $$ BEGIN WHILE (SELECT count(*) FROM event) < {count} LOOP PERFORM pg_sleep(0.005); END LOOP; END $$"
        )


def rows(events: Path) -> bytes:
    """Events as COPY reads them."""
    lines = []
    for line in events.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        values = [event[name] for name in ("author", "seq", "hlc", "id", "kind", "op")]
        values.append(json.dumps(event["set"], ensure_ascii=False).replace("\\", "\\\\"))
        lines.append("\t".join(map(str, values)))
    return ("\n".join(lines) + "\n").encode()


class PostgreSQL(Peer):
    name = "PostgreSQL"
    packages = ["postgresql-15"]
    durability = "fsync on; the first copy is one transaction"
    remarks = (
        "Logical replication of the events as rows, one way: nothing is merged (two that write one row stop it), signed or "
        "searchable. Nothing new: what a keepalive of a running connection costs in a second; it is never asked whether "
        "there is any."
    )

    def version(self) -> str:
        return subprocess.run([PROGRAMS / "postgres", "--version"], capture_output=True, text=True).stdout.strip()

    def prepare(self, work: Path, events: Path, count: int) -> None:
        os.chmod(work, 0o755)
        self.count = count
        self.written = 0
        self.source, self.copy = Cluster(work / "source"), Cluster(work / "copy")
        for side in (self.source, self.copy):
            side.sql(TABLE)
        self.source.sql("COPY event FROM STDIN", data=rows(events))
        self.source.sql("CREATE PUBLICATION events FOR TABLE event", "CHECKPOINT")

    def _measured(self, begin) -> Cost:
        before = self.source.server.cpu() + self.copy.server.cpu()
        with Sniffer(self.source.port) as wire:
            start = time.monotonic()
            begin()
            seconds = time.monotonic() - start
        return Cost(
            seconds=seconds,
            cpu=self.source.server.cpu() + self.copy.server.cpu() - before,
            bytes=wire.bytes,
            round_trips=wire.round_trips,
            sender_memory=self.source.server.memory(),
            receiver_memory=self.copy.server.memory(),
            disk=disk_bytes(self.copy.directory / "data"),
        )

    def cold(self) -> Cost:
        link = f"host=127.0.0.1 port={self.source.port} user=postgres"

        def begin() -> None:
            self.copy.sql(f"CREATE SUBSCRIPTION copy CONNECTION '{link}' PUBLICATION events")
            self.copy.wait_for(self.count)

        return self._measured(begin)

    def add(self, more: Path) -> None:
        self.more = rows(more)
        self.count += self.more.count(b"\n")

    def hundred(self) -> Cost:
        def begin() -> None:
            self.source.sql("COPY event FROM STDIN", data=self.more)
            self.copy.wait_for(self.count)

        time.sleep(1)
        cost = self._measured(begin)
        # What was written went through the same port.
        if cost.bytes is not None:
            cost.bytes -= len(self.more)
        return cost

    def nothing(self) -> Cost:
        self.copy.sql("ALTER SYSTEM SET wal_receiver_status_interval = 1", "SELECT pg_reload_conf()")
        time.sleep(1)
        cost = self._measured(lambda: time.sleep(1))
        cost.seconds = float("nan")
        return cost

    def commits(self) -> dict[str, float]:
        rates = {}
        for size, count in ((1, 1_000), (1_000, 20)):
            statements = [
                "INSERT INTO event SELECT 'bench', %d + i, 1, 'r', 'member', 'u', '{\"city\": \"Łódź\"}'"
                " FROM generate_series(1, %d) i;" % (self.written + number * size, size)
                for number in range(count)
            ]
            self.written += size * count
            start = time.monotonic()
            self.source.sql("SET client_encoding = 'UTF8'", "\\i /dev/stdin", data="\n".join(statements).encode())
            rates[str(size)] = size * count / (time.monotonic() - start)
        return rates

    def close(self) -> None:
        for side in ("copy", "source"):
            if hasattr(self, side):
                getattr(self, side).server.end()
