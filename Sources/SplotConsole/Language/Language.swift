import Foundation

/// A language that the console speaks.
enum Language: String, CaseIterable, Sendable {
    case polish = "pl"
    case english = "en"
    case german = "de"

    /// The BCP 47 tag.
    var code: String { self.rawValue }

    /// What its speakers call it.
    var name: String {
        switch self {
        case .polish: "polski"
        case .english: "English"
        case .german: "Deutsch"
        }
    }

    /// How dates and numbers are written.
    var locale: Locale {
        switch self {
        case .polish: Locale(identifier: "pl_PL")
        case .english: Locale(identifier: "en_GB")
        case .german: Locale(identifier: "de_DE")
        }
    }

    /// The languages in which texts of the directory are looked for, the best first.
    var preferences: [String] { [self.code] + Self.allCases.map(\.code).filter { $0 != self.code } }

    /// The place of the language in tables of names: Polish, English, German.
    var column: Int {
        switch self {
        case .polish: 0
        case .english: 1
        case .german: 2
        }
    }

    /// The language that a browser asks for (RFC 9110 §12.5.4); Polish when it knows none of these.
    ///
    /// - Parameter header: The value of `Accept-Language`; only its first 20 ranges count.
    /// - Returns: The spoken language with the greatest weight, the first of equals.
    static func accepted(_ header: String?) -> Language {
        var best: (language: Language, weight: Double)?
        for range in (header ?? "").split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = parts.first?.lowercased(), let language = Language(rawValue: String(tag.prefix(2))),
                tag.count == 2 || tag.dropFirst(2).first == "-"
            else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .polish
    }
}
