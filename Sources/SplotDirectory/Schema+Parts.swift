// What the table of kinds is written with: how to say a field in one line, and the lists and structures it names.

/// What sets a field apart in the table.
struct FieldMarks: OptionSet {
    let rawValue: Int

    static let required = FieldMarks(rawValue: 1)
    static let personal = FieldMarks(rawValue: 2)
    static let setOnce = FieldMarks(rawValue: 4)
}

extension Schema {
    static func one(_ name: String, _ type: FieldType, _ help: String, _ marks: FieldMarks = []) -> Field {
        self.field(name, type, .single, marks, help)
    }

    static func localised(_ name: String, _ type: FieldType, _ help: String, _ marks: FieldMarks = []) -> Field {
        self.field(name, type, .localised, marks, help)
    }

    static func parts(_ name: String, _ type: FieldType, _ help: String, _ marks: FieldMarks = []) -> Field {
        self.field(name, type, .map, marks, help)
    }

    static func set(_ name: String, _ type: FieldType, _ help: String, _ marks: FieldMarks = []) -> Field {
        self.field(name, type, .set, marks, help)
    }

    private static func field(
        _ name: String,
        _ type: FieldType,
        _ shape: FieldShape,
        _ marks: FieldMarks,
        _ help: String
    ) -> Field {
        Field(
            name: name,
            type: type,
            shape: shape,
            isRequired: marks.contains(.required),
            isPersonal: marks.contains(.personal),
            isSetOnce: marks.contains(.setOnce),
            help: help
        )
    }
}

extension Schema {
    static let address = FieldType.structure([
        one("street", .text, "Street and number."),
        one("postalCode", .text, "Postal code."),
        one("city", .text, "City or village."),
        one("region", .region, "Voivodeship."),
        one("country", .country, "Country."),
    ])

    static let recognition = FieldType.structure([
        one("status", .text, "What it is recognised as.", .required),
        one("period", .period, "From when to when."),
    ])

    static let activity = FieldType.structure([
        one("version", .choice(["2004", "2007", "2025"]), "The year of the classification."),
        one("code", .activityCode, "The code, such as 86.10.Z.", .required),
    ])

    static let membershipStep = FieldType.structure([
        one("step", .choice(membershipSteps), "What happened.", .required),
        one("date", .partialDate, "When."),
        one("decidedBy", .text, "Who decided."),
        one("document", .reference(to: ["document"], orText: true), "The decision in writing."),
    ])

    static let participant = FieldType.structure([
        one("organisation", .reference(to: ["organisation"], orText: false), "Who takes part.", .required),
        one("role", .text, "As what."),
        one("share", .money, "With which share of the budget."),
    ])

    static let contract = FieldType.structure([
        one("number", .text, "The contract's number.", .required),
        one("date", .partialDate, "When it was signed."),
    ])

    static let share = FieldType.structure([
        one("label", .localisedText, "What the share is for.", .required),
        one("share", .quantity, "How large it is.", .required),
    ])

    static let party = FieldType.reference(to: ["organisation", "cluster"], orText: false)
    static let guest = FieldType.reference(to: ["organisation", "cluster", "contact"], orText: false)

    static let membershipSteps = ["declared", "accepted", "rejected", "certified", "suspended", "left"]
    static let memberRoles = ["boardMember", "councilMember", "coordinator", "leader", "expert", "other"]
    static let legalForms = ["none", "agreement", "consortium", "association", "foundation", "company", "other"]
    static let organisationTypes = [
        "enterprise", "hospital", "highEdScience", "businessSupport", "publicAdmin", "ngo", "network", "funder",
        "other",
    ]
    static let organisationSchemes: [IdentifierScheme] = [.nip, .regon, .krs, .euid, .rpwdl, .lei, .ror]
    static let eventTypes = [
        "meeting", "assembly", "conference", "congress", "panel", "workshop", "training", "fair", "mission", "other",
    ]
    static let resourceTypes = [
        "datacentre", "server", "storage", "database", "archive", "software", "licence", "security", "network",
        "equipment", "laboratory", "venue", "other",
    ]
    static let documentTypes = ["strategy", "bylaws", "agreement", "declaration", "certificate", "report"]
    static let lawfulBases = [
        "consent", "contract", "legalObligation", "vitalInterests", "publicTask", "legitimateInterests",
    ]
}
