/// A map of tiles of one size: small places are seen as well as large ones, and each has room for its number.
struct TileMap {
    /// One place.
    struct Tile {
        var short: String
        var name: String
        var column: Int
        var row: Int
        var value: Int
        var link: String?
    }

    /// What the map shows.
    var title: String
    /// Unique on the page.
    var id: String
    var tiles: [Tile]
    /// Whether places are marked and not counted.
    var isMark = false

    private static let side = 56
    private static let gap = 4

    /// The picture.
    var svg: String {
        let columns = (self.tiles.map(\.column).max() ?? 0) + 1
        let rows = (self.tiles.map(\.row).max() ?? 0) + 1
        let step = Self.side + Self.gap
        var picture = SVG(width: columns * step, height: rows * step, title: self.title, id: self.id)
        let most = self.tiles.map(\.value).max() ?? 0
        for tile in self.tiles {
            let (x, y) = (tile.column * step, tile.row * step)
            let name = self.isMark ? tile.name : "\(tile.name): \(tile.value)"
            // A place where nothing is leads nowhere.
            picture.group(name: name, link: tile.value > 0 ? tile.link : nil) { picture in
                picture.draw(
                    "rect",
                    [
                        "x": "\(x)", "y": "\(y)", "width": "\(Self.side)", "height": "\(Self.side)", "rx": "6",
                        "class":
                            "tile level-\(self.isMark ? (tile.value > 0 ? 4 : 0) : Self.level(tile.value, of: most))",
                    ]
                )
                let level = self.isMark ? (tile.value > 0 ? 4 : 0) : Self.level(tile.value, of: most)
                let middle = Double(x) + Double(Self.side) / 2
                picture.write(
                    tile.short,
                    x: middle,
                    y: Double(y + (self.isMark ? 34 : 22)),
                    class: "short on-\(level)",
                    anchor: "middle"
                )
                if !self.isMark {
                    picture.write(
                        "\(tile.value)",
                        x: middle,
                        y: Double(y + 44),
                        class: "value on-\(level)",
                        anchor: "middle"
                    )
                }
            }
        }
        return picture.whole
    }

    /// The shade of a number: 0 for none, else 1 to 4 in equal steps of the largest.
    static func level(_ value: Int, of most: Int) -> Int {
        guard value > 0, most > 0 else { return 0 }
        return min(4, max(1, Int((Double(value) / Double(most) * 4).rounded(.up))))
    }
}

extension TileMap {
    /// Where each voivodeship's tile lies, by its TERYT digits.
    static let regions: [(code: String, short: String, column: Int, row: Int)] = [
        ("32", "ZP", 0, 0), ("22", "PM", 1, 0), ("28", "WN", 2, 0), ("20", "PD", 3, 0),
        ("08", "LB", 0, 1), ("30", "WP", 1, 1), ("04", "KP", 2, 1), ("14", "MZ", 3, 1),
        ("02", "DS", 0, 2), ("16", "OP", 1, 2), ("10", "LD", 2, 2), ("06", "LU", 3, 2),
        ("24", "SL", 1, 3), ("26", "SK", 2, 3), ("18", "PK", 3, 3), ("12", "MA", 2, 4),
    ]

    /// Where each European country's tile lies, by its ISO 3166-1 code; the smallest have none and are listed.
    static let europe: [(code: String, column: Int, row: Int)] = [
        ("IS", 0, 0), ("NO", 4, 0), ("SE", 5, 0), ("FI", 6, 0),
        ("EE", 7, 1), ("IE", 1, 2), ("GB", 2, 2), ("DK", 4, 2), ("LV", 7, 2), ("RU", 8, 2),
        ("NL", 3, 3), ("DE", 4, 3), ("PL", 5, 3), ("LT", 6, 3), ("BY", 7, 3),
        ("BE", 2, 4), ("LU", 3, 4), ("CZ", 4, 4), ("SK", 5, 4), ("UA", 6, 4), ("MD", 7, 4),
        ("FR", 2, 5), ("CH", 3, 5), ("AT", 4, 5), ("HU", 5, 5), ("RO", 6, 5), ("GE", 9, 5),
        ("PT", 0, 6), ("ES", 1, 6), ("IT", 3, 6), ("SI", 4, 6), ("HR", 5, 6), ("RS", 6, 6), ("BG", 7, 6),
        ("AM", 9, 6), ("MT", 3, 7), ("BA", 5, 7), ("ME", 6, 7), ("MK", 7, 7), ("TR", 8, 7),
        ("AL", 6, 8), ("GR", 7, 8), ("CY", 8, 8), ("AZ", 10, 6),
    ]
}
