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
        let start = ContinuousClock.now
        let said = await frontier.meet()
        measured.add(name, (ContinuousClock.now - start) / .milliseconds(1), "ms")
        measured.add("\(name): wire", Double(said.bytes), "bytes")
    }
}
