/// A grammar in the part of CDDL (RFC 8610) that `Protocol.md` uses, read from its text.
///
/// Nothing of it is taken from the code under test: it is a second opinion on what the examples are.
struct Grammar {
    /// What an item may be.
    indirect enum Kind {
        case name(String)
        case literal(Int64)
        case range(Int64, UInt64)
        case size(Kind, ClosedRange<Int>)
        case choice([Kind])
        case array([Entry])
        case map(key: Kind, value: Kind, minimum: Int)
        case tag(UInt64, Kind)
        case group([Entry])
    }

    /// A part of an array: so many times something.
    struct Entry {
        var times: ClosedRange<Int>
        var kind: Kind
    }

    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var rules: [String: Kind] = [:]

    /// Reads rules; what stands behind a semicolon is a comment.
    init(_ text: String) throws {
        var parser = GrammarParser(text)
        while let (name, kind) = try parser.rule() {
            guard self.rules.updateValue(kind, forKey: name) == nil else { throw Fault(description: "\(name) twice") }
        }
    }

    /// Whether an item is what a rule says.
    func matches(_ item: CBORItem, _ rule: String) -> Bool { self.matches(item, .name(rule)) }

    private func matches(_ item: CBORItem, _ kind: Kind) -> Bool {
        switch (kind, item) {
        case (.name(let name), _):
            if let rule = self.rules[name] { return self.matches(item, rule) }
            return Self.isPrelude(item, name)
        case (.literal(let number), .unsigned(let value)): return number >= 0 && UInt64(number) == value
        case (.literal(let number), .negative(let value)): return number == value
        case (.range(let low, let high), .unsigned(let value)): return low <= Int64(clamping: value) && value <= high
        case (.range(let low, _), .negative(let value)): return low <= value
        case (.size(let inner, let sizes), .bytes(let bytes)):
            return self.matches(item, inner) && sizes.contains(bytes.count)
        case (.size(let inner, let sizes), .text(let text)):
            return self.matches(item, inner) && sizes.contains(text.utf8.count)
        case (.choice(let kinds), _): return kinds.contains { self.matches(item, $0) }
        case (.array(let entries), .array(let items)):
            return self.ends(of: entries[...], in: items, from: [0]).contains(items.count)
        case (.map(let key, let value, let minimum), .map(let pairs)):
            return pairs.count >= minimum && pairs.allSatisfy { self.matches($0, key) && self.matches($1, value) }
        case (.tag(let number, let inner), .tag(let other, let content)):
            return number == other && self.matches(content, inner)
        default: return false
        }
    }

    /// Where a row of entries can end that begins at one of some places in an array.
    private func ends(of entries: ArraySlice<Entry>, in items: [CBORItem], from starts: Set<Int>) -> Set<Int> {
        guard let entry = entries.first, !starts.isEmpty else { return starts }
        var ends: Set<Int> = entry.times.lowerBound == 0 ? starts : []
        var current = starts
        var count = 0
        while count < min(entry.times.upperBound, items.count + 1), !current.isEmpty {
            current = Set(current.flatMap { self.once(entry.kind, in: items, from: $0) })
            count += 1
            if count >= entry.times.lowerBound { ends.formUnion(current) }
        }
        return self.ends(of: entries.dropFirst(), in: items, from: ends)
    }

    private func once(_ kind: Kind, in items: [CBORItem], from start: Int) -> Set<Int> {
        switch kind {
        case .group(let entries): return self.ends(of: entries[...], in: items, from: [start])
        case .name(let name):
            if case .group(let entries)? = self.rules[name] {
                return self.ends(of: entries[...], in: items, from: [start])
            }
        default: break
        }
        return start < items.count && self.matches(items[start], kind) ? [start + 1] : []
    }

    /// The types of RFC 8610, Appendix D, that the document uses.
    private static func isPrelude(_ item: CBORItem, _ name: String) -> Bool {
        switch (name, item) {
        case ("any", _), ("null", .null), ("bool", .boolean), ("uint", .unsigned), ("nint", .negative),
            ("bstr", .bytes),
            ("tstr", .text), ("int", .unsigned), ("int", .negative):
            true
        default: false
        }
    }
}
