"""The floor: the least that could be called the same work, by one thread in C. Not a peer, since nothing is sent."""

from __future__ import annotations

import statistics
from pathlib import Path

from measure import run

HERE = Path(__file__).resolve().parent.parent


class Floor:
    """A row beside those of the peers."""

    name = "C floor"
    remarks = (
        "One thread that reads the same file, chains SHA-256 over each author's events into an SQLite log and keeps one row "
        "for each record, the last writer's: no network, signatures, conflicts or index"
    )

    def __init__(self) -> None:
        self.figures: dict[str, tuple[float, str]] = {}
        self.failure = ""

    def measure(self, work: Path, events: Path, runs: int) -> None:
        """Builds it and takes medians."""
        run([HERE / "Floor/build"])
        measured = [self._once(work / f"floor-{number}", events) for number in range(runs)]
        self.figures = {
            name: (statistics.median(each[name][0] for each in measured), unit) for name, (_, unit) in measured[0].items()
        }

    @staticmethod
    def _once(directory: Path, events: Path) -> dict[str, tuple[float, str]]:
        directory.mkdir()
        lines = run([HERE / ".build/floor/floor", events, directory / "floor.sqlite"]).output.splitlines()
        fields = [line.split("\t") for line in lines if line.count("\t") == 2]
        return {name.removeprefix("floor: "): (float(value), unit) for name, value, unit in fields}

    def value(self, name: str) -> float | None:
        return self.figures[name][0] if name in self.figures else None
