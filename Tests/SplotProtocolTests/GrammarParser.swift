/// Reads CDDL, token by token.
struct GrammarParser {
    private var tokens: ArraySlice<Substring>

    init(_ text: String) {
        let plain = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.prefix { $0 != ";" } }.joined(separator: "\n")
        // Names, numbers, `..`, `#6.37`, `.size` and single signs.
        let pattern = /#6\.[0-9]+|\.size|\.\.|=>|-?[0-9]+|[a-z][a-z0-9-]*|[^\s]/
        self.tokens = plain.matches(of: pattern).map(\.output)[...]
    }

    mutating func rule() throws -> (String, Grammar.Kind)? {
        guard let name = self.tokens.popFirst() else { return nil }
        try self.take("=")
        return (String(name), try self.choice())
    }

    private mutating func take(_ token: Substring) throws {
        guard self.tokens.first == token else {
            throw Grammar.Fault(
                description: "\(token) was expected before \(self.tokens.prefix(6).joined(separator: " "))"
            )
        }
        self.tokens = self.tokens.dropFirst()
    }

    private func peek(_ offset: Int = 0) -> Substring? { self.tokens.dropFirst(offset).first }

    private mutating func choice() throws -> Grammar.Kind {
        var kinds = [try self.ranged()]
        while self.peek() == "/" {
            try self.take("/")
            kinds.append(try self.ranged())
        }
        return kinds.count == 1 ? kinds[0] : .choice(kinds)
    }

    private mutating func ranged() throws -> Grammar.Kind {
        let kind = try self.single()
        if self.peek() == ".size" {
            try self.take(".size")
            let isParenthesised = self.peek() == "("
            if isParenthesised { try self.take("(") }
            let low = try self.number()
            var high = low
            if self.peek() == ".." {
                try self.take("..")
                high = try self.number()
            }
            if isParenthesised { try self.take(")") }
            return .size(kind, Int(clamping: low)...Int(clamping: high))
        }
        if case .literal(let low) = kind, self.peek() == ".." {
            try self.take("..")
            return .range(low, try self.number())
        }
        return kind
    }

    private mutating func number() throws -> UInt64 {
        guard let token = self.tokens.popFirst(), let number = UInt64(token) else {
            throw Grammar.Fault(description: "a number was expected")
        }
        return number
    }

    private mutating func single() throws -> Grammar.Kind {
        guard let token = self.tokens.popFirst() else { throw Grammar.Fault(description: "a type was expected") }
        if let number = Int64(token) { return .literal(number) }
        switch token {
        case "[":
            let entries = try self.entries(until: "]")
            return .array(entries)
        case "{":
            let times = try self.times()
            let key = try self.choice()
            try self.take("=>")
            let value = try self.choice()
            try self.take("}")
            return .map(key: key, value: value, minimum: times.lowerBound)
        case "(":
            let entries = try self.entries(until: ")")
            return entries.count == 1 && entries[0].times == 1...1 ? entries[0].kind : .group(entries)
        case _ where token.hasPrefix("#6."):
            try self.take("(")
            let inner = try self.choice()
            try self.take(")")
            return .tag(UInt64(token.dropFirst(3)) ?? 0, inner)
        case _ where token.first?.isLetter == true:
            return .name(String(token))
        default:
            throw Grammar.Fault(description: "\(token) is no type")
        }
    }

    private mutating func entries(until end: Substring) throws -> [Grammar.Entry] {
        var entries: [Grammar.Entry] = []
        while self.peek() != end {
            let times = try self.times()
            if self.peek()?.first?.isLetter == true, self.peek(1) == ":" { self.tokens = self.tokens.dropFirst(2) }
            entries.append(Grammar.Entry(times: times, kind: try self.choice()))
            if self.peek() == "," { try self.take(",") }
        }
        try self.take(end)
        return entries
    }

    private mutating func times() throws -> ClosedRange<Int> {
        switch (self.peek(), self.peek(1), self.peek(2)) {
        case ("?", _, _):
            try self.take("?")
            return 0...1
        case ("+", _, _):
            try self.take("+")
            return 1...Int.max
        case ("*", _, _):
            try self.take("*")
            return 0...Int.max
        case (let low?, "*", let high?):
            guard let low = Int(low), let high = Int(high) else { return 1...1 }
            self.tokens = self.tokens.dropFirst(3)
            return low...high
        default: return 1...1
        }
    }
}
