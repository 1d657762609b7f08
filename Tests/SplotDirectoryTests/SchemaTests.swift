import SplotDirectory
import Testing

struct SchemaTests {
    // The directory's document, kind by kind: T text, L localised text, D partial date, W date or time, P period,
    // M money, Q quantity, C country, N language, I identifier or region, E one of a list, R reference, R/T reference or
    // text, U URL, B yes/no, H hash, {…} structure; after it 1 required, * a set, # a map, ! set once, ★ personal.
    static let kinds = [
        "cluster: name L1, readers H*, identity H, aliases T*, type E, founded D, founder T*, coordinator R/T, legalForm E, "
            + "address {T T T I C}#, regions I*, languages N*, specialisations T*, goals L*, website U, fee M, "
            + "recognition {T P}*, organs L*, coordinationNotes L",
        "organisation common: name L1★, aliases T*, type E, naturalPerson B, identifiers I*, address {T T T I C}#, country C, "
            + "region I, phone T★, email T★, otherPhones T*★, otherEmails T*★, website U, pkd {E T}*, specialisations T*, size E",
        "member: organisation R1, cluster R1, kind E, voting B, steps {E D T R/T}*, role E*, rights L*",
        "partner common: party R1, cluster R1, kind E, country C, via R, period P, agreement R, contacts R*",
        "project: title L1, acronym T, clusters R*, participants {R T M}*, funders R/T*, programme T, axis T, measure T, "
            + "contract {T D}*, budget M, ownContribution M, split {L Q}*, period P, state E, objective L, results U*",
        "event: title L1, type E, start W, end W, recurrence T, place T, online U, organisers R*, hosts R*, clusters R*, "
            + "participants R*★, parent R, state E, documents R*",
        "offer: title L, description L, type E, providers R*, components R*, price M, validity P, countries C*",
        "resource: name L1, type E, owner R/T, conditions L, capacity Q, availability P*",
        "document: title L1, type E, period P, adoptedOn D, adoptedBy R/T, digest H, url U, language N",
        "notice: title L1, body L, languages N*, publishedOn D, about R*, expires D",
        "contact: name T★, function L★, organisation R★, phone T*★, email T*★, period P★, lawfulBasis E★, informedOn D★, "
            + "retainUntil D★",
        "figure: subject R, label L, value Q, share Q, base Q, asOf D, source T!, supersedes R",
    ]

    @Test
    func theTableIsThatOfTheDocument() {
        let described = Schema.standard.kinds.map { kind in
            "\(kind.name)\(kind.isCommon ? " common" : ""): " + kind.fields.map(Self.describe).joined(separator: ", ")
        }
        #expect(described.count == 12)
        for (left, right) in zip(described, Self.kinds) { #expect(left == right) }
        let common = Schema.standard.commonFields.map(Self.describe).joined(separator: ", ")
        #expect(common == "visibility E, status E, sources T*, sameAs R*, tags T*")
    }

    @Test(arguments: [
        ("cluster", "type", "cluster initiative ecosystem network"),
        (
            "organisation", "type",
            "enterprise hospital highEdScience businessSupport publicAdmin ngo network funder other"
        ),
        ("member", "kind", "full honorary supporting founder"),
        ("partner", "kind", "formal expert network"),
        ("project", "state", "idea applied running finished cancelled"),
        ("event", "state", "planned confirmed cancelled held"),
        ("offer", "type", "service bundle seek training"),
        ("document", "type", "strategy bylaws agreement declaration certificate report"),
        ("figure", "visibility", "public federation"),
        ("figure", "status", "active inactive archived"),
    ])
    func listsAreThoseOfTheDocument(kind: String, field: String, options: String) {
        let expected = FieldType.choice(options.split(separator: " ").map(String.init))
        #expect(Schema.standard.field(named: field, of: kind)?.type == expected)
    }

    @Test
    func membershipStepsAreThoseOfTheDocument() throws {
        let steps = try #require(Schema.standard.field(named: "steps", of: "member"))
        guard case .structure(let members) = steps.type else {
            Issue.record("steps are not structures")
            return
        }
        let expected = ["declared", "accepted", "rejected", "certified", "suspended", "left"]
        #expect(members.first?.type == .choice(expected))
        #expect(members.map(\.name) == ["step", "date", "decidedBy", "document"])
    }

    @Test
    func everythingIsNamedOnceAndExplained() {
        let schema = Schema.standard
        #expect(Set(schema.kinds.map(\.name)).count == schema.kinds.count)
        for kind in schema.kinds {
            let fields = schema.fields(of: kind.name)
            #expect(Set(fields.map(\.name)).count == fields.count, "\(kind.name)")
            #expect(fields.count == kind.fields.count + schema.commonFields.count)
            #expect(kind.help.hasSuffix("."))
            for field in fields {
                #expect(field.help.hasSuffix(".") && field.help.count <= 80, "\(kind.name).\(field.name)")
                #expect(!field.name.contains("."), "\(kind.name).\(field.name)")
                #expect((field.shape == .localised) == Self.isText(field), "\(kind.name).\(field.name)")
            }
        }
    }

    @Test
    func titlesAndReferencesNameWhatThereIs() {
        let schema = Schema.standard
        let names = Set(schema.kinds.map(\.name))
        for kind in schema.kinds {
            if let title = kind.titleField {
                #expect(schema.field(named: title, of: kind.name) != nil, "\(kind.name)")
            } else {
                #expect(["member", "partner"].contains(kind.name))
            }
            for case .reference(let kinds, _) in schema.fields(of: kind.name).map(\.type) {
                #expect(names.isSuperset(of: kinds), "\(kind.name)")
            }
        }
    }

    @Test
    func whatIsNotKnownIsNotThere() {
        #expect(Schema.standard.kind(named: "klaster") == nil)
        #expect(Schema.standard.fields(of: "klaster") == [])
        #expect(Schema.standard.field(named: "nazwa", of: "cluster") == nil)
    }

    // Localised text that is not the element of a set.
    private static func isText(_ field: Field) -> Bool {
        field.shape != .set && ["L"].contains(self.letter(field.type))
    }

    private static func describe(_ field: Field) -> String {
        let shape =
            switch field.shape {
            case .set: "*"
            case .map: "#"
            case .single, .localised: ""
            }
        return field.name + " " + self.letter(field.type) + (field.isRequired ? "1" : "") + shape
            + (field.isSetOnce ? "!" : "") + (field.isPersonal ? "★" : "")
    }

    private static func letter(_ type: FieldType) -> String {
        switch type {
        case .text, .phone, .email, .activityCode: "T"
        case .localisedText, .localisedParagraphs: "L"
        case .partialDate: "D"
        case .moment: "W"
        case .period: "P"
        case .money: "M"
        case .quantity: "Q"
        case .country: "C"
        case .language: "N"
        case .region, .identifier: "I"
        case .choice: "E"
        case .reference(_, let orText): orText ? "R/T" : "R"
        case .url: "U"
        case .boolean: "B"
        case .digest, .clusterID: "H"
        case .structure(let members): "{" + members.map { self.letter($0.type) }.joined(separator: " ") + "}"
        }
    }
}
