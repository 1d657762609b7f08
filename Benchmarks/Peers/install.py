"""Installs what the peers need and is not there, and removes it again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")


def installed() -> set[str]:
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n"], capture_output=True, text=True)
    return {line.split()[0] for line in done.stdout.splitlines() if line.split()[1:] == ["ii"]}


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
        # Whatever is installed must not start by itself.
        had_policy = POLICY.exists()
        if not had_policy:
            POLICY.write_text("#!/bin/sh\nexit 101\n")
            POLICY.chmod(0o755)
        try:
            self._apt("update", "-qq")
            self._apt("install", "-y", "-qq", "--no-install-recommends", *missing)
        finally:
            if not had_policy:
                POLICY.unlink()
            self.added = sorted(installed() - before)
        return self

    def _apt(self, *arguments: str) -> None:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)

    def __exit__(self, *_: object) -> None:
        if self.added and not self.keep:
            print(f"Removing {' '.join(self.added)}", file=sys.stderr)
            self._apt("purge", "-y", "-qq", *self.added)


def environment(directory: Path, modules: list[str]) -> Path:
    """A Python of its own with some modules of PyPI.

    Returns: the interpreter.
    """
    venv.create(directory, with_pip=True)
    python = directory / "bin/python"
    if modules:
        subprocess.run([python, "-m", "pip", "install", "-q", *modules], check=True, stdout=sys.stderr)
    return python
