"""The comparison as Markdown."""

from __future__ import annotations

import math
import os
import platform
import statistics
from datetime import date
from pathlib import Path

from floor import Floor
from peer import Cost, Peer

OBSERVED = {"bytes", "round_trips", "sender_memory", "receiver_memory"}
"""What is known from the one run that is observed, and whose times are not used."""


class Results:
    """All runs of one peer."""

    def __init__(self, kind: type[Peer]) -> None:
        self.kind = kind
        self.runs: list[dict[str, Cost]] = []
        self.observed: dict[str, Cost] = {}
        self.version = ""
        self.commits: dict[str, float] = {}
        self.failure = ""

    def add(self, costs: dict[str, Cost]) -> None:
        self.runs.append(costs)

    def median(self, case: str, what: str) -> float | None:
        runs = [self.observed] if what in OBSERVED else self.runs
        values = [getattr(run[case], what) for run in runs if case in run]
        known = [value for value in values if value is not None and not math.isnan(value)]
        return statistics.median(known) if known else None


def number(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, Linux {kernel}"


def file_system(path: Path) -> str:
    """Where the data lies, since a sync to the disk costs nothing in memory."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    fitting = [mount for mount in mounts if path.resolve().is_relative_to(mount[0])]
    return max(fitting, key=lambda mount: len(mount[0]))[1] if fitting else "an unknown file system"


def table(head: list[str], rows: list[list[str]]) -> str:
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks, *rows]) + "\n"


def floor_row(floor: Floor, events: int, own: float | None) -> list[str]:
    """What is not sent has no bytes; all memory and disk is that of the one process."""
    rate = floor.value("log and merge")
    return [
        floor.name,
        number(rate),
        number(events / rate / own if rate and own else None, 2),
        *["–"] * 4,
        number(floor.value("log and merge: peak memory")),
        number(floor.value("log and merge: on disk")),
    ]


def cold(results: list[Results], floor: Floor | None, events: int) -> str:
    own = next((result.median("cold", "seconds") for result in results if result.kind.name == "Splot"), None)
    rows = []
    for result in results:
        seconds = result.median("cold", "seconds")
        rate = events / seconds if seconds else None
        rows.append(
            [
                result.kind.name,
                number(rate),
                number(seconds / own if seconds and own else None, 2),
                number(result.median("cold", "cpu"), 2),
                number(scaled(result.median("cold", "bytes"), 1 / events), 1),
                number(result.median("cold", "round_trips")),
                number(scaled(result.median("cold", "sender_memory"), 2**-20)),
                number(scaled(result.median("cold", "receiver_memory"), 2**-20)),
                number(scaled(result.median("cold", "disk"), 1 / events)),
            ]
        )
    if floor and floor.figures:
        rows.append(floor_row(floor, events, own))
    head = ["cold", "events/s", "time to Splot's", "processor, s", "bytes/event", "round trips", "sender, MiB"]
    return table([*head, "receiver, MiB", "disk, bytes/event"], rows)


def short(results: list[Results], case: str, title: str) -> str:
    rows = [
        [
            result.kind.name,
            number(result.median(case, "bytes")),
            number(scaled(result.median(case, "seconds"), 1e3)),
            number(scaled(result.median(case, "cpu"), 1e3)),
            number(result.median(case, "round_trips")),
        ]
        for result in results
    ]
    return table([title, "bytes", "ms", "processor, ms", "round trips"], rows)


def commits(results: list[Results]) -> str:
    rows = [
        [result.kind.name, number(result.commits.get("1")), number(result.commits.get("1000"))]
        for result in results
        if result.commits
    ]
    return table(["durable commits", "of 1 event, events/s", "of 1,000, events/s"], rows)


def inside_tls(results: list[Results]) -> list[str]:
    """Splot's own count, beside that of the wire."""
    titles = {"cold": "cold", "hundred": "100 new", "nothing": "nothing new"}
    lines = []
    for result in results:
        if not result.observed or not result.observed["cold"].extra:
            continue
        parts = []
        for case, title in titles.items():
            extra = result.observed[case].extra
            parts.append(f"{title} {number(extra['bytes in TLS'])} bytes, {number(extra['round trips in TLS'])} round trips")
        lines.append(f"Of these, inside TLS by {result.kind.name}'s own count: {'; '.join(parts)}.\n")
    return lines


def report(
    results: list[Results], floor: Floor | None, events: int, authors: int, runs: int, command: str, work: Path
) -> str:
    measured = [result for result in results if not result.failure]
    parts = [
        f"{events:,} events of {authors} authors, medians of {runs}, on {machine()}, {file_system(work)}, {date.today().isoformat()}:"
        f" `{command}`. Bytes, round trips and memory are of one more run, whose times are not used.\n"
    ]
    if measured or floor and floor.figures:
        parts.append(cold(measured, floor, events))
    if measured:
        parts += [short(measured, "hundred", "100 new events"), short(measured, "nothing", "nothing new")]
        parts += [*inside_tls(measured), *([commits(measured)] if any(result.commits for result in measured) else [])]
    for result in measured:
        kind = result.kind
        parts.append(f"- **{kind.name}** ({result.version}). {kind.remarks} Durability: {kind.durability}.")
    if floor and floor.figures:
        figures = ", ".join(f"{name} {number(value)} {unit}" for name, (value, unit) in floor.figures.items())
        parts.append(f"- **{floor.name}**. {floor.remarks}. {figures[:1].upper()}{figures[1:]}.")
    if floor and floor.failure:
        parts.append(f"- **{floor.name}** was not measured: {floor.failure}.")
    for result in results:
        if result.failure:
            parts.append(f"- **{result.kind.name}** was not measured: {result.failure}.")
    return "\n".join(parts)
