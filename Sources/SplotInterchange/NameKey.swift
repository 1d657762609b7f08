import Foundation

/// Names as they are compared to tell whether two rows are about the same thing: letter by letter.
///
/// Only what nobody sees is put aside: normalisation, runs of white space, the shape of quotation marks. Looser matches
/// are for a person to judge.
enum NameKey {
    static func exact(_ name: String) -> String {
        let words = name.precomposedStringWithCanonicalMapping.unicodeScalars
            .split { $0.properties.isWhitespace }
            .map { String(String.UnicodeScalarView($0.map(self.plain))) }
        return words.joined(separator: " ")
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "„", "”", "“", "‟", "«", "»", "″": "\""
        case "‚", "’", "‘", "‛", "′": "'"
        default: scalar
        }
    }
}
