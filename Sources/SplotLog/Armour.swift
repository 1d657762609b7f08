#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bytes as text that survives a mail: Base64 between two marks, with lines for people above it (Protocol.md §4.4).
package struct Armour: Sendable {
    private let header: String
    private let footer: String

    /// Describes a kind of file.
    ///
    /// - Parameter kind: What stands in the marks, in capital letters, such as `CARD`.
    package init(_ kind: String) {
        self.header = "-----BEGIN SPLOT \(kind)-----"
        self.footer = "-----END SPLOT \(kind)-----"
    }

    /// Puts a file together.
    ///
    /// - Parameters:
    ///   - bytes: What the file says.
    ///   - notes: Lines for people, such as `Cluster: PIKMED`. Nobody believes them.
    /// - Returns: The text, ending in a newline.
    package func text(_ bytes: [UInt8], notes: [String]) -> String {
        let encoded = Array(Data(bytes).base64EncodedData())
        let lines = stride(from: 0, to: encoded.count, by: 64)
            .map { String(decoding: encoded[$0..<min($0 + 64, encoded.count)], as: UTF8.self) }
        return ([self.header] + notes.map(Self.line) + [""] + lines + [self.footer, ""]).joined(separator: "\n")
    }

    /// A name on one line: with a line break in it, it could pass for another line, or for the encoded part.
    private static func line(_ note: String) -> String {
        String(
            String.UnicodeScalarView(note.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }

    /// The bytes in a file.
    ///
    /// - Parameter text: The file's text; what stands before and after the two marks is passed over.
    /// - Returns: `nil` when a mark, the empty line or the Base64 is missing or broken.
    package func bytes(in text: String) -> [UInt8]? {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        guard let first = lines.firstIndex(where: { $0.elementsEqual(self.header.utf8) }),
            let last = lines[first...].firstIndex(where: { $0.elementsEqual(self.footer.utf8) }),
            let blank = lines[first..<last].firstIndex(where: \.isEmpty)
        else { return nil }
        var encoded = Data()
        for line in lines[blank..<last] { encoded.append(contentsOf: line) }
        return Data(base64Encoded: encoded).map { Array($0) }
    }
}
