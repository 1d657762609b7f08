#!/usr/bin/env python3
"""Walks the main journeys through the console in a real browser, in three languages, on the demo's data.

    Tests/Browser/journeys.py --splot .build/release/splot
    Tests/Browser/journeys.py --splot .build/release/splot --screenshots Examples/console
"""

import argparse
import tempfile
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

from stage import PASSWORD, Stage, axe, words
from webdriver import Browser, BrowserError

WORDS = words()
# Keys by the code points that WebDriver gives them.
TAB, ENTER, DOWN = "\ue004", "\ue007", "\ue015"
# By how many a page may be wider than a phone, for rounding.
SLACK = 2


class Journey:
    """One person in one language."""

    def __init__(self, stage: Stage, language: str, browser: Browser) -> None:
        self.stage, self.language, self.browser = stage, language, browser

    def t(self, key: str, **values: str) -> str:
        text = WORDS[self.language][key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def open(self, path: str) -> None:
        self.browser.open(f"{self.stage.base}/{self.language}{path}")

    def main(self) -> str:
        return self.browser.find("main").text

    def expect(self, text: str, what: str = "") -> None:
        self.browser.wait(f"'{text}' {what}", lambda: text in self.main())

    def press(self, key: str) -> None:
        self.browser.find(f"main form button[value='{key}']").click()

    def sign_in(self, password: str = PASSWORD) -> None:
        self.open("/login")
        self.browser.find("#name").fill("anna")
        self.browser.find("#password").type(password)
        self.browser.find("main form button").click()

    def sign_out(self) -> None:
        self.browser.find("nav.admin form button").click()
        self.browser.wait("signed out", lambda: not self.browser.has("nav.admin"))

    # The journeys.

    def find_a_partner(self) -> None:
        """A reader types a name, chooses with the keyboard, and looks at who it is."""
        self.open("/")
        self.browser.find("#q").type("echalli")
        self.browser.wait("suggestions", lambda: self.browser.has("#suggestions:not([hidden]) a"))
        self.browser.press(DOWN, ENTER)
        self.browser.wait("the record", lambda: "/records/" in self.browser.url)
        self.expect("ECHAlliance")
        self.expect(self.t("values"))
        # And by looking around: all partners of one country.
        self.open("/kinds/partner?country=HR")
        self.expect(self.t("found.one", n="1"))
        self.browser.find("main table a").click()
        self.browser.wait("the partner", lambda: "/records/" in self.browser.url)
        assert self.browser.has("svg.picture"), "a partner has no map"
        self.open("/search?q=nothingofthisname")
        self.expect(self.t("nothingFound"))

    def import_members(self, folder: Path) -> None:
        """An administrator takes over a list: preview, one row that is wrong, confirmation."""
        name = f"Szpital Podróży {self.language.upper()}"
        file = folder / f"members-{self.language}.csv"
        # As a spreadsheet of an office saves it.
        file.write_bytes(
            f"nazwa;miasto;nip;uwagi biura\r\n{name};Toruń;;pilne\r\nZły numer;Łódź;1234567890;\r\n".encode("cp1250")
        )
        self.browser.link(self.t("import")).click()
        self.browser.find("#kind option[value='member']").click()
        self.browser.find("#file").type(str(file))
        self.browser.find("main form button").click()
        # What an office notes for itself is for no field: the first time, somebody has to say so.
        if self.browser.has("select[aria-invalid]"):
            self.expect("uwagi biura")
            self.browser.find("select[aria-invalid] option[value='-']").click()
            self.browser.find("section.box form button").click()
        self.expect(self.t("importNew.one", n="1"))
        self.expect(self.t("importInvalid.one", n="1"))
        assert self.browser.has("tr.invalid"), "the wrong row is not marked"
        self.browser.find("main form.inline button").click()
        self.browser.wait("the notice", lambda: self.browser.has("main .notice"))
        self.open("/search?q=szpital+podrozy+" + self.language)
        self.expect(name)

    def settle_a_conflict(self) -> None:
        """An administrator finds two telephones of one organisation and chooses one."""
        self.open("/admin/conflicts")
        before = len(self.browser.all("article.box"))
        assert before > 0, "there is no conflict to settle"
        self.expect("+48 22 100")
        self.expect("+48 22 200")
        self.browser.find("article.box .choices button").click()
        self.browser.wait("one less", lambda: self.browser.run("return document.querySelectorAll('article.box').length") == before - 1)
        self.expect(self.t("settled"))

    def publish_a_meeting(self) -> None:
        """An editor announces a meeting with a mistake, mends it, and everybody sees it."""
        title = f"Zebranie podróżników {self.language}"
        day = (date.today() + timedelta(days=7)).isoformat()
        self.open("/admin")
        self.browser.link(self.t("kind.event.new")).click()
        self.browser.find(f"#f-title-{self.language}").type(title)
        self.browser.find("#f-start").type("next week")
        self.browser.find("#f-place").type("Toruń, Rynek Staromiejski 1")
        self.browser.find("#f-visibility option[value='public']").click()
        self.press("save")
        self.browser.wait("the problem", lambda: self.browser.has("#f-start[aria-invalid='true']"))
        assert self.browser.find("#problems").text, "the problems are not summed up"
        self.browser.find("#f-start").fill(f"{day} 10:00")
        # A record is looked up by typing.
        self.browser.find("#f-organisers-0").type("pikmed")
        self.browser.wait("a lookup", lambda: self.browser.has(".lookup .suggestions:not([hidden]) a"))
        self.browser.press(DOWN, ENTER)
        self.browser.wait("the choice", lambda: "[" in self.browser.find("#f-organisers-0").value())
        self.press("save")
        self.browser.wait("the record", lambda: "/records/" in self.browser.url and "edit" not in self.browser.url)
        self.expect(title)
        self.sign_out()
        self.open("/")
        self.expect(title, "among the next meetings")
        with urllib.request.urlopen(f"{self.stage.base}/feeds/{self.language}/meetings.ics", timeout=30) as answer:
            assert title in answer.read().decode().replace("\r\n ", ""), "the meeting is not in the calendar"

    def sign_in_wrongly(self) -> None:
        """Somebody guesses a password five times and has to wait."""
        self.open("/login")
        for attempt in range(5):
            self.browser.find("#name").fill(f"guesser-{self.language}")
            self.browser.find("#password").type(f"wrong {attempt}")
            self.browser.find("main form button").click()
            self.browser.wait("an answer", lambda: self.browser.has("main .notice.bad"))
            if attempt < 4:
                self.expect(self.t("loginWrong"))
        self.expect(self.t("loginLocked").split("{")[0].strip())


def accessible(browser: Browser, rules: str, where: str) -> list[str]:
    """What axe-core finds that is serious or critical, and what a keyboard or a phone would stumble over."""
    browser.run(rules + "; return null;")
    found = browser.run_async(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations), e => done([{id: String(e), impact: 'critical', nodes: []}]));"
    )
    if browser.run("return Object.keys(axe.getRules()).length") < 50:
        raise BrowserError("axe-core has no rules")
    problems = [
        f"{where}: {one['id']} ({one['impact']}): {one.get('help', '')}: "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found if one["impact"] in ("serious", "critical")
    ]
    if browser.run("return document.querySelectorAll('h1').length") != 1:
        problems.append(f"{where}: there is not one h1")
    if browser.run("return document.querySelectorAll('[style]').length"):
        problems.append(f"{where}: something is styled in the page")
    return problems


def keyboard(browser: Browser, base: str) -> list[str]:
    """The first stop is the link past the navigation, and everything that is stopped at can be seen."""
    browser.open(base + "/pl/kinds/member")
    browser.press(TAB)
    first = browser.run("return document.activeElement.className")
    problems = [] if first == "skip" else [f"the first stop is {first}"]
    browser.press(ENTER)
    if browser.run("return document.activeElement.id") != "main":
        problems.append("the first link does not lead past the navigation")
    return problems


def pages(stage: Stage, language: str) -> dict[str, str]:
    record = next(one for one in stage.records("organisation") if one["title"] == "ECHAlliance")["id"]
    return {
        "start": f"/{language}/", "members": f"/{language}/kinds/member", "search": f"/{language}/search?q=klaster",
        "record": f"/{language}/records/{record}", "pictures": f"/{language}/pictures", "login": f"/{language}/login",
        "missing": f"/{language}/missing",
    }


def administration(stage: Stage, language: str) -> dict[str, str]:
    record = next(one for one in stage.records("event"))["id"]
    names = ["conflicts", "suggestions", "duplicates", "peers", "log", "health", "import"]
    return {
        "admin": f"/{language}/admin", "form": f"/{language}/admin/records/{record}/edit",
        **{name: f"/{language}/admin/{name}" for name in names},
    }


def check_pages(stage: Stage, language: str, rules: str) -> list[str]:
    problems: list[str] = []
    for dark in (False, True):
        with Browser(language, dark=dark) as browser:
            browser.open(stage.base + f"/{language}/")
            if browser.run("return matchMedia('(prefers-color-scheme: dark)').matches") != dark:
                problems.append("the colours are not those that were asked for")
            for name, path in pages(stage, language).items():
                browser.open(stage.base + path)
                problems += accessible(browser, rules, f"{name} ({language}, {'dark' if dark else 'light'})")
            Journey(stage, language, browser).sign_in()
            for name, path in administration(stage, language).items():
                browser.open(stage.base + path)
                problems += accessible(browser, rules, f"{name} ({language}, {'dark' if dark else 'light'})")
            browser.resize(500, 900)
            for name, path in {**pages(stage, language), **administration(stage, language)}.items():
                browser.open(stage.base + path)
                wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth")
                if wide > SLACK:
                    problems.append(f"{name} is {wide} wider than a small window")
            if not dark:
                problems += keyboard(browser, stage.base)
    return problems


def screenshots(stage: Stage, folder: Path) -> None:
    """Six pages as they are seen."""
    def shoot(browser: Browser, path: str, name: str, height: int = 900, width: int = 1200) -> None:
        browser.resize(width, height)
        browser.open(stage.base + path)
        browser.screenshot(folder / f"{name}.png")

    with Browser("pl", width=1200) as browser:
        all_pages = pages(stage, "pl")
        shoot(browser, all_pages["start"], "start", 1000)
        shoot(browser, all_pages["pictures"], "pictures", 1250)
        shoot(browser, pages(stage, "en")["record"], "record", 900)
        journey = Journey(stage, "pl", browser)
        journey.sign_in()
        shoot(browser, "/pl/admin/conflicts", "conflicts", 800)
        event = next(one for one in stage.records("event") if "start" in one["fields"])["id"]
        shoot(browser, f"/en/admin/records/{event}/edit", "form", 1000)
    with Browser("de", width=500, dark=True) as browser:
        shoot(browser, "/de/kinds/partner", "phone", 1000, 500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--splot", type=Path, required=True, help="the splot command")
    parser.add_argument("--screenshots", type=Path, help="where to put pictures of six pages")
    arguments = parser.parse_args()
    rules = axe()
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="splot-browser-") as folder:
        stage = Stage(arguments.splot.resolve(), Path(folder))
        stage.prepare()
        stage.disagree(5)
        with stage.console():
            if arguments.screenshots:
                screenshots(stage, arguments.screenshots)
                print(f"six pages are in {arguments.screenshots}")
            for language in ("pl", "en", "de"):
                with Browser(language) as browser:
                    journey = Journey(stage, language, browser)
                    steps = [
                        ("find a partner", journey.find_a_partner),
                        ("sign in", journey.sign_in),
                        ("import members", lambda: journey.import_members(Path(folder))),
                        ("settle a conflict", journey.settle_a_conflict),
                        ("publish a meeting", journey.publish_a_meeting),
                        ("sign in wrongly five times", journey.sign_in_wrongly),
                    ]
                    for name, step in steps:
                        start = time.monotonic()
                        try:
                            step()
                            # A wrong password is answered with 401, and that is all a browser may complain about.
                            complaints = [one for one in browser.complaints() if " 401 " not in one and " 429 " not in one and " 422 " not in one]
                            if complaints:
                                raise BrowserError(f"the browser complains: {complaints}")
                            print(f"{language}  {name}: fine, {time.monotonic() - start:.1f} s", flush=True)
                        except (BrowserError, AssertionError) as error:
                            failures.append(f"{language}  {name}: {error}")
                            print(f"{language}  {name}: FAILED: {error}\n{browser.find('main').text[:1500]}", flush=True)
                            break
            for language in ("pl", "de"):
                found = check_pages(stage, language, rules)
                failures += found
                for one in found:
                    print("accessibility:", one)
                print(f"{language}  accessibility of {len(pages(stage, language)) + len(administration(stage, language))} pages, light and dark: "
                      + ("fine" if not found else f"{len(found)} problems"), flush=True)
    if failures:
        raise SystemExit(f"{len(failures)} failures")
    print("All journeys came to their ends.")


if __name__ == "__main__":
    main()
