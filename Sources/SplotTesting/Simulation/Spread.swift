/// How fast a change spreads among real nodes, each of which syncs with some random peers an hour.
///
/// The nodes call one after the other, each its peers one after the other; whom they call is drawn anew each time. After
/// each sync both nodes must hold the change if one of them held it before, and neither must if none did. That is all
/// that `Benchmarks/scaling.py` builds on, which counts the same hours for federations that fit no machine.
///
/// ```swift
/// let report = try await Spread(nodes: 10, peers: 2).run(changes: 50, seed: 1)
/// precondition(report.failures.isEmpty, "\(report)")
/// ```
public struct Spread: Sendable {
    /// How many nodes there are, each of a cluster of its own, which all trust each other.
    public var nodes: Int

    /// How many different peers each node calls an hour; fewer than there are nodes.
    public var peers: Int

    /// Describes a federation.
    ///
    /// - Parameters:
    ///   - nodes: How many nodes there are, at least 2.
    ///   - peers: How many different peers each node calls an hour, at least 1 and fewer than there are nodes.
    public init(nodes: Int, peers: Int) {
        self.nodes = nodes
        self.peers = peers
    }

    /// Founds a federation, lets all nodes meet, and then lets changes spread, one after another.
    ///
    /// - Parameters:
    ///   - changes: How many changes.
    ///   - seed: Decides who writes, who calls whom, and in which order.
    /// - Returns: How long each change took; what does not hold stands in it as well.
    /// - Throws: What making a node, writing or reading throws.
    public func run(changes: Int, seed: UInt64) async throws -> SpreadReport {
        precondition(self.peers >= 1 && self.peers < self.nodes, "a node calls at least 1 of the others")
        let directory = try SimulationDirectory()
        var world = try await SpreadWorld(self, seed: seed, directory: directory.url)
        try await world.run(changes: changes)
        withExtendedLifetime(directory) {}
        return world.report
    }
}
