import Foundation
import SplotDirectory

/// Turns the cells of a row into what they ask of the row's records, as text that the schema reads.
struct RowReader {
    /// One thing a row asks.
    struct Request {
        var column: String
        var use: ColumnUse
        var text: String
    }

    let table: BoundTable
    let kind: String
    let schema: Schema

    // In JSON a number is what it says; in a file of an office it may hold signs between thousands.
    private let areNumbersPlain: Bool

    // The places that more than one column may say something about; few, and the others need no search.
    private let combined: Set<String>

    init(table: BoundTable, kind: String, schema: Schema, format: ImportTable.Format) {
        self.areNumbersPlain = format == .json
        self.table = table
        self.kind = kind
        self.schema = schema
        let parts = table.columns.flatMap(\.uses).filter { $0.role == .comparator || $0.role == .countryOfPlace }
        self.combined = Set(parts.map(\.path))
    }

    /// What a row asks, in the order of the columns, and what is wrong before the schema is asked.
    func requests(of row: ImportTable.Row) -> (requests: [Request], problems: [FieldProblem]) {
        var requests: [Request] = []
        var problems: [FieldProblem] = []
        var written: Set<ColumnUse> = []
        for column in self.table.columns {
            guard let cell = column.cell(in: row) else { continue }
            for use in column.uses {
                do throws(FieldProblem) {
                    for text in try self.texts(cell, column: column, use: use, row: row, written: &written) {
                        requests.append(Request(column: column.name, use: use, text: text))
                    }
                } catch {
                    problems.append(error)
                }
            }
        }
        return (requests, problems)
    }

    private func texts(
        _ cell: ImportTable.Cell,
        column: BoundTable.Column,
        use: ColumnUse,
        row: ImportTable.Row,
        written: inout Set<ColumnUse>
    ) throws(FieldProblem) -> [String] {
        let problem = { (message: String) in FieldProblem(path: column.name, code: .malformed, message: message) }
        switch use.role {
        case .value, .cluster, .namesOrTags, .organisation, .recordName:
            var elements = self.elements(cell, of: use)
            for index in elements.indices {
                elements[index] = try self.plain(elements[index], column, self.type(of: use))
            }
            guard let only = elements.first, elements.count == 1 else { return elements }
            let sign = self.text(for: use, of: row) { $0 == .comparator } ?? ""
            return [sign + (try self.withCountry(only, use: use, row: row))]
        case .unit(let unit):
            let amount = try self.plain(self.trimmed(cell), column, self.type(of: use))
            let sign = self.text(for: use, of: row) { $0 == .comparator } ?? ""
            return [sign + amount + (amount.last?.isNumber == true ? " " + unit : "")]
        case .comparator:
            guard self.text(for: use, of: row, where: { $0 != .comparator }) != nil else {
                throw problem("this sign needs an amount beside it")
            }
            return []
        case .member:
            guard written.insert(ColumnUse(part: use.part, path: use.path)).inserted else { return [] }
            return [try self.structure(use, of: row)]
        case .step(let step):
            let date = try self.plain(self.trimmed(cell), column, .partialDate)
            return [StructureForm.text([("step", step), ("date", date)])]
        case .shares:
            if case .list(let texts) = cell { return texts }
            let shares = self.elements(cell, separators: ";\n").map(self.share)
            guard !shares.contains(nil) else {
                throw problem("write each share as its label and number, with semicolons between: platform >90 %")
            }
            return shares.compactMap(\.self)
        case .countryOfPlace:
            guard self.text(for: use, of: row, where: { $0 == .value }) == nil else { return [] }
            return [try self.withCountry("", use: ColumnUse.main(use.path), row: row)]
        }
    }

    // Sets stand between semicolons; what the file itself keeps apart, and structures, which hold semicolons, do not.
    private func elements(_ cell: ImportTable.Cell, of use: ColumnUse) -> [String] {
        if case .list(let texts) = cell, self.field(use)?.shape == .set { return texts.filter { !$0.isEmpty } }
        guard let field = self.field(use), field.shape == .set else { return [self.trimmed(cell)] }
        if case .structure = field.type { return self.elements(cell, separators: "\n") }
        return self.elements(cell, separators: ";\n")
    }

    private func elements(_ cell: ImportTable.Cell, separators: String) -> [String] {
        self.trimmed(cell).unicodeScalars.split { separators.unicodeScalars.contains($0) }
            .map { String($0).trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { !$0.isEmpty }
    }

    private func trimmed(_ cell: ImportTable.Cell) -> String {
        switch cell {
        case .text(let text): text.trimmingCharacters(in: .whitespacesAndNewlines)
        case .list(let texts): texts.joined(separator: "; ")
        }
    }

    // What another column for the same place says in this row.
    private func text(
        for use: ColumnUse,
        of row: ImportTable.Row,
        where isWanted: (ColumnUse.Role) -> Bool
    ) -> String? {
        guard self.combined.contains(use.path) else { return nil }
        for column in self.table.columns {
            let isMatch = column.uses.contains { $0.part == use.part && $0.path == use.path && isWanted($0.role) }
            if isMatch, let cell = column.cell(in: row) { return self.trimmed(cell) }
        }
        return nil
    }

    private func structure(_ use: ColumnUse, of row: ImportTable.Row) throws(FieldProblem) -> String {
        var members: [(name: String, text: String)] = []
        for column in self.table.columns {
            for other in column.uses where other.part == use.part && other.path == use.path {
                guard case .member(let name) = other.role, let cell = column.cell(in: row) else { continue }
                members.append((name, try self.plain(self.trimmed(cell), column, self.type(of: other))))
            }
        }
        return StructureForm.text(members)
    }

    // `Dąbrowa Górnicza` and `PL` are the place `Dąbrowa Górnicza, PL`.
    private func withCountry(_ place: String, use: ColumnUse, row: ImportTable.Row) throws(FieldProblem) -> String {
        guard let country = self.text(for: use, of: row, where: { $0 == .countryOfPlace }) else { return place }
        guard let code = Country.code(country) else {
            let column = self.table.columns.first { $0.uses.contains { $0.role == .countryOfPlace } }
            throw FieldProblem(path: column?.name ?? "", code: .malformed, message: FieldType.country.accepted)
        }
        if place.isEmpty || place.hasSuffix(", " + code) { return place.isEmpty ? code : place }
        return place + ", " + code
    }

    // `platform >90%`: the label ends where a quantity begins, at a sign or after a space; its unit holds no digits.
    private func share(_ text: String) -> String? {
        var before = text.first
        for index in text.indices.dropFirst() {
            defer { before = text[index] }
            guard before?.isWhitespace == true || "<>≤≥=≈~".contains(text[index]), !text[index].isWhitespace,
                let quantity = Quantity(text[index...]), quantity.unit?.contains(where: \.isNumber) != true
            else { continue }
            let label = text[..<index].trimmingCharacters(in: .whitespaces)
            guard self.areNumbersPlain || OfficeNumber.plain(String(text[index...])) != nil else { return nil }
            return label.isEmpty ? nil : StructureForm.text([("label", label), ("share", quantity.description)])
        }
        return nil
    }

    // A number or date of an office, as the schema reads it.
    private func plain(
        _ text: String,
        _ column: BoundTable.Column,
        _ type: FieldType?
    ) throws(FieldProblem) -> String {
        switch type {
        case .partialDate, .moment, .period:
            return OfficeDate.plain(text)
        case .money where !self.areNumbersPlain, .quantity where !self.areNumbersPlain:
            guard let plain = OfficeNumber.plain(text) else {
                throw FieldProblem(path: column.name, code: .malformed, message: OfficeNumber.advice)
            }
            return plain
        default:
            return text
        }
    }

    // What a use's own text is: of one member of a structure, the member's type.
    private func type(of use: ColumnUse) -> FieldType? {
        let type = self.field(use)?.type
        guard case .member(let name) = use.role, case .structure(let members)? = type else { return type }
        return members.first { $0.name == name }?.type
    }

    /// Whether a row says that what it describes is in another country than Poland.
    func isForeign(_ row: ImportTable.Row, part: ColumnUse.Part) -> Bool {
        self.table.columns.contains { column in
            let isCountry = column.uses.contains {
                $0.part == part && ["country", "address.country"].contains($0.path)
            }
            guard isCountry, let cell = column.cell(in: row) else { return false }
            return Country.code(self.trimmed(cell)) != "PL"
        }
    }

    func field(_ use: ColumnUse) -> Field? {
        let name = String(use.path.prefix { $0 != "." })
        return self.schema.field(named: name, of: use.part == .main ? self.kind : "organisation")
    }
}
