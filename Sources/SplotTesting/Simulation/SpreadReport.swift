/// What came of changes that spread.
public struct SpreadReport: Sendable {
    /// The seed that it began with.
    public let seed: UInt64
    /// The federation.
    public let spread: Spread
    /// For each change, the hours until all nodes had it; the last turn counts as a part of its hour.
    public var hours: [Double] = []
    /// For each sync that exchanged nothing, the bytes that both sides sent, inside TLS.
    public var restingBytes: [UInt64] = []
    /// For each sync that passed the change on, likewise.
    public var passingBytes: [UInt64] = []
    /// What does not hold, a sentence each; empty when all is well.
    ///
    /// The first one ends the run.
    public var failures: [String] = []

    /// Begins a report.
    ///
    /// - Parameters:
    ///   - spread: The federation.
    ///   - seed: The seed that the run begins with.
    public init(_ spread: Spread, seed: UInt64) {
        self.spread = spread
        self.seed = seed
    }

    /// How many bytes a node sends and receives in 24 hours, inside TLS.
    public var bytesPerNodeAndDay: Double {
        // What one end sends the other receives, so that each byte is counted at two nodes.
        let bytes = 2 * (self.restingBytes + self.passingBytes).reduce(0, +)
        return Double(bytes) / Double(self.spread.nodes) / max(self.hours.reduce(0, +), 1) * 24
    }

    /// How many changes each node has made in 24 hours.
    public var changesPerNodeAndDay: Double {
        Double(self.hours.count) / Double(self.spread.nodes) / max(self.hours.reduce(0, +), 1) * 24
    }

    /// The one in the middle; of two, the lower.
    private static func median<Value: Comparable>(_ values: [Value]) -> Value? {
        values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
    }

    private static func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}

extension SpreadReport: CustomStringConvertible {
    /// The medians, a line each, and what does not hold.
    public var description: String {
        var lines = [
            "\(self.spread.nodes) nodes, each calls \(self.spread.peers) an hour, \(self.hours.count) changes, "
                + "seed \(self.seed)"
        ]
        if let middle = Self.median(self.hours), let first = self.hours.min(), let last = self.hours.max() {
            lines.append(
                "hours until all have it: median \(Self.tenths(middle)), "
                    + "from \(Self.tenths(first)) to \(Self.tenths(last))"
            )
        }
        if let bytes = Self.median(self.restingBytes) {
            lines.append("\(self.restingBytes.count) syncs exchanged nothing: median \(bytes) bytes, both ways")
        }
        if let bytes = Self.median(self.passingBytes) {
            lines.append("\(self.passingBytes.count) syncs passed it on: median \(bytes) bytes, both ways")
        }
        lines.append(
            "\(Int(self.bytesPerNodeAndDay)) bytes a day that a node sends and receives, "
                + "with \(Self.tenths(self.changesPerNodeAndDay)) changes a day on each"
        )
        return (lines + self.failures.map { "FAILED: \($0)" }).joined(separator: "\n")
    }
}
