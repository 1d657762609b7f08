import Foundation

/// `Protocol.md`, cut into its named blocks.
///
/// A worked example is a fenced block whose first line says what it is and its name, as in ```` ```hex entry-1-header ````.
struct ProtocolDocument {
    /// Asks the tests to write the examples into the document instead of comparing them.
    static let updateVariable = "SPLOT_UPDATE_PROTOCOL"

    /// Next to `Package.swift`.
    static let url = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protocol.md")

    private(set) var lines: [Substring]

    init() throws {
        let text = try String(contentsOf: Self.url, encoding: .utf8)
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The names of the worked examples, in order, with what they are (`hex` or `text`).
    var names: [String] { self.openings.map { String($0.tag) } }

    /// The lines of a block, joined; `nil` when there is none of that name, or more than one.
    func content(of tag: String) -> String? {
        guard let range = self.range(of: tag) else { return nil }
        return self.lines[range].joined(separator: "\n")
    }

    /// Puts other lines into a block.
    mutating func replace(_ tag: String, with content: String) {
        guard let range = self.range(of: tag) else { return }
        self.lines.replaceSubrange(range, with: content.split(separator: "\n", omittingEmptySubsequences: false))
    }

    /// The grammar of Appendix A.
    var cddl: String? {
        guard let start = self.lines.firstIndex(of: "```cddl"),
            let end = self.lines[(start + 1)...].firstIndex(of: "```")
        else { return nil }
        return self.lines[(start + 1)..<end].joined(separator: "\n")
    }

    /// The rows of the table of costs (§10.11), without its two head lines.
    var tableRows: [String] { self.tableRange.map { self.lines[$0].map(String.init) } ?? [] }

    /// Puts other rows into the table of costs.
    mutating func replaceTable(_ rows: [String]) {
        guard let range = self.tableRange else { return }
        self.lines.replaceSubrange(range, with: rows.map { Substring($0) })
    }

    private var tableRange: Range<Int>? {
        guard let head = self.lines.firstIndex(where: { $0.hasPrefix("| what | there | back |") }) else { return nil }
        let end = self.lines[(head + 2)...].firstIndex { !$0.hasPrefix("|") } ?? self.lines.endIndex
        return (head + 2)..<end
    }

    /// Writes the document back.
    func write() throws {
        try Data(self.lines.joined(separator: "\n").utf8).write(to: Self.url)
    }

    private var openings: [(tag: Substring, line: Int)] {
        self.lines.enumerated()
            .compactMap { index, line in
                let tag = line.dropFirst(3)
                guard line.hasPrefix("```"), tag.hasPrefix("hex ") || tag.hasPrefix("text ") else { return nil }
                return (tag, index)
            }
    }

    private func range(of tag: String) -> Range<Int>? {
        let found = self.openings.filter { $0.tag == tag }
        guard found.count == 1, let start = found.first?.line,
            let end = self.lines[(start + 1)...].firstIndex(of: "```")
        else { return nil }
        return (start + 1)..<end
    }
}
