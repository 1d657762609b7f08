/// From one partial date to another, both included, either end possibly open: an ISO 8601 interval.
public struct Period: Hashable, Sendable {
    /// The first year, month or day; `nil` when it is open.
    public let start: PartialDate?

    /// The last year, month or day; `nil` when it is open.
    public let end: PartialDate?

    /// Puts a period together.
    ///
    /// Gives `nil` when both ends are open, or the period ends before it starts.
    ///
    /// - Parameters:
    ///   - start: The first year, month or day; `nil` when it is open.
    ///   - end: The last year, month or day; `nil` when it is open.
    public init?(start: PartialDate?, end: PartialDate?) {
        switch (start, end) {
        case (nil, nil):
            return nil
        case (let start?, let end?):
            guard start.earliest <= end.latest else { return nil }
        default:
            break
        }
        self.start = start
        self.end = end
    }

    /// Reads an interval, `2015/2020`, `2015-01-01/..` or `../2020`, and what people write for one.
    ///
    /// That is two years with a dash, `2007–2013`, and one date, `2015`, for the whole of it.
    ///
    /// Gives `nil` for anything else.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        let ends = Substring(text).split(separator: "/", omittingEmptySubsequences: false).map(Text.trimmed)
        if ends.count == 2 {
            guard let start = Self.end(ends[0]), let end = Self.end(ends[1]) else { return nil }
            self.init(start: start.date, end: end.date)
            return
        }
        // No partial date has four digits after a dash, so two years cannot be taken for one.
        let years = Substring(text).split { "-–—".contains($0) }.map(Text.trimmed)
        if years.count == 2, years.allSatisfy({ $0.utf8.count == 4 }) {
            guard let start = PartialDate(years[0]), let end = PartialDate(years[1]) else { return nil }
            self.init(start: start, end: end)
            return
        }
        guard let date = PartialDate(text) else { return nil }
        self.init(start: date, end: date)
    }

    // An optional in a struct: nothing read, an open end, and a date are three things.
    private struct End {
        var date: PartialDate?
    }

    private static func end(_ text: String) -> End? {
        if text == ".." || text.isEmpty { return End(date: nil) }
        return PartialDate(text).map { End(date: $0) }
    }
}

extension Period: CustomStringConvertible {
    /// The canonical text: `2015/2020`, `2015-01-01/..`, `../2020`.
    public var description: String {
        "\(self.start?.description ?? "..")/\(self.end?.description ?? "..")"
    }
}
