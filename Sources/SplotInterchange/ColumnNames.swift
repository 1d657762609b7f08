import Foundation
import SplotDirectory

/// Finds out what the heading of a column means for a kind of record.
struct ColumnNames {
    let kind: String
    let schema: Schema
    private let recipe: ImportRecipe
    private let spellings: [String: [ColumnUse]]

    init(kind: String, schema: Schema) {
        self.recipe = ImportRecipe.of(kind)
        self.kind = self.recipe.kind ?? kind
        self.schema = schema
        self.spellings = Dictionary(uniqueKeysWithValues: self.recipe.columns.map { (Folding.squash($0), $1) })
    }

    /// Every name a column may have, without the suffixes that go with any of them.
    var known: [String] {
        var names = self.recipe.columns.keys.sorted() + self.schema.fields(of: self.kind).map(\.name)
        if self.recipe.organisationField != nil {
            names += self.schema.fields(of: "organisation").map(\.name) + ["city", "nip", "regon", "krs"]
        }
        var seen: Set<String> = []
        return names.filter { $0 != self.recipe.organisationField && seen.insert($0).inserted }
    }

    /// What a heading is for; `nil` when it means nothing here.
    func uses(of heading: String) -> [ColumnUse]? {
        if let uses = self.spellings[PolishHeadings.translated(heading)] { return uses }
        let parts = heading.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if let use = self.use(parts, of: self.kind, part: .main) { return [use] }
        for length in stride(from: parts.count - 1, to: 0, by: -1) {
            let head = parts.prefix(length).joined(separator: "_")
            guard let uses = self.spellings[PolishHeadings.translated(head)] else { continue }
            let suffixed = uses.compactMap { self.suffixed($0, Array(parts.dropFirst(length))) }
            if !suffixed.isEmpty { return suffixed }
        }
        guard self.recipe.organisationField != nil else { return nil }
        let rest = parts.first?.lowercased() == "organisation" ? Array(parts.dropFirst()) : parts
        return self.use(rest, of: "organisation", part: .organisation).map { [$0] }
    }

    // A field of the kind, alone or with a suffix; a part of its address, a scheme of its identifiers.
    private func use(_ parts: [String], of kind: String, part: ColumnUse.Part) -> ColumnUse? {
        let whole = parts.joined()
        if let field = self.field(whole, of: kind), !self.isFilledOtherwise(field.name, part) {
            return ColumnUse(part: part, path: field.name)
        }
        for length in stride(from: parts.count - 1, to: 0, by: -1) {
            guard let field = self.field(parts.prefix(length).joined(), of: kind) else { continue }
            let use = ColumnUse(part: part, path: field.name)
            if let suffixed = self.suffixed(use, Array(parts.dropFirst(length)), field: field) { return suffixed }
        }
        if let scheme = IdentifierScheme(rawValue: whole.uppercased()),
            case .identifier(let schemes)? = self.schema.field(named: "identifiers", of: kind)?.type,
            schemes.contains(scheme)
        {
            return ColumnUse(part: part, path: "identifiers." + scheme.rawValue)
        }
        guard case .structure(let members)? = self.schema.field(named: "address", of: kind)?.type else { return nil }
        let name = PolishHeadings.translated(whole)
        return members.first { Folding.squash($0.name) == name }
            .map { ColumnUse(part: part, path: "address." + $0.name) }
    }

    private func suffixed(_ use: ColumnUse, _ suffix: [String]) -> ColumnUse? {
        let kind = use.part == .main ? self.kind : "organisation"
        return self.schema.field(named: use.path, of: kind).flatMap { self.suffixed(use, suffix, field: $0) }
    }

    private func suffixed(_ use: ColumnUse, _ suffix: [String], field: Field) -> ColumnUse? {
        var use = use
        let word = PolishHeadings.translated(suffix.joined())
        switch field.type {
        case .localisedText, .localisedParagraphs:
            guard let tag = LanguageTag.canonical(suffix.joined(separator: "-")) else { return nil }
            use.path += "." + tag
        case .identifier:
            use.path += "." + word.uppercased()
        case .money where word == "comparator", .quantity where word == "comparator":
            use.role = .comparator
        case .money:
            guard word.utf8.count == 3 else { return nil }
            use.role = .unit(word.uppercased())
        case .quantity:
            guard word == "percent" else { return nil }
            use.role = .unit("%")
        case .structure(let members):
            guard let member = members.first(where: { Folding.squash($0.name) == word }) else { return nil }
            if field.shape == .map { use.path += "." + member.name } else { use.role = .member(member.name) }
        default:
            return nil
        }
        return use
    }

    // The organisation of a member is not named by a column of its own: the row describes it.
    private func isFilledOtherwise(_ field: String, _ part: ColumnUse.Part) -> Bool {
        part == .main && field == self.recipe.organisationField
    }

    private func field(_ heading: String, of kind: String) -> Field? {
        let name = PolishHeadings.translated(heading)
        let fields = self.schema.fields(of: kind)
        return fields.first { Folding.squash($0.name) == name }
            ?? fields.first { $0.shape == .set && Folding.squash($0.name) == name + "s" }
    }
}
