/// Why bytes were refused as deterministic CBOR.
package struct CBORError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with the bytes.
    package enum Code: String, Sendable {
        /// The bytes end inside an item.
        case truncated
        /// Bytes follow the item.
        case trailingBytes
        /// A length or number is not in its shortest form (RFC 8949 §4.2.1).
        case notShortest
        /// An indefinite length, a floating-point number, or a simple value other than false, true and null.
        case notAllowed
        /// Map keys are not in ascending order of their bytes, or one stands twice.
        case mapKeysNotAscending
        /// A text string is not UTF-8.
        case notUTF8
        /// Another type of item was expected here.
        case unexpectedType
        /// A number or a length lies outside what this place allows.
        case outOfRange
        /// Items are nested too deeply.
        case tooDeep
    }

    /// What is wrong with the bytes.
    package let code: Code

    /// The offset of the offending item in the bytes read.
    package let offset: Int

    /// Names a fault and where it stands.
    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The code and the offset; never the bytes, which may be personal data.
    package var description: String { "CBOR \(self.code.rawValue) at byte \(self.offset)" }
}
