import SplotSync
import Testing

/// Holds every worked example of `Protocol.md` against the grammar in its Appendix A.
struct GrammarTests {
    private let document: ProtocolDocument
    private let grammar: Grammar

    init() throws {
        self.document = try ProtocolDocument()
        self.grammar = try Grammar(try #require(self.document.cddl))
    }

    private func octets(_ tag: String) throws -> [UInt8] {
        let content = try #require(self.document.content(of: tag))
        let digits = content.split(separator: "\n").prefix { !$0.hasPrefix("# SHA") }
            .filter { !$0.hasPrefix("#") }.joined().compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// The rule of an example, by its name; `nil` for what is not a single item.
    private func rule(of name: Substring) -> String? {
        switch name {
        case _ where name.hasSuffix("-header"): "header"
        case _ where name.hasSuffix("-payload"): "payload"
        case _ where name.hasPrefix("statement-"): "statement-body"
        case _ where name.hasPrefix("view-"): "view"
        case "run", "run-erased": "run"
        case "frontier": "frontier"
        default: nil
        }
    }

    /// Every item of the document that a rule is known for.
    private func items() throws -> [(name: String, rule: String, item: CBORItem)] {
        var items: [(String, String, CBORItem)] = []
        for tag in self.document.names where tag.hasPrefix("hex ") {
            let name = tag.dropFirst(4)
            let bytes = try self.octets(tag)
            if name.hasPrefix("session-") || name.hasPrefix("meeting-") {
                var splitter = FrameSplitter()
                splitter.append(bytes)
                while let raw = try splitter.next(limit: .afterAcceptance) {
                    let type = try #require(FrameType(rawValue: raw.type))
                    guard type != .entries else { continue }
                    let rule = type == .log || type == .checkpoint ? "\(type)-frame" : "\(type)"
                    items.append(("\(name) \(type)", rule, try CBORItem(raw.body)))
                }
            } else if let rule = self.rule(of: name) {
                items.append((String(name), rule, try CBORItem(bytes)))
            }
        }
        return items
    }

    @Test func everyExampleIsWhatTheGrammarSays() throws {
        let items = try self.items()
        #expect(items.count > 50)
        for (name, rule, item) in items {
            #expect(self.grammar.matches(item, rule), "\(name) is no \(rule)")
            #expect(self.grammar.matches(item, "splot"), "\(name)")
        }
        // Every frame is among them but the two that no honest session of this story has.
        let frames = Set(items.map(\.rule))
        for type in FrameType.allCases where type != .entries && type != .fork && type != .resume {
            #expect(frames.contains("\(type)") || frames.contains("\(type)-frame"), "\(type)")
        }
    }

    /// A grammar that takes everything would pass the above.
    @Test func whatIsNotLikeTheExamplesIsNotTaken() throws {
        for (name, rule, item) in try self.items() where rule != "payload" {
            guard case .array(let parts) = item else { continue }
            let others: [[CBORItem]] = [
                parts + [.text("more")], parts + [.null], [.text("another"), .null] + parts.dropFirst(),
            ]
            for other in others { #expect(!self.grammar.matches(.array(other), rule), "\(name): \(other)") }
            #expect(!self.grammar.matches(.text("no array"), rule))
        }
    }

    @Test func everyRuleThatIsNamedExists() throws {
        let text = try #require(self.document.cddl)
        let known = Set(self.grammar.rules.keys)
            .union(["any", "null", "bool", "uint", "nint", "int", "bstr", "tstr", "size"])
        let plain = text.split(separator: "\n").map { $0.prefix { $0 != ";" } }.joined(separator: "\n")
        // Names in front of a colon only say what an item is.
        for match in plain.matches(of: /([a-z][a-z0-9-]*)(:?)/) where match.output.2.isEmpty {
            #expect(known.contains(String(match.output.1)), "\(match.output.1)")
        }
    }
}
