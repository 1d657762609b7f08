import Testing

/// A run in which something did not hold once.
struct KeptSeed: Sendable, CustomTestStringConvertible {
    /// The seed.
    var seed: UInt64
    /// How large the federation was.
    var nodes: Int
    /// How long it went on.
    var steps: Int
    /// What did not hold.
    var story: String

    var testDescription: String { "\(self.seed): \(self.story)" }

    static let all: [KeptSeed] = [
        KeptSeed(
            seed: 1_012,
            nodes: 4,
            steps: 120,
            story: "a node was blamed for a payload that an order had erased while the session was running"
        ),
        KeptSeed(
            seed: 109,
            nodes: 3,
            steps: 40,
            story:
                "a node was blamed for entries of a cluster that the other ceased to trust while they were on the way"
        ),
    ]
}
