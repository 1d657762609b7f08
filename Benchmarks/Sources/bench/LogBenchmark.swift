import SplotTesting

/// What is done with every entry of a log: packed, unpacked, hashed into its tree, and its author's signature checked.
struct LogBenchmark {
    /// One event a line.
    let file: String

    func run() throws -> Measured {
        var workload = FederationWorkload(readers: [])
        try workload.write(file: self.file)
        let logs = try workload.sealed()
        let entries = Double(logs.entryCount)
        let runs = try logs.runs()
        var measured = Measured()
        var content = 0
        measured.add("compress", entries / (try ContinuousClock.seconds { _ = try runs.seal() }), "entries/s")
        measured.add(
            "decompress",
            entries / (try ContinuousClock.seconds { content = try logs.decompress() }),
            "entries/s"
        )
        measured.add("hash and verify", entries / (try ContinuousClock.seconds { _ = try logs.verify() }), "entries/s")
        measured.add("log: before compression", Double(content) / entries, "bytes/entry")
        measured.add("log: compressed", Double(logs.byteCount) / entries, "bytes/entry")
        return measured
    }
}
