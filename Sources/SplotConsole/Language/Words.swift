/// What the console says, in each language: read once from the tables that are built in.
struct Words: Sendable {
    private let texts: [Language: [String: String]]
    private let templateTexts: [Language: [String: String]]

    /// The tables that are built in.
    static let standard = Words(
        tables: [PackageResources.words_txt],
        byLanguage: [
            .polish: PackageResources.schema_pl_txt, .english: PackageResources.schema_en_txt,
            .german: PackageResources.schema_de_txt,
        ]
    )

    /// Reads tables.
    ///
    /// - Parameters:
    ///   - tables: Lines `key = Polish | English | German`; empty lines and those with `#` count nothing.
    ///   - byLanguage: Lines `key = text`, for each language.
    init(tables: [[UInt8]], byLanguage: [Language: [UInt8]]) {
        var texts: [Language: [String: String]] = [:]
        for table in tables {
            for (key, text) in Self.lines(of: table) {
                let columns = text.split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
                for language in Language.allCases where columns.indices.contains(language.column) {
                    texts[language, default: [:]][key] = columns[language.column]
                }
            }
        }
        for (language, table) in byLanguage {
            for (key, text) in Self.lines(of: table) { texts[language, default: [:]][key] = text }
        }
        self.texts = texts
        self.templateTexts = texts.mapValues { $0.filter { !$0.key.contains(".") } }
    }

    /// Every key of a language with its text.
    func all(in language: Language) -> [String: String] { self.texts[language] ?? [:] }

    /// Every text without a dot in its key, for the templates.
    func forTemplates(in language: Language) -> [String: String] { self.templateTexts[language] ?? [:] }

    /// The text of a key; `nil` when there is none.
    func text(_ key: String, in language: Language) -> String? { self.texts[language]?[key] }

    private static func lines(of table: [UInt8]) -> [(key: String, text: String)] {
        String(decoding: table, as: UTF8.self).split(separator: "\n")
            .compactMap { line in
                guard !line.hasPrefix("#"), let sign = line.firstRange(of: " = ") else { return nil }
                return (String(line[..<sign.lowerBound]), String(line[sign.upperBound...]))
            }
    }
}
