import SplotTesting

/// Two nodes that hold many logs: what it costs to find that nothing is new, or what is.
struct FrontierBenchmark {
    let logs: Int

    func run() async -> Measured {
        var measured = Measured()
        for clusters in [20, self.logs] {
            let frontier = FrontierMeasure(clusters: clusters, logs: self.logs / clusters)
            let name = "\(self.logs) logs of \(clusters) clusters"
            await self.meet(frontier, "\(name): all compared", into: &measured)
            await self.meet(frontier, "\(name): nothing new", into: &measured)
            await frontier.changeOne()
            await self.meet(frontier, "\(name): one changed", into: &measured)
        }
        return measured
    }

    private func meet(_ frontier: FrontierMeasure, _ name: String, into measured: inout Measured) async {
        var said = FrontierMeasure.Said(bytes: 0, roundTrips: 0)
        let seconds = await ContinuousClock.awaitedSeconds { said = await frontier.meet() }
        measured.add("\(name): wire", Double(said.bytes), "bytes")
        measured.add(name, seconds * 1_000, "ms")
    }
}
