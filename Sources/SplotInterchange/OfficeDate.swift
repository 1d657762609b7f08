import Foundation

/// Dates as Polish offices write them, made into those that the schema reads.
enum OfficeDate {
    /// The text without the word for "year" behind it: `2.7.2015` for `2.7.2015 r.`.
    static func plain(_ text: String) -> String {
        for word in ["roku", "r.", "r"] where text.lowercased().hasSuffix(word) {
            let date = text.dropLast(word.count).trimmingCharacters(in: .whitespacesAndNewlines)
            if date.last?.isNumber == true { return date }
        }
        return text
    }
}
