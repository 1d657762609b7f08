"""OpenLDAP's syncrepl of a directory of records."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from measure import Server, Sniffer, disk_bytes, free_port, run
from peer import Cost, Peer

BASE = "dc=bench"
LOGIN = ["-x", "-D", f"cn=admin,{BASE}", "-w", "bench"]


def configuration(directory: Path, extra: str) -> str:
    return f"""
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload syncprov
pidfile {directory}/pid
sizelimit unlimited
database mdb
maxsize 4294967296
suffix "{BASE}"
rootdn "cn=admin,{BASE}"
rootpw bench
directory {directory}
index objectClass,entryUUID,entryCSN eq
{extra}
"""


class OpenLDAP(Peer):
    name = "OpenLDAP"
    packages = ["slapd", "ldap-utils"]
    durability = "mdb syncs each transaction: in a refresh, each entry"
    remarks = (
        "syncrepl, refreshOnly, by a server that is started for it: only what records have become travels, a quarter as many "
        "entries as there were events. One server writes; nothing is merged or signed, no history is kept."
    )

    def version(self) -> str:
        done = subprocess.run(["/usr/sbin/slapd", "-VV"], capture_output=True, text=True)
        return done.stderr.splitlines()[0].strip("@() #$").split("(")[0].strip()

    def prepare(self, work: Path, events: Path, count: int) -> None:
        self.work, self.port, self.copy_port = work, free_port(), free_port()
        self.copy, source = work / "copy", work / "source"
        for side in (source, self.copy):
            side.mkdir()
        (work / "source.conf").write_text(configuration(source, "overlay syncprov\nsyncprov-sessionlog 100000\n"))
        login = f'bindmethod=simple binddn="cn=admin,{BASE}" credentials=bench'
        link = f'provider=ldap://127.0.0.1:{self.port} type=refreshOnly interval=00:01:00:00 retry="1 +" {login}'
        (work / "copy.conf").write_text(configuration(self.copy, f'syncrepl rid=1 searchbase="{BASE}" {link}\n'))
        self.records: dict[str, dict[str, str]] = {}
        self._apply(events)
        entries = [f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: bench\ndc: bench\n"]
        (work / "all.ldif").write_text("\n".join(entries + [self._entry(name) for name in self.records]))
        run(["slapadd", "-q", "-w", "-f", work / "source.conf", "-l", work / "all.ldif"])
        self.server = self._slapd(work / "source.conf", self.port)
        self.consumer: Server | None = None

    def _apply(self, events: Path) -> list[str]:
        changed = {}
        for line in events.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            fields = {name: str(value) for name, value in event["set"].items()}
            self.records.setdefault(event["id"], {}).update(fields)
            changed[event["id"]] = None
        return list(changed)

    def _values(self, record: str) -> str:
        return "\n".join(f"description: {name}={value}" for name, value in self.records[record].items())

    def _entry(self, record: str) -> str:
        return f"dn: cn={record},{BASE}\nobjectClass: device\ncn: {record}\n{self._values(record)}\n"

    def _slapd(self, config: Path, port: int) -> Server:
        return Server(["/usr/sbin/slapd", "-d", "0", "-f", config, "-h", f"ldap://127.0.0.1:{port}"], port)

    def _state(self, port: int) -> str:
        command = ["ldapsearch", "-LLL", *LOGIN, "-H", f"ldap://127.0.0.1:{port}", "-b", BASE, "-s", "base", "contextCSN"]
        done = subprocess.run(command, capture_output=True, text=True)
        return "\n".join(line for line in done.stdout.splitlines() if line.startswith("contextCSN"))

    def _refresh(self) -> Cost:
        """Starts the other server, and waits until it is where the first one is."""
        if self.consumer:
            self.consumer.end()
        aim, before = self._state(self.port), self.server.cpu()
        with Sniffer(self.port) as wire:
            start = time.monotonic()
            self.consumer = self._slapd(self.work / "copy.conf", self.copy_port)
            while self._state(self.copy_port) != aim:
                time.sleep(0.02)
            seconds = time.monotonic() - start
        return Cost(
            seconds=seconds,
            cpu=self.server.cpu() - before + self.consumer.cpu(),
            bytes=wire.bytes,
            round_trips=wire.round_trips,
            sender_memory=self.server.memory(),
            receiver_memory=self.consumer.memory(),
            disk=disk_bytes(self.copy),
        )

    def cold(self) -> Cost:
        return self._refresh()

    def add(self, more: Path) -> None:
        known = set(self.records)
        changes = []
        for record in self._apply(more):
            if record in known:
                changes.append(
                    f"dn: cn={record},{BASE}\nchangetype: modify\nreplace: description\n{self._values(record)}\n"
                )
            else:
                changes.append(self._entry(record).replace("\n", "\nchangetype: add\n", 1))
        (self.work / "more.ldif").write_text("\n".join(changes))
        run(["ldapmodify", *LOGIN, "-H", f"ldap://127.0.0.1:{self.port}", "-f", self.work / "more.ldif"])

    def hundred(self) -> Cost:
        return self._refresh()

    def nothing(self) -> Cost:
        return self._refresh()

    def close(self) -> None:
        for server in (self.consumer, self.server):
            if server:
                server.end()
