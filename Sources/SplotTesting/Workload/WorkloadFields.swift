import SplotMerge

/// What the fields of a workload file are called in the directory, so that terms and words are made of them as of any
/// record: each of the eight fields is a place of its own.
enum WorkloadFields {
    /// The directory's kind for a kind of the file.
    static func kind(_ kind: String) -> String { kind == "project" ? "project" : "organisation" }

    /// The place that a field of the file goes to.
    static func place(_ field: String, of kind: String) -> (field: String, key: String?) {
        self.places[kind]?[field] ?? (field, nil)
    }

    private static let places: [String: [String: (field: String, key: String?)]] = [
        "member": [
            "given": ("name", "pl"), "surname": ("aliases", nil), "role": ("type", nil), "email": ("email", nil),
            "phone": ("phone", nil), "city": ("address", "city"), "org": ("tags", nil),
            "specialty": ("specialisations", nil),
        ],
        "partner": [
            "name": ("name", "pl"), "form": ("type", nil), "nip": ("identifiers", nil), "city": ("address", "city"),
            "email": ("email", nil), "phone": ("phone", nil), "contact": ("aliases", nil),
            "sector": ("specialisations", nil),
        ],
        "project": [
            "title": ("title", "pl"), "acronym": ("acronym", nil), "start": ("axis", nil), "end": ("measure", nil),
            "budget_pln": ("budget", nil), "lead": ("funders", nil), "status": ("state", nil),
            "programme": ("programme", nil),
        ],
    ]

    /// The operations of an event, by field so that the same file gives the same log.
    static func operations(of event: WorkloadEvent) -> [Operation] {
        event.set.sorted { $0.key < $1.key }
            .map { name, value in
                let place = self.place(name, of: event.kind)
                return self.operation(place.field, key: place.key, value.text)
            }
    }

    /// Sets a place to a text.
    static func operation(_ field: String, key: String? = nil, _ text: String) -> Operation {
        .set(field: field, key: key, value: self.content(text))
    }

    /// A text as the payload of an entry holds it.
    static func content(_ text: String) -> Content { .bytes(self.encoded(text)) }

    /// A CBOR text string; what is longer than 255 bytes is cut.
    private static func encoded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(255))
        return (bytes.count < 24 ? [0x60 | UInt8(bytes.count)] : [0x78, UInt8(bytes.count)]) + bytes
    }
}
