"""The comparison as Markdown."""

from __future__ import annotations

import math
import os
import platform
import statistics
from datetime import date
from pathlib import Path

from peer import Cost, Peer


class Results:
    """All runs of one peer."""

    def __init__(self, kind: type[Peer]) -> None:
        self.kind = kind
        self.runs: list[dict[str, Cost]] = []
        self.version = ""
        self.commits: dict[str, float] = {}
        self.failure = ""

    def add(self, costs: dict[str, Cost]) -> None:
        self.runs.append(costs)

    def median(self, case: str, what: str) -> float | None:
        values = [getattr(run[case], what) for run in self.runs]
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


def table(head: list[str], rows: list[list[str]]) -> str:
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks, *rows]) + "\n"


def cold(results: list[Results], events: int) -> str:
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


def report(results: list[Results], events: int, authors: int, runs: int) -> str:
    measured = [result for result in results if not result.failure]
    parts = [
        f"{events:,} events of {authors} authors, medians of {runs}, on {machine()}, {date.today().isoformat()}:"
        f" `Benchmarks/peers --events {events} --authors {authors} --runs {runs}`.\n"
    ]
    if measured:
        parts += [
            cold(measured, events),
            short(measured, "hundred", "100 new events"),
            short(measured, "nothing", "nothing new"),
            commits(measured),
        ]
    for result in measured:
        kind = result.kind
        parts.append(f"- **{kind.name}** ({result.version}). {kind.remarks} Durability: {kind.durability}.")
    for result in results:
        if result.failure:
            parts.append(f"- **{result.kind.name}** was not measured: {result.failure}.")
    return "\n".join(parts)
