import Foundation

/// Finding out how a file's text is encoded, and making it UTF-8.
enum TextEncoding {
    /// The text in valid UTF-8, without a byte order mark.
    static func utf8(_ bytes: [UInt8]) throws(InterchangeError) -> [UInt8] {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE): return try self.utf16(bytes.dropFirst(2)) { UInt16($1) << 8 | UInt16($0) }
        case (0xFE, 0xFF): return try self.utf16(bytes.dropFirst(2)) { UInt16($0) << 8 | UInt16($1) }
        default: break
        }
        guard !bytes.contains(0) else { throw self.unknown }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            let rest = Array(bytes.dropFirst(3))
            guard self.isUTF8(rest) else { throw self.unknown }
            return rest
        }
        return self.isUTF8(bytes) ? bytes : try self.windows1250(bytes)
    }

    private static let unknown = InterchangeError(
        code: .unknownEncoding,
        message: "the file is not text in a known encoding; save it as CSV in UTF-8, or else in Windows-1250 or UTF-16 "
            + "(with its byte order mark)"
    )

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    private static func utf16(
        _ bytes: ArraySlice<UInt8>,
        unit: (UInt8, UInt8) -> UInt16
    ) throws(InterchangeError) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw self.unknown }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
        guard !units.contains(0), let text = String(validating: units, as: UTF16.self) else { throw self.unknown }
        return Array(text.utf8)
    }

    // Nearly any bytes are text of a one-byte encoding, so the text must look right as well.
    private static func windows1250(_ bytes: [UInt8]) throws(InterchangeError) -> [UInt8] {
        guard !bytes.contains(where: self.isNeverText),
            let text = String(bytes: bytes, encoding: .windowsCP1250), !self.hasSymbolInWord(text)
        else { throw self.unknown }
        return Array(text.utf8)
    }

    // Control characters, and the five bytes that Windows-1250 leaves undefined.
    private static func isNeverText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F, 0x81, 0x83, 0x88, 0x90, 0x98: true
        default: false
        }
    }

    // ISO 8859-2 has the letters ą, ś, ź where these signs are, and DOS code page 852 ć and ę: read as Windows-1250,
    // such a file has them in the middle of words.
    private static func hasSymbolInWord(_ text: String) -> Bool {
        var beforeIsLetter = false
        var symbolIsOpen = false
        for scalar in text.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic && !self.symbols.contains(scalar)
            if symbolIsOpen, isLetter { return true }
            symbolIsOpen = self.symbols.contains(scalar)
            if symbolIsOpen, beforeIsLetter { return true }
            beforeIsLetter = isLetter
        }
        return false
    }

    private static let symbols: Set<Unicode.Scalar> = ["ˇ", "±", "¦", "¶", "¬", "†", "˘", "˛", "¤"]
}
