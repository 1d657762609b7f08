import SplotMerge

/// One worked example of `Protocol.md`.
struct WorkedExample: Sendable {
    /// What the block's first line says behind the backquotes, such as `hex entry-1-header`.
    var tag: String
    /// The block's lines.
    var content: String
    /// Whether bytes of a signature are in it.
    var isSigned = false

    /// Lines of text.
    static func text(_ name: String, _ lines: [String], isSigned: Bool = false) -> WorkedExample {
        WorkedExample(tag: "text \(name)", content: lines.joined(separator: "\n"), isSigned: isSigned)
    }

    /// Bytes, with what they mean below them; a line that begins with `#` is no part of the bytes.
    static func hex(_ name: String, _ bytes: [UInt8], note: [String] = [], isSigned: Bool = false) -> WorkedExample {
        let lines = bytes.hexLines + note.map { "# \($0)" }
        return WorkedExample(tag: "hex \(name)", content: lines.joined(separator: "\n"), isSigned: isSigned)
    }

    /// A CBOR item, with its diagnostic notation, in which byte strings longer than `limit` are cut.
    static func item(_ name: String, _ bytes: [UInt8], cuttingBeyond limit: Int = .max) -> WorkedExample {
        self.hex(name, bytes, note: Diagnostic.lines(of: bytes, cuttingBeyond: limit))
    }
}

extension [UInt8] {
    /// Lower-case hexadecimal.
    var hexText: String {
        self.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }

    /// Lower-case hexadecimal, 56 bytes a line.
    var hexLines: [String] {
        stride(from: 0, to: self.count, by: 56).map { Array(self[$0..<Swift.min($0 + 56, self.count)]).hexText }
    }
}
