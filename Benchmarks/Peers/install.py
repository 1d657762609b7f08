"""Installs what the peers need and is not there, and removes it again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

POLICY = Path("/usr/sbin/policy-rc.d")


def installed() -> set[str]:
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n"], capture_output=True, text=True)
    return {line.split()[0] for line in done.stdout.splitlines() if line.split()[1:] == ["ii"]}


@contextmanager
def nothing_starts() -> Iterator[None]:
    """Whatever is installed meanwhile does not start by itself, whatever the machine's own policy is."""
    before = POLICY.read_bytes() if POLICY.exists() else None
    mode = POLICY.stat().st_mode & 0o7777 if before is not None else 0o755
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        if before is None:
            POLICY.unlink()
        else:
            POLICY.write_bytes(before)
            POLICY.chmod(mode)


class Packages:
    """Debian packages that are there for as long as this is open."""

    def __init__(self, wanted: list[str], keep: bool) -> None:
        self.wanted, self.keep = wanted, keep
        self.added: list[str] = []

    def __enter__(self) -> "Packages":
        before = installed()
        missing = [name for name in self.wanted if name not in before]
        if not missing:
            return self
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            print(f"Install {' '.join(missing)} and try again, or leave these peers out with --only.", file=sys.stderr)
            sys.exit(69)
        print(f"Installing {' '.join(missing)}", file=sys.stderr)
        try:
            self._apt("update", "-qq")
            # Only what apt itself says that it adds is removed later, not what others install in the meantime.
            self.added = [name for name in self._planned(missing) if name not in before]
            with nothing_starts():
                self._apt("install", "-y", "-qq", "--no-install-recommends", "--no-upgrade", *missing)
        except subprocess.CalledProcessError as error:
            # Peers that need what is not there say so themselves.
            print(f"{' '.join(error.cmd)} has failed; peers that need it are left out", file=sys.stderr)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _planned(self, names: list[str]) -> list[str]:
        """What apt would add to install these; `Inst name [old]` would be an upgrade."""
        command = ["apt-get", "install", "-s", "--no-install-recommends", "--no-upgrade", *names]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        words = [line.split() for line in lines if line.startswith("Inst ")]
        return [word[1].split(":")[0] for word in words if not word[2].startswith("[")]

    def _apt(self, *arguments: str) -> None:
        """In a session of its own: Ctrl-C must not end dpkg half-way."""
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment, start_new_session=True)
        try:
            process.wait()
        except BaseException:
            process.wait()
            raise
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command)

    def __exit__(self, *_: object) -> None:
        there = installed()
        ours = [name for name in self.added if name in there]
        if not ours or self.keep:
            return
        command = ["apt-get", "purge", "-s", *ours]
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        others = {line.split()[1].split(":")[0] for line in lines if line.startswith(("Remv ", "Purg "))} - set(ours)
        if others:
            print(f"{' '.join(sorted(others))} need {' '.join(ours)} by now: nothing is removed", file=sys.stderr)
            return
        print(f"Removing {' '.join(ours)}", file=sys.stderr)
        self._apt("purge", "-y", "-qq", *ours)


def environment(directory: Path, modules: list[str]) -> Path:
    """A Python of its own with some modules of PyPI.

    Returns: the interpreter.
    """
    venv.create(directory, with_pip=True)
    python = directory / "bin/python"
    for module in modules:
        done = subprocess.run([python, "-m", "pip", "install", "-q", module], stdout=sys.stderr)
        if done.returncode != 0:
            print(f"pip cannot install {module}; peers that need it are left out", file=sys.stderr)
    return python
