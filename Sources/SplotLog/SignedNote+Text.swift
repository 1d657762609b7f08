/// A note as it is written down and sent.
extension SignedNote: CustomStringConvertible {
    /// The note: its text, a blank line, and the signature lines.
    public var description: String {
        self.text + "\n" + self.signatures.map { "\(Self.mark)\($0.keyName) \($0.base64)\n" }.joined()
    }

    /// Reads a note from a string; see ``init(bytes:)``.
    ///
    /// - Parameter string: The note, whole.
    /// - Throws: ``LogError`` with code `malformedNote` for what is no signed note, `tooLarge` beyond 64 KiB or 16
    ///   signatures.
    public init(_ string: String) throws { try self.init(bytes: Array(string.utf8)) }

    /// Reads a note from bytes.
    ///
    /// What this accepts, ``description`` prints byte for byte.
    ///
    /// - Parameter bytes: UTF-8: lines of text, a blank line, and signature lines up to the end.
    /// - Throws: ``LogError`` with code `malformedNote` for what is no signed note, `tooLarge` beyond 64 KiB or 16
    ///   signatures.
    public init(bytes: [UInt8]) throws {
        guard bytes.count <= Self.maximumBytes else { throw Self.tooLong }
        guard bytes.last == Self.newline, let blank = Self.lastBlankLine(bytes) else {
            throw LogError(.malformedNote, "a note is text, a blank line and signature lines, with newlines")
        }
        let lines = bytes[(blank + 1)...].dropLast().split(separator: Self.newline, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatures else {
            throw LogError(.tooLarge, "a note has \(Self.maximumSignatures) signatures at most")
        }
        guard let text = String(validating: bytes[..<blank], as: UTF8.self) else {
            throw LogError(.malformedNote, "a note is UTF-8")
        }
        try self.init(text: text, signatures: lines.map(Self.signature))
    }

    private static let mark = "\u{2014} "

    /// The offset of the last empty line that has a signature line's beginning behind it and text before it.
    private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
        // Offsets, not characters: a combining mark behind a newline would make another character of the two.
        bytes.indices.last {
            $0 > 0 && $0 + 1 < bytes.count && bytes[$0] == self.newline && bytes[$0 - 1] == self.newline
        }
    }

    /// Reads one signature line, without its newline.
    private static func signature(_ line: ArraySlice<UInt8>) throws -> Signature {
        let fields = line.dropFirst(self.mark.utf8.count)
            .split(
                separator: UInt8(ascii: " "),
                omittingEmptySubsequences: false
            )
        guard line.starts(with: self.mark.utf8), fields.count == 2,
            let name = String(validating: fields[0], as: UTF8.self),
            let base64 = String(validating: fields[1], as: UTF8.self),
            let bytes = Base64.decode(base64), bytes.count >= 4
        else { throw LogError(.malformedNote, "a signature line is a dash, a key name, and a key id with a signature") }
        let keyID = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return try Signature(keyName: name, keyID: keyID, bytes: Array(bytes.dropFirst(4)))
    }
}

extension SignedNote.Signature {
    fileprivate var base64: String {
        Base64.encode(withUnsafeBytes(of: self.keyID.bigEndian) { Array($0) } + self.bytes)
    }
}
