/// What there is to know about importing one kind beyond its schema: spellings that real files use, and what tells two
/// records of one name apart.
///
/// Fields of the schema need no line here. Their names are found in any spelling (`legal_form`, `legalForm`), with a
/// language (`name_pl`), a currency (`fee_pln`), `_percent` or `_comparator` after them, in the singular for a set
/// (`region` for `regions`), and by the part of an address or the scheme of an identifier alone (`city`, `nip`).
struct ImportRecipe {
    /// The kind of the records, where it is not what the recipe is called by.
    var kind: String?

    /// The column, in any spelling, and what it is for.
    var columns: [String: [ColumnUse]] = [:]

    /// The field that refers to the organisation whose own fields stand in the same row.
    var organisationField: String?

    /// Whether rows only add to records that are there: to the one they name, or else to the own cluster.
    var isAddition = false

    /// The fields that must be equal, besides the name, for two records to be one.
    var discriminators: [String] = []

    /// Whether a row that leaves a discriminator empty is only about a record that leaves it empty too.
    var isStrict = false

    static func of(_ kind: String) -> ImportRecipe { self.recipes[kind] ?? ImportRecipe() }

    /// The kinds of file that are not kinds of record.
    static var additions: [String] { self.recipes.filter(\.value.isAddition).keys.sorted() }

    private static let recipes: [String: ImportRecipe] = [
        "cluster": ImportRecipe(columns: ["founder_or_initiator": [.main("founder")]]),

        // What one cluster specialises in, one thing a row: no records of their own.
        "specialisation": ImportRecipe(
            kind: "cluster",
            columns: [
                "name": [.main("specialisations")], "name_pl": [.main("specialisations")],
                "name_en": [.main("specialisations")], "name_de": [.main("specialisations")],
                "cluster": [.main("name", .recordName)],
            ],
            isAddition: true
        ),

        // A list of members gives the day a member joined, not who declared what before: the day of acceptance.
        "member": ImportRecipe(
            columns: [
                "name": [.organisation("name")],
                "organisation": [.organisation("name")],
                "type": [.organisation("type")],
                "membership": [.main("kind")],
                "joined": [.main("steps", .step("accepted"))],
                "source": [.main("sources"), .organisation("sources")],
            ],
            organisationField: "organisation",
            discriminators: ["cluster"]
        ),
        "partner": ImportRecipe(
            columns: [
                "name": [.organisation("name")],
                "party": [.organisation("name")],
                "type": [.organisation("type")],
                "country": [.main("country"), .organisation("country")],
                "via": [.main("via", .organisation)],
                "source": [.main("sources"), .organisation("sources")],
            ],
            organisationField: "party",
            discriminators: ["cluster"]
        ),
        "project": ImportRecipe(columns: ["split": [.main("split", .shares)]]),

        // An event has a place but no country of its own.
        "event": ImportRecipe(
            columns: ["country": [.main("place", .countryOfPlace)]],
            discriminators: ["start"]
        ),

        // Components are often things that nobody lists as a resource; as tags they are found all the same.
        "offer": ImportRecipe(
            columns: ["cluster": [.main("providers", .cluster)], "components": [.main("components", .namesOrTags)]]
        ),

        // These kinds have no field for a cluster, and naming it as owner or author would say more than the file does.
        "resource": ImportRecipe(columns: ["cluster": [.main("tags")]]),
        "document": ImportRecipe(columns: ["cluster": [.main("tags")]]),
        "notice": ImportRecipe(columns: ["cluster": [.main("about", .cluster)], "category": [.main("tags")]]),
        "contact": ImportRecipe(discriminators: ["organisation"]),

        // A figure is a dated statement by somebody; another day or source makes another figure.
        "figure": ImportRecipe(
            columns: ["cluster": [.main("subject", .cluster)], "stated_base": [.main("base")]],
            discriminators: ["subject", "asOf", "source"],
            isStrict: true
        ),
    ]
}
