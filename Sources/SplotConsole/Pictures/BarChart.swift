/// Bars beside each other's labels, the longest as wide as there is room.
struct BarChart {
    /// One bar.
    struct Bar {
        var label: String
        var value: Int
        var text: String
        var link: String?
    }

    var title: String
    var id: String
    var bars: [Bar]

    private static let (width, height, labels) = (640, 34, 250)

    /// The picture.
    var svg: String {
        var picture = SVG(
            width: Self.width,
            height: max(1, self.bars.count) * Self.height,
            title: self.title,
            id: self.id
        )
        let most = max(1, self.bars.map(\.value).max() ?? 1)
        for (index, bar) in self.bars.enumerated() {
            let y = index * Self.height
            let length = Double(Self.width - Self.labels - 70) * Double(max(0, bar.value)) / Double(most)
            picture.group(name: "\(bar.label): \(bar.text)", link: bar.link) { picture in
                picture.write(
                    SVG.cut(bar.label, to: 27),
                    x: Double(Self.labels - 10),
                    y: Double(y + 22),
                    class: "label",
                    anchor: "end"
                )
                picture.draw(
                    "rect",
                    [
                        "x": "\(Self.labels)", "y": "\(y + 6)", "width": SVG.number(length), "height": "22", "rx": "3",
                        "class": "bar",
                    ]
                )
                picture.write(bar.text, x: Double(Self.labels) + length + 8, y: Double(y + 22), class: "value")
            }
        }
        return picture.whole
    }
}
