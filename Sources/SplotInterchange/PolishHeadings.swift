import SplotDirectory

/// Polish headings of office lists, for the names that schema and recipes use.
enum PolishHeadings {
    /// The English name for a heading, or the heading itself, both without anything but letters and digits.
    static func translated(_ heading: String) -> String {
        let squashed = Folding.squash(heading)
        return self.names[squashed] ?? squashed
    }

    // Written as `Folding.squash` leaves them.
    private static let names = [
        "nazwa": "name", "tytul": "title", "opis": "description", "skrot": "aliases", "rodzaj": "type", "typ": "type",
        "ulica": "street", "kodpocztowy": "postalcode", "miasto": "city", "miejscowosc": "city",
        "wojewodztwo": "region", "kraj": "country", "telefon": "phone", "mail": "email", "www": "website",
        "stronawww": "website", "stronainternetowa": "website", "zrodlo": "source", "klaster": "cluster",
        "koordynator": "coordinator", "zalozyciel": "founder", "skladka": "fee", "jezyk": "language",
        "organizacja": "organisation", "czlonkostwo": "membership", "prawoglosu": "voting",
        "dataprzystapienia": "joined", "poczatek": "start", "koniec": "end", "miejsce": "place",
        "organizator": "organisers", "organizatorzy": "organisers", "uczestnicy": "participants",
        "budzet": "budget", "wkladwlasny": "owncontribution", "program": "programme", "dzialanie": "measure",
        "wlasciciel": "owner", "wartosc": "value", "funkcja": "function",
    ]
}
