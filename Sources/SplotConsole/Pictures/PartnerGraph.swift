/// Who works with whom: clusters on one side, the organisations that several of them share on the other.
struct PartnerGraph {
    /// A cluster or an organisation.
    struct Node {
        var label: String
        var link: String?
    }

    var title: String
    var id: String
    var clusters: [Node]
    var partners: [Node]
    /// Which cluster works with which organisation, by their places in the lists.
    var edges: [(cluster: Int, partner: Int)]

    private static let (width, row) = (900, 30)

    /// The picture.
    ///
    /// The order on each side is that of the middle of the neighbours, taken in turns: the barycentre heuristic for
    /// fewer crossings (Sugiyama, Tagawa and Toda, 1981).
    var svg: String {
        let edges = self.edges.filter {
            self.clusters.indices.contains($0.cluster) && self.partners.indices.contains($0.partner)
        }
        var left = Array(self.clusters.indices)
        var right = Array(self.partners.indices)
        for _ in 0..<4 {
            let clusterPlaces = Self.places(left)
            right = Self.sorted(right) { partner in
                edges.filter { $0.partner == partner }.compactMap { clusterPlaces[$0.cluster] }
            }
            let partnerPlaces = Self.places(right)
            left = Self.sorted(left) { cluster in
                edges.filter { $0.cluster == cluster }.compactMap { partnerPlaces[$0.partner] }
            }
        }
        let rows = max(1, left.count, right.count)
        var picture = SVG(width: Self.width, height: rows * Self.row + 10, title: self.title, id: self.id)
        func middle(_ place: Int, of count: Int) -> Double {
            Double(Self.row * rows) * (Double(place) + 0.5) / Double(max(1, count)) + 5
        }
        let (leftPlaces, rightPlaces) = (Self.places(left), Self.places(right))
        let (from, to) = (380.0, 520.0)
        for edge in edges {
            let start = middle(leftPlaces[edge.cluster] ?? 0, of: left.count)
            let end = middle(rightPlaces[edge.partner] ?? 0, of: right.count)
            let path =
                "M\(SVG.number(from)) \(SVG.number(start))C\(SVG.number(from + 70)) \(SVG.number(start)) "
                + "\(SVG.number(to - 70)) \(SVG.number(end)) \(SVG.number(to)) \(SVG.number(end))"
            picture.draw("path", ["d": path, "class": "edge"])
        }
        for (place, index) in left.enumerated() {
            Self.draw(self.clusters[index], at: from, middle(place, of: left.count), isLeft: true, &picture)
        }
        for (place, index) in right.enumerated() {
            Self.draw(self.partners[index], at: to, middle(place, of: right.count), isLeft: false, &picture)
        }
        return picture.whole
    }

    private static func draw(_ node: Node, at x: Double, _ y: Double, isLeft: Bool, _ picture: inout SVG) {
        picture.group(name: node.label, link: node.link) { picture in
            picture.draw(
                "circle",
                ["cx": SVG.number(x), "cy": SVG.number(y), "r": "6", "class": isLeft ? "hub" : "leaf"]
            )
            picture.write(
                SVG.cut(node.label, to: 44),
                x: isLeft ? x - 12 : x + 12,
                y: y + 5,
                class: "label",
                anchor: isLeft ? "end" : "start"
            )
        }
    }

    private static func places(_ order: [Int]) -> [Int: Int] {
        Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    private static func sorted(_ order: [Int], _ neighbours: (Int) -> [Int]) -> [Int] {
        order.enumerated()
            .map { place, index -> (middle: Double, place: Int, index: Int) in
                let places = neighbours(index)
                let middle = places.isEmpty ? Double(place) : Double(places.reduce(0, +)) / Double(places.count)
                return (middle, place, index)
            }
            .sorted { ($0.middle, $0.place) < ($1.middle, $1.place) }
            .map(\.index)
    }
}
