"""The stage of the journeys: the demo's nodes, disagreements between them, an account, and a console that runs."""

import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from webdriver import free_port

PASSWORD = "correct horse battery staple"
ROOT = Path(__file__).resolve().parents[2]


def words() -> dict[str, dict[str, str]]:
    """What the console says, by language and key."""
    resources = ROOT / "Sources/SplotConsole/Resources"
    texts: dict[str, dict[str, str]] = {"pl": {}, "en": {}, "de": {}}
    for line in (resources / "words.txt").read_text().splitlines():
        if line.startswith("#") or " = " not in line:
            continue
        key, rest = line.split(" = ", 1)
        for language, text in zip(texts, rest.split(" | ")):
            texts[language][key] = text
    for language in texts:
        for line in (resources / f"schema-{language}.txt").read_text().splitlines():
            if not line.startswith("#") and " = " in line:
                key, text = line.split(" = ", 1)
                texts[language][key] = text
    return texts


class Stage:
    def __init__(self, splot: Path, directory: Path) -> None:
        self.splot, self.directory = splot, directory
        self.node = directory / "demo/pikmed"
        self.other = directory / "demo/e-zdrowie"
        self.base = ""

    def run(self, *arguments: str, data: Path | None = None, text: str | None = None) -> str:
        command = [str(self.splot), *arguments]
        if data is not None:
            command += ["--data", str(data)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise SystemExit(f"splot {' '.join(arguments)} failed: {done.stderr}")
        return done.stdout

    def prepare(self) -> None:
        examples = str(ROOT / "Examples/data")
        self.run("demo", "--dir", str(self.directory / "demo"), "--examples", examples)
        self.run("user", "add", "anna", "--role", "admin", data=self.node, text=PASSWORD + "\n")

    def records(self, kind: str) -> list[dict]:
        lines = self.run("list", "--kind", kind, "--json", data=self.node).splitlines()
        return [json.loads(line) for line in lines]

    def disagree(self, count: int) -> list[str]:
        """Lets two clusters write the telephones of some organisations differently."""
        chosen = [one for one in self.records("organisation") if "phone" not in one["fields"]][:count]
        for number, one in enumerate(chosen):
            self.run("edit", one["id"], f"phone=+48 22 100 00 0{number}", data=self.node)
            self.run("edit", one["id"], f"phone=+48 22 200 00 0{number}", data=self.other)
        self._sync()
        return [one["title"] for one in chosen]

    def _sync(self) -> None:
        port = free_port()
        server = subprocess.Popen(
            [str(self.splot), "serve", "--answer-only", "--data", str(self.other), "--listen", f"127.0.0.1:{port}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        try:
            server.stdout.readline()
            self.run("sync", f"127.0.0.1:{port}", data=self.node)
        finally:
            server.terminate()
            server.wait(timeout=30)

    @contextmanager
    def console(self):
        """Runs the console, at an address of its own."""
        port = free_port()
        server = subprocess.Popen(
            [str(self.splot), "serve", "--answer-only", "--data", str(self.node), "--listen", "127.0.0.1:0",
             "--console", str(port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, "TZ": "Europe/Warsaw"},
        )
        self.base = f"http://127.0.0.1:{port}"
        try:
            self._wait(server)
            yield self
        finally:
            server.terminate()
            server.wait(timeout=30)

    def _wait(self, server: subprocess.Popen) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if server.poll() is not None:
                raise SystemExit(f"the console has ended: {server.stderr.read()}")
            try:
                with urllib.request.urlopen(self.base + "/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the console does not answer")


def axe() -> str:
    """The rules of axe-core, from the Python package that carries them."""
    folder = Path(tempfile.gettempdir()) / "splot-axe"
    script = folder / "axe.min.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--dest", str(folder), "axe-core-python==0.1.0"],
            check=True,
        )
        import zipfile

        with zipfile.ZipFile(next(folder.glob("axe_core_python-*.whl"))) as wheel:
            script.write_bytes(wheel.read("axe_core_python/axe.min.js"))
    return script.read_text()


def plain(html_text: str) -> str:
    return re.sub(r"\s+", " ", html_text)
