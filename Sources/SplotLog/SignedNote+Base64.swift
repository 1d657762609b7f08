#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Standard Base64 (RFC 4648 §4) with its padding, in the one form that each byte string has.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes; `nil` for anything that ``encode(_:)`` would not print, such as bits set behind the last byte.
    static func decode(_ text: String) -> [UInt8]? {
        // Printed again and compared as bytes: decoders pass over bits that a second spelling could hide in.
        guard let data = Data(base64Encoded: text), data.base64EncodedString().utf8.elementsEqual(text.utf8) else {
            return nil
        }
        return Array(data)
    }
}
