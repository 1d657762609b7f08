/// A picture being drawn: elements of SVG 2 with their attributes escaped.
///
/// Nothing is styled in the picture itself, which the Content-Security-Policy would stop: classes are, by the stylesheet.
struct SVG {
    private(set) var text = ""
    private let width: Int
    private let height: Int
    private let title: String
    private let id: String

    /// Begins a picture.
    ///
    /// - Parameters:
    ///   - width: In units of which the stylesheet makes as many pixels as there is room for.
    ///   - height: In the same units.
    ///   - title: What the picture shows, for those who do not see it.
    ///   - id: Unique on the page.
    init(width: Int, height: Int, title: String, id: String) {
        self.width = width
        self.height = height
        self.title = title
        self.id = id
    }

    /// The whole picture.
    var whole: String {
        "<svg class=\"picture\" role=\"group\" aria-labelledby=\"\(HTML.escaped(self.id))-title\" "
            + "viewBox=\"0 0 \(self.width) \(self.height)\" width=\"\(self.width)\" height=\"\(self.height)\">"
            + "<title id=\"\(HTML.escaped(self.id))-title\">\(HTML.escaped(self.title))</title>\(self.text)</svg>"
    }

    /// An element without content.
    mutating func draw(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        self.text += "<\(name)\(Self.written(attributes))/>"
    }

    /// Text at a place.
    mutating func write(_ content: String, x: Double, y: Double, class name: String, anchor: String = "start") {
        self.text +=
            "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" class=\"\(name)\" "
            + "text-anchor=\"\(anchor)\">\(HTML.escaped(content))</text>"
    }

    /// What is drawn within belongs together: it has a name, and may lead somewhere.
    mutating func group(name: String, link: String?, _ body: (inout SVG) -> Void) {
        let tag = link == nil ? "g" : "a"
        let address = link.map { " href=\"\(HTML.escaped($0))\"" } ?? ""
        let role = link == nil ? " role=\"img\"" : ""
        self.text +=
            "<\(tag)\(address)\(role) aria-label=\"\(HTML.escaped(name))\"><title>\(HTML.escaped(name))</title>"
        body(&self)
        self.text += "</\(tag)>"
    }

    /// A number as SVG has it, to a tenth; 0 for what is no number.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// Text that fits, with an ellipsis where it was cut.
    static func cut(_ text: String, to count: Int) -> String {
        text.count > count ? String(text.prefix(max(1, count - 1))) + "…" : text
    }

    private static func written(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(HTML.escaped($0.value))\"" }.joined()
    }
}
