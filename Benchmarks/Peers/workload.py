#!/usr/bin/env python3
"""Events such as clusters write, invented: workload.py N [--authors 8] [--tail 1000] [--seed 7] [--out DIR]

Writes DIR/ev_N.ndjson with N events, and DIR/tail_N.ndjson with events that come after them. The same arguments give the
same bytes. One line is one event: author, seq (from 1, without gaps), hlc (milliseconds shifted by 16 bits, and a counter;
it grows over the whole file), id, kind, op (c creates a record with eight fields, u sets one to six), set.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Callable

GIVEN = (
    "Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Teresa Magdalena Joanna Monika Jadwiga"
    " Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Marianna Grażyna Jolanta Iwona Karolina Bożena Urszula"
    " Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata Aneta Izabela Jan Andrzej Piotr Krzysztof Stanisław Tomasz"
    " Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz Adam Łukasz Zbigniew Ryszard Dariusz Henryk Mariusz Kazimierz"
    " Wojciech Robert Mateusz Marian Rafał Jacek Janusz Mirosław Maciej Sławomir Jarosław Kamil Wiesław Roman Władysław"
    " Jakub Artur Zdzisław Edward Mieczysław Damian Dawid Przemysław Sebastian Czesław Leszek Daniel Waldemar"
).split()
SURNAMES = (
    "Nowak Kowalski Wiśniewski Dąbrowski Lewandowski Wójcik Kamiński Kowalczyk Zieliński Szymański Woźniak Kozłowski"
    " Jankowski Wojciechowski Kwiatkowski Kaczmarek Mazur Krawczyk Piotrowski Grabowski Nowakowski Pawłowski Michalski"
    " Nowicki Adamczyk Dudek Zając Wieczorek Jabłoński Król Majewski Olszewski Jaworski Wróbel Malinowski Pawlak Witkowski"
    " Walczak Stępień Górski Rutkowski Michalak Sikora Ostrowski Baran Duda Szewczyk Tomaszewski Pietrzak Marciniak"
    " Wróblewski Zalewski Jakubowski Jasiński Zawadzki Sadowski Bąk Chmielewski Włodarczyk Borkowski Czarnecki Sawicki"
    " Sokołowski Urbański Kubiak Maciejewski Szczepański Kucharski Wilk Kalinowski Lis Mazurek Wysocki Adamski Kaźmierczak"
    " Wasilewski Sobczak Czerwiński Andrzejewski Cieślak Głowacki Zakrzewski Kołodziej Sikorski Krajewski Gajewski Szymczak"
    " Szulc Baranowski Laskowski Brzeziński Makowski Ziółkowski Przybylski"
).split()
CITIES = (
    "Warszawa Kraków Łódź Wrocław Poznań Gdańsk Szczecin Bydgoszcz Lublin Białystok Katowice Gdynia Częstochowa Radom Toruń"
    " Sosnowiec Rzeszów Kielce Gliwice Zabrze Olsztyn Bielsko-Biała Bytom Rybnik Opole Tychy Elbląg Płock Tarnów Koszalin"
    " Kalisz Legnica Włocławek Zielona-Góra Jaworzno Słupsk"
).split()
ROLES = [
    "lekarz", "koordynator", "badacz", "kierownik projektu", "specjalista ds. jakości", "pielęgniarka",
    "inżynier biomedyczny", "analityk danych", "dyrektor", "przedstawiciel partnera",
]  # fmt: skip
TOPICS = [
    "kardiologia", "onkologia", "neurologia", "pediatria", "radiologia", "rehabilitacja", "diabetologia", "genetyka",
    "telemedycyna", "epidemiologia", "chirurgia", "ortopedia",
]  # fmt: skip
HOUSES = [
    "Szpital Uniwersytecki", "Instytut Onkologii", "Klaster MedTech", "Centrum Badań Klinicznych", "Politechnika",
    "Uniwersytet Medyczny", "Fundacja Zdrowie", "Przychodnia Rodzinna", "Laboratorium Genomiki", "Szpital Wojewódzki",
]  # fmt: skip
PROGRAMMES = ["Horyzont Europa", "FENG", "KPO", "NCBR", "ABM", "Interreg", "EU4Health"]
STATES = ["wniosek", "w realizacji", "zawieszony", "zakończony", "w ocenie"]
FORMS = ["sp. z o.o.", "S.A.", "fundacja", "SPZOZ", "uczelnia publiczna"]
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


class Workload:
    """Makes the events, one after the other."""

    def __init__(self, authors: int, updates: float, seed: int) -> None:
        self.number = random.Random(seed).random
        self.creations = 1.0 / (1.0 + updates)
        self.authors = [f"klaster-{index + 1:02d}" for index in range(authors)]
        self.sequences = [0] * authors
        self.records: list[tuple[str, str, int]] = []
        self.milliseconds = 1_735_689_600_000
        self.counter = 0
        pick = self.pick
        person = {"given": lambda: pick(GIVEN), "surname": lambda: pick(SURNAMES), "role": lambda: pick(ROLES)}
        self.fields: dict[str, dict[str, Callable[[], object]]] = {
            "member": person
            | {"email": self.mail, "phone": self.phone, "city": lambda: pick(CITIES), "org": lambda: pick(HOUSES)}
            | {"specialty": lambda: pick(TOPICS)},
            "partner": {"name": self.house, "form": lambda: pick(FORMS), "nip": lambda: "%010d" % int(self.number() * 1e10)}
            | {"city": lambda: pick(CITIES), "email": self.mail, "phone": self.phone}
            | {"contact": lambda: pick(GIVEN) + " " + pick(SURNAMES), "sector": lambda: pick(TOPICS)},
            "project": {"title": lambda: "Program " + pick(TOPICS) + " " + pick(CITIES), "acronym": self.acronym}
            | {"start": lambda: self.date(2022), "end": lambda: self.date(2026), "budget_pln": self.budget}
            | {"lead": self.house, "status": lambda: pick(STATES), "programme": lambda: pick(PROGRAMMES)},
        }

    def below(self, limit: float) -> int:
        return int(self.number() * limit)

    def pick(self, words: list[str]) -> str:
        return words[self.below(len(words))]

    def phone(self) -> str:
        return "+48 %d %d %d" % (500 + self.below(399), 100 + self.below(899), 100 + self.below(899))

    def date(self, year: int) -> str:
        return "%d-%02d-%02d" % (year + self.below(4), 1 + self.below(12), 1 + self.below(28))

    def mail(self) -> str:
        given, surname = self.pick(GIVEN), self.pick(SURNAMES)
        name = f"{given[:1]}.{surname}{self.below(90) + 10}"
        return name.translate(PLAIN).lower() + "@klaster.example"

    def house(self) -> str:
        return self.pick(HOUSES) + " " + self.pick(CITIES)

    def acronym(self) -> str:
        return "".join(BASE32[10 + self.below(22)] for _ in range(5))

    def budget(self) -> int:
        return self.below(9e6) + 100_000

    def next(self) -> bytes:
        """The next event, as a line."""
        step = self.below(40)
        self.milliseconds += step
        self.counter = 0 if step else self.counter + 1
        if not self.records or self.number() < self.creations:
            operation = "c"
            kind = "member" if self.number() < 0.7 else "partner" if self.number() < 0.6 else "project"
            author = self.below(len(self.authors))
            record = "".join(BASE32[self.below(32)] for _ in range(26))
            self.records.append((record, kind, author))
            values = {name: make() for name, make in self.fields[kind].items()}
        else:
            operation = "u"
            record, kind, creator = self.records[self.below(len(self.records))]
            author = creator if self.number() < 0.7 else self.below(len(self.authors))
            count, names = 1 + self.below(6), list(self.fields[kind])
            first = self.below(8)
            values = {
                name: self.fields[kind][name]() for name in (names[(first + index) % 8] for index in range(count))
            }
        self.sequences[author] += 1
        event = {
            "author": self.authors[author],
            "seq": self.sequences[author],
            "hlc": self.milliseconds << 16 | self.counter,
            "id": record,
            "kind": kind,
            "op": operation,
            "set": values,
        }
        return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events", type=int)
    parser.add_argument("--authors", type=int, default=8)
    parser.add_argument("--updates", type=float, default=3, help="changes for each creation (3)")
    parser.add_argument("--tail", type=int, default=1_000, help="events that come after (1,000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("."))
    arguments = parser.parse_args()
    workload = Workload(arguments.authors, arguments.updates, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, count in (("ev", arguments.events), ("tail", arguments.tail)):
        with open(arguments.out / f"{name}_{arguments.events}.ndjson", "wb") as file:
            for _ in range(count):
                file.write(workload.next())


if __name__ == "__main__":
    main()
