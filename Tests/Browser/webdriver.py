"""The little of W3C WebDriver (https://www.w3.org/TR/webdriver2/) that the journeys need, without a library."""

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class BrowserError(Exception):
    """What the browser could not do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Element:
    """One element of the page that is shown."""

    def __init__(self, browser: "Browser", name: str) -> None:
        self.browser, self.name = browser, name

    def _call(self, method: str, path: str, body: dict | None = None):
        return self.browser.call(method, f"/element/{self.name}{path}", body)

    @property
    def text(self) -> str:
        return self._call("GET", "/text")

    def attribute(self, name: str) -> str | None:
        return self._call("GET", f"/attribute/{name}")

    def value(self) -> str:
        return self._call("GET", "/property/value")

    def click(self) -> None:
        self._call("POST", "/click", {})

    def type(self, text: str) -> None:
        self._call("POST", "/value", {"text": text})

    def fill(self, text: str) -> None:
        self._call("POST", "/clear", {})
        self.type(text)

    def find(self, css: str) -> "Element":
        return self.browser.element(self._call("POST", "/element", {"using": "css selector", "value": css}))


class Browser:
    """A headless Chromium."""

    def __init__(self, language: str = "pl", width: int = 1280, height: int = 900, dark: bool = False) -> None:
        driver = shutil.which("chromedriver")
        if driver is None:
            raise BrowserError("chromedriver is missing: make browser-test installs it")
        port = free_port()
        self.process = subprocess.Popen(
            [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{port}"
        self.session = ""
        self._wait_for_driver()
        # The sandbox and /dev/shm are often not to be had where tests run; the pages are our own.
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
            f"--lang={language}", f"--window-size={width},{height}", "--force-device-scale-factor=1",
        ]
        options = {
            "args": arguments,
            "prefs": {"intl.accept_languages": language},
        }
        answer = self._raw("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}})
        self.session = "/session/" + answer["sessionId"]
        if dark:
            self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {
                "features": [{"name": "prefers-color-scheme", "value": "dark"}],
            }})
        self.call("POST", "/timeouts", {"implicit": 5000, "pageLoad": 60000, "script": 60000})

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._raw("DELETE", self.session)
        except (BrowserError, OSError):
            pass
        self.process.terminate()
        self.process.wait(timeout=20)

    def _wait_for_driver(self) -> None:
        end = time.monotonic() + 30
        while True:
            try:
                if self._raw("GET", "/status")["ready"]:
                    return
            except OSError:
                pass
            if time.monotonic() > end:
                raise BrowserError("chromedriver does not answer")
            time.sleep(0.1)

    def _raw(self, method: str, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data=data, method=method, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            problem = json.load(error)["value"]
            raise BrowserError(f"{problem['error']}: {problem['message'].splitlines()[0]}") from None

    def call(self, method: str, path: str, body: dict | None = None):
        return self._raw(method, self.session + path, body)

    def element(self, value: dict) -> Element:
        return Element(self, value[ELEMENT])

    def open(self, url: str) -> None:
        self.call("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        return self.call("GET", "/url")

    @property
    def title(self) -> str:
        return self.call("GET", "/title")

    def find(self, css: str) -> Element:
        """The first element; waits some seconds for it."""
        return self.element(self.call("POST", "/element", {"using": "css selector", "value": css}))

    def all(self, css: str) -> list[Element]:
        found = self.call("POST", "/elements", {"using": "css selector", "value": css})
        return [self.element(one) for one in found]

    def link(self, text: str) -> Element:
        return self.element(self.call("POST", "/element", {"using": "partial link text", "value": text}))

    def run(self, script: str, *arguments: object):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str, *arguments: object):
        return self.call("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def has(self, css: str) -> bool:
        return bool(self.run("return document.querySelector(arguments[0]) !== null", css))

    def wait(self, what: str, condition) -> None:
        """Waits until something holds, as a person would."""
        end = time.monotonic() + 20
        while True:
            try:
                if condition():
                    return
            except BrowserError:
                # The page is being exchanged for another.
                pass
            if time.monotonic() > end:
                raise BrowserError(f"waited in vain: {what}, at {self.url}")
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def resize(self, width: int, height: int) -> None:
        self.call("POST", "/window/rect", {"width": width, "height": height})

    def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def complaints(self) -> list[str]:
        """What the browser has complained about since it was last asked: errors of scripts, what CSP has stopped."""
        entries = self.call("POST", "/se/log", {"type": "browser"})
        return [one["message"] for one in entries if one["level"] == "SEVERE"]
