import Foundation
import FoundationXML
import SplotDirectory
import SplotTesting
import Testing

@testable import SplotConsole

struct PictureTests {
    private func isXML(_ svg: String) -> Bool { XMLParser(data: Data(svg.utf8)).parse() }

    @Test func noTwoPlacesLieOnOneTile() {
        let regions = TileMap.regions.map { [$0.column, $0.row] }
        #expect(Set(regions).count == 16)
        #expect(Set(TileMap.regions.map(\.code)) == Set(Region.voivodeships.map(\.code)))
        let countries = TileMap.europe.map { [$0.column, $0.row] }
        #expect(Set(countries).count == countries.count)
        #expect(TileMap.europe.allSatisfy { Country.codes.contains($0.code) })
        #expect(Set(TileMap.europe.map(\.code)).count == TileMap.europe.count)
    }

    @Test(arguments: [
        (0, 10, 0), (1, 10, 1), (5, 10, 2), (6, 10, 3), (10, 10, 4), (1, 1, 4), (-3, 10, 0), (3, 0, 0), (.max, .max, 4),
    ])
    func shadesGoWithNumbers(value: Int, most: Int, level: Int) {
        #expect(TileMap.level(value, of: most) == level)
    }

    @Test func whatPeopleCallThingsIsEscaped() {
        let evil = "<script>\"'&]]>\u{0}"
        let bars = BarChart(
            title: evil,
            id: "a",
            bars: [BarChart.Bar(label: evil, value: 1, text: evil, link: "/a?b=\"&c")]
        )
        let line = TimeLine(
            title: evil,
            id: "b",
            today: 2026.5,
            todayLabel: evil,
            spans: [TimeLine.Span(label: evil, start: 2020, end: nil, text: evil, group: 9, link: evil)]
        )
        let node = PartnerGraph.Node(label: evil, link: evil)
        let graph = PartnerGraph(title: evil, id: "c", clusters: [node], partners: [node], edges: [(0, 0), (7, 7)])
        for svg in [bars.svg, line.svg, graph.svg] {
            #expect(self.isXML(svg.replacing("\u{0}", with: "")))
            #expect(!svg.contains("<script"))
            #expect(!svg.contains("style="))
        }
    }

    @Test func nothingAndTooMuchAreDrawnAsWell() {
        #expect(self.isXML(BarChart(title: "", id: "a", bars: []).svg))
        #expect(self.isXML(TimeLine(title: "", id: "a", today: .nan, todayLabel: "", spans: []).svg))
        #expect(self.isXML(PartnerGraph(title: "", id: "a", clusters: [], partners: [], edges: []).svg))
        #expect(self.isXML(TileMap(title: "", id: "a", tiles: []).svg))
        let spans = (0..<500)
            .map { number -> TimeLine.Span in
                let start: Double? = number % 3 == 0 ? nil : Double(number * 40 - 5_000)
                let end: Double? = number % 5 == 0 ? Double.infinity : Double(number * 30)
                let label = String(repeating: "ż", count: 500)
                return TimeLine.Span(label: label, start: start, end: end, text: "", group: -1)
            }
        #expect(self.isXML(TimeLine(title: "", id: "a", today: 2026, todayLabel: "", spans: spans).svg))
        let bars = [Int.max, -5, 0].map { BarChart.Bar(label: "a", value: $0, text: "") }
        #expect(self.isXML(BarChart(title: "", id: "a", bars: bars).svg))
    }

    @Test func theOrderOfTheGraphSavesCrossings() throws {
        let nodes = (0..<6).map { PartnerGraph.Node(label: "n\($0)", link: nil) }
        let edges = (0..<6).map { (cluster: $0, partner: 5 - $0) }
        let svg = PartnerGraph(title: "", id: "a", clusters: nodes, partners: nodes, edges: edges).svg
        // Straight across: each curve ends at the height at which it begins.
        let paths = svg.matches(of: /d="M[\d.]+ ([\d.]+)C[\d.]+ [\d.]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+)"/)
        #expect(paths.count == 6)
        #expect(paths.allSatisfy { $0.output.1 == $0.output.2 })
    }
}
