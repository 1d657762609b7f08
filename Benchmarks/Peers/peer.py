"""What every peer of the comparison can do: hold the events of a file, and bring another one up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Cost:
    """What one case has cost, in one run."""

    seconds: float
    """Wall time, from the start of the process or statement that begins it until all is there and durable."""
    cpu: float | None = None
    """Processor seconds of both sides, children included."""
    bytes: int | None = None
    """Payload bytes in both directions, without TCP's and IP's headers."""
    round_trips: int | None = None
    """How often the direction of the payload turned round, halved."""
    sender_memory: int | None = None
    """The most memory that the side with the events held, in bytes."""
    receiver_memory: int | None = None
    """The most memory that the other side held, in bytes."""
    disk: int | None = None
    """What the receiver's data takes on disk afterwards, in bytes."""
    extra: dict[str, float] = field(default_factory=dict)


class Peer:
    """One way to bring a copy up to date. A run is: prepare, cold, hundred, nothing, close."""

    name = ""
    """As the table shows it."""
    packages: list[str] = []
    """Debian packages that it needs."""
    modules: list[str] = []
    """Modules of PyPI that it needs, installed into the virtual environment of the run."""
    durability = ""
    """What is on the disk before a case is said to be done."""
    remarks = ""
    """What it does less or more than Splot, in a sentence or two."""

    def version(self) -> str:
        """The version that was measured."""
        raise NotImplementedError

    def prepare(self, work: Path, events: Path, count: int) -> None:
        """Makes the side that holds the events of a file, in an empty directory, and an empty other side. Not measured."""
        raise NotImplementedError

    def cold(self) -> Cost:
        """Brings all events to the empty side."""
        raise NotImplementedError

    def add(self, more: Path) -> None:
        """Gives the first side the events of another file, that come after. Not measured."""
        raise NotImplementedError

    def hundred(self) -> Cost:
        """Brings these to the other side."""
        raise NotImplementedError

    def nothing(self) -> Cost:
        """Finds out that there is nothing new."""
        raise NotImplementedError

    def commits(self) -> dict[str, float]:
        """Events a second: `1` for durable commits of one event, `1000` for commits of a thousand; empty where it has none."""
        return {}

    def close(self) -> None:
        """Ends all processes of this run."""
