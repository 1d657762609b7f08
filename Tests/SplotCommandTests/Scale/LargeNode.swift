import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting

extension Office {
    /// Writes many records into the office's log, one entry each, as a program that embeds a node would.
    func write(_ count: Int) async throws {
        let node = try await Node.open(at: self.data)
        var generator = SeededGenerator(seed: UInt64(count))
        for start in stride(from: 0, to: count, by: 5_000) {
            let edits = (start..<min(start + 5_000, count))
                .map { index in
                    let number = Int.random(in: 100_000_000...999_999_999, using: &generator)
                    return RecordEdit(
                        target: .new(kind: "notice"),
                        writes: [
                            Self.text("title", "Spotkanie \(index) klastrów medycznych"),
                            Self.text(
                                "body",
                                "Sprawa \(number): rejestracja telemedycyny w Łodzi, sala \(number % 97)"
                            ),
                        ]
                    )
                }
            _ = try await node.write(edits)
        }
    }

    private static func text(_ field: String, _ text: String) -> FieldWrite {
        FieldWrite(field: field, key: "pl", shape: .localised, operation: .set(.value(.text(text))))
    }

    /// How many entries the office's node holds.
    func size() async throws -> UInt64 {
        try await Node.open(at: self.data).status().logs.reduce(0) { $0 + $1.size }
    }

    /// What the office's node shows.
    func digest() async throws -> String { try await Node.open(at: self.data).status().directoryDigest.hex }
}
