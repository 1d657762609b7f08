/// Spans of years under each other, with a line for today.
struct TimeLine {
    /// One span.
    struct Span {
        var label: String
        /// Years, as decimals; `nil` where that end is open.
        var start: Double?
        var end: Double?
        var text: String
        /// Which of the stylesheet's colours, 0 to 4.
        var group: Int
        var link: String?
    }

    var title: String
    var id: String
    var today: Double
    /// What the line for today is called.
    var todayLabel: String
    var spans: [Span]

    /// The most spans that are drawn; the table has all.
    static let limit = 60
    private static let (width, row, head) = (900, 44, 34)

    /// The picture.
    var svg: String {
        let shown = self.spans.prefix(Self.limit)
        let years = shown.flatMap { [$0.start, $0.end].compactMap { $0 } }
            .filter { $0.isFinite && (1...9_999).contains($0) }
        let today = self.today.isFinite ? min(max(self.today, 1), 9_999) : 1
        let first = (min(years.min() ?? today, today) - 0.5).rounded(.down)
        let last = (max(years.max() ?? today, today) + 0.5).rounded(.up)
        func place(_ year: Double) -> Double {
            Double(Self.width) * (min(max(year, first), last) - first) / max(1, last - first)
        }
        var picture = SVG(
            width: Self.width,
            height: Self.head + max(1, shown.count) * Self.row,
            title: self.title,
            id: self.id
        )
        let every = max(1, Int(((last - first) / 12).rounded(.up)))
        for year in stride(from: Int(first), through: Int(last), by: every) {
            let x = SVG.number(place(Double(year)))
            picture.draw("line", ["x1": x, "x2": x, "y1": "\(Self.head - 8)", "y2": "100%", "class": "grid"])
            if place(Double(year)) < Double(Self.width) - 30 {
                picture.write("\(year)", x: place(Double(year)) + 3, y: Double(Self.head - 12), class: "label")
            }
        }
        for (index, span) in shown.enumerated() {
            let y = Self.head + index * Self.row
            let (start, end) = (place(span.start ?? first), place(span.end ?? last))
            picture.group(name: "\(span.label): \(span.text)", link: span.link) { picture in
                picture.draw(
                    "rect",
                    [
                        "x": SVG.number(start), "y": "\(y + 20)", "width": SVG.number(max(4, end - start)),
                        "height": "14",
                        "rx": "3", "class": "span group-\(min(4, max(0, span.group)))",
                    ]
                )
                let isRight = start > Double(Self.width) * 0.6
                picture.write(
                    SVG.cut(span.label, to: 70),
                    x: isRight ? Double(Self.width) - 4 : start + 2,
                    y: Double(y + 15),
                    class: "label",
                    anchor: isRight ? "end" : "start"
                )
            }
        }
        let x = SVG.number(place(today))
        picture.draw("line", ["x1": x, "x2": x, "y1": "0", "y2": "100%", "class": "today"])
        picture.write(self.todayLabel, x: place(today) - 4, y: 12, class: "label", anchor: "end")
        return picture.whole
    }
}
