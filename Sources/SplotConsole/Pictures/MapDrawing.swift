import SplotDirectory

/// The two maps with names in the reader's language.
struct MapDrawing {
    private let phrases: Phrases

    init(_ phrases: Phrases) { self.phrases = phrases }

    /// The sixteen voivodeships.
    ///
    /// - Parameters:
    ///   - counts: By the two digits.
    ///   - heading: What the map shows.
    ///   - isMark: Whether places are marked and not counted.
    ///   - link: Where a place leads, by its digits.
    /// - Returns: The picture as SVG.
    func regions(
        _ counts: [String: Int],
        heading: String,
        isMark: Bool = false,
        link: ((String) -> String)? = nil
    ) -> String {
        let tiles = TileMap.regions.map { region in
            TileMap.Tile(
                short: region.short,
                name: self.phrases.region(region.code),
                column: region.column,
                row: region.row,
                value: counts[region.code] ?? 0,
                link: link?(region.code)
            )
        }
        return TileMap(title: heading, id: "regions", tiles: tiles, isMark: isMark).svg
    }

    /// The countries of Europe.
    ///
    /// - Parameters:
    ///   - counts: By ISO 3166-1 code; those elsewhere are not drawn.
    ///   - heading: What the map shows.
    ///   - isMark: Whether places are marked and not counted.
    ///   - link: Where a place leads, by its code.
    /// - Returns: The picture as SVG.
    func countries(
        _ counts: [String: Int],
        heading: String,
        isMark: Bool = false,
        link: ((String) -> String)? = nil
    ) -> String {
        let tiles = TileMap.europe.map { country in
            TileMap.Tile(
                short: country.code,
                name: self.phrases.country(country.code),
                column: country.column,
                row: country.row,
                value: counts[country.code] ?? 0,
                link: link?(country.code)
            )
        }
        return TileMap(title: heading, id: "countries", tiles: tiles, isMark: isMark).svg
    }

    /// The countries that have a number and lie beyond the map.
    static func beyond(_ counts: [String: Int]) -> [String] {
        let drawn = Set(TileMap.europe.map(\.code))
        return counts.keys.filter { !$0.isEmpty && !drawn.contains($0) }.sorted()
    }
}
