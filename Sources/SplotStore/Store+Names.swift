import GRDB

/// Names of kinds, fields and keys, which stand in every record's state: each has a small number in this database.
extension StoreReader {
    /// The name that has a number.
    func name(_ number: Int64) throws -> String {
        if let name = self.names[number] { return name }
        guard let row = try self.row("SELECT name FROM name WHERE number = ?", [number]) else {
            throw StoreError(.damaged, "a name of the merged state is missing: `splot verify --rebuild` makes it again")
        }
        let name = try row.text(0)
        self.remember(name, number: number)
        return name
    }

    /// What stands for a kind in tables: its name's number in digits, or as it is a name that may have none.
    ///
    /// A name without a number stands nowhere, and a dash for it.
    func stored(kind: String) throws -> String {
        guard Self.isPlain(kind) else { return kind }
        return try self.number(of: kind).map { "\($0)" } ?? "-"
    }

    /// The kind that something stands for in tables.
    func kind(stored text: String) throws -> String { try Int64(text).map(self.name) ?? text }

    fileprivate func number(of name: String) throws -> Int64? {
        if let number = self.nameNumbers[name] { return number }
        guard let row = try self.row("SELECT number FROM name WHERE name = ?", [name]) else { return nil }
        let number = try row.integer(0)
        self.remember(name, number: number)
        return number
    }

    fileprivate func remember(_ name: String, number: Int64) {
        self.names[number] = name
        self.nameNumbers[name] = number
    }

    /// Whether a name may have a number: plain ones only, which are equal where their bytes are.
    fileprivate static func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 64 && name.utf8.allSatisfy { $0 < 0x80 }
    }
}

extension StoreWriter {
    /// The number of a name, given now if it has none; `nil` for a name that is to be written out.
    func numberCreating(_ name: String) throws -> Int64? {
        if let number = self.nameNumbers[name] { return number }
        guard Self.isPlain(name) else { return nil }
        if let number = try self.number(of: name) { return number }
        try self.run("INSERT INTO name (name) VALUES (?)", [name])
        let number = self.database.lastInsertedRowID
        self.remember(name, number: number)
        return number
    }
}
