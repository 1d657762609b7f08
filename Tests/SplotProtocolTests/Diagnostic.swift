import SplotCBOR

/// Prints CBOR in diagnostic notation (RFC 8949 §8), over several lines when one would be too long.
struct Diagnostic {
    private static let width = 114

    private indirect enum Node {
        case leaf(String)
        case list(open: String, close: String, [Node])
        case pair(Node, Node)

        var line: String {
            switch self {
            case .leaf(let text): text
            case .list(let open, let close, let nodes): open + nodes.map(\.line).joined(separator: ", ") + close
            case .pair(let key, let value): "\(key.line): \(value.line)"
            }
        }
    }

    /// The notation of one item.
    ///
    /// - Parameters:
    ///   - bytes: The item, whole.
    ///   - limit: Longer byte strings are cut, and their length is said.
    /// - Returns: The notation's lines, indented; one line that names the fault when the bytes are not one such item.
    static func lines(of bytes: [UInt8], cuttingBeyond limit: Int = .max) -> [String] {
        var reader = CBORReader(bytes)
        do {
            let node = try self.node(&reader, limit)
            try reader.finish()
            return self.lines(of: node, indent: "", end: "")
        } catch {
            return ["not CBOR: \(error)"]
        }
    }

    private static func lines(of node: Node, indent: String, end: String) -> [String] {
        guard case .list(let open, let close, let nodes) = node, indent.count + node.line.count > self.width else {
            return [indent + node.line + end]
        }
        var lines = [indent + open]
        for (index, inner) in nodes.enumerated() {
            let comma = index + 1 < nodes.count ? "," : ""
            // What fits goes behind the item before, unless that one or this one takes several lines.
            if index > 0, let last = lines.last, last.count + inner.line.count < self.width, last.hasSuffix(","),
                !self.isLong(nodes[index - 1], indent)
            {
                lines[lines.count - 1] = "\(last) \(inner.line)\(comma)"
            } else {
                lines += self.lines(of: inner, indent: indent + "  ", end: comma)
            }
        }
        return lines + [indent + close + end]
    }

    private static func isLong(_ node: Node, _ indent: String) -> Bool {
        indent.count + 2 + node.line.count > self.width
    }

    private static func node(_ reader: inout CBORReader, _ limit: Int) throws -> Node {
        switch try reader.peek() {
        case .unsigned, .negative:
            return .leaf(String(try reader.integer()))
        case .byteString:
            let bytes = try reader.byteString()
            guard bytes.count > limit else { return .leaf("h'\(bytes.hexText)'") }
            return .leaf("h'\(Array(bytes.prefix(8)).hexText)…' /\(bytes.count) bytes/")
        case .text:
            return .leaf("\"\(try reader.text())\"")
        case .array:
            var nodes: [Node] = []
            for _ in 0..<(try reader.array()) { nodes.append(try self.node(&reader, limit)) }
            return .list(open: "[", close: "]", nodes)
        case .map:
            var nodes: [Node] = []
            for _ in 0..<(try reader.map()) {
                nodes.append(.pair(try self.node(&reader, limit), try self.node(&reader, limit)))
            }
            return .list(open: "{", close: "}", nodes)
        case .tag:
            let tag = try reader.tag()
            return .list(open: "\(tag)(", close: ")", [try self.node(&reader, limit)])
        case .simple:
            if reader.null() { return .leaf("null") }
            return .leaf(try reader.boolean() ? "true" : "false")
        }
    }
}
