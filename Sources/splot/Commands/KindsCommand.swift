import ArgumentParser
import SplotDirectory
import SplotOffice

struct KindsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds",
        abstract: "List the kinds of record, or the fields of one kind.",
        discussion: """
            With --json, one object a line. Kinds: kind, common (whether every trusted cluster may write), help. Fields: \
            field, shape (single, localised, map, set), required, personal, help, accepts.

            Example: splot kinds organisation
            """
    )

    @Argument(help: "The kind whose fields to list.")
    var kind: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let schema = Schema.standard
        guard let name = self.kind else { return self.printKinds(of: schema) }
        guard let kind = schema.kind(named: name) else { throw UnknownKind.error(in: schema) }
        self.printFields(of: kind, schema: schema)
    }

    private func printKinds(of schema: Schema) {
        var table = Table([Table.Column("KIND"), Table.Column("WHO WRITES"), Table.Column("WHAT IT IS")])
        for kind in schema.kinds {
            if self.json.isWanted {
                Output.standard.line(
                    .object([
                        "kind": .string(kind.name), "common": .boolean(kind.isCommon), "help": .string(kind.help),
                    ])
                )
            }
            table.add([kind.name, kind.isCommon ? "any trusted cluster" : "its own cluster", kind.help])
        }
        if !self.json.isWanted { Output.standard.table(table) }
    }

    private func printFields(of kind: Kind, schema: Schema) {
        var table = Table([Table.Column("FIELD"), Table.Column("HOLDS"), Table.Column("WHAT IT IS")])
        for field in schema.fields(of: kind.name) {
            if self.json.isWanted { Output.standard.line(Self.json(field)) }
            table.add([field.name, Self.holds(field), field.help])
        }
        guard !self.json.isWanted else { return }
        Output.standard.line("\(kind.name): \(kind.help)")
        Output.standard.line()
        for line in table.lines() { Output.standard.line(line) }
        Output.standard.line()
        Output.standard.line("Write field=value; of a set also field+=value and field-=value. What each takes:")
        for field in schema.fields(of: kind.name) {
            Output.standard.line("  \(field.name): \(field.type.accepted)")
        }
    }

    private static func holds(_ field: Field) -> String {
        let shape =
            switch field.shape {
            case .single: "one"
            case .localised: "one for each language"
            case .map: "parts"
            case .set: "any number"
            }
        return shape + (field.isRequired ? ", required" : "") + (field.isPersonal ? ", may be personal" : "")
    }

    private static func json(_ field: Field) -> JSON {
        let shape =
            switch field.shape {
            case .single: "single"
            case .localised: "localised"
            case .map: "map"
            case .set: "set"
            }
        return .object([
            "field": .string(field.name),
            "shape": .string(shape),
            "required": .boolean(field.isRequired),
            "personal": .boolean(field.isPersonal),
            "help": .string(field.help),
            "accepts": .string(field.type.accepted),
        ])
    }
}

/// What is said of a kind that does not exist.
enum UnknownKind {
    static func error(in schema: Schema) -> CommandError {
        let names = schema.kinds.map(\.name).joined(separator: ", ")
        return CommandError(.usage, "there is no such kind of record; the kinds are \(names)")
    }
}
