import Foundation

/// Whole `splot` processes on loopback: one serves, the other is called as cron calls it.
struct SyncBenchmark {
    /// A data directory that `bench load` has made, with its empty one beside it.
    let directory: String
    /// The files of events that it was made of and that come after.
    let file: String
    let more: String

    private var copy: String { self.directory + ".copy" }

    func run() async throws -> Measured {
        let server = try Server(directory: self.directory)
        defer { server.end() }
        var measured = Measured()
        try self.makeCopy()
        _ = try self.measure("cold sync log only", on: server, isKeeping: true, into: &measured)
        try self.makeCopy()
        let received = try self.measure("cold sync", on: server, into: &measured)
        try self.verify()
        measured.add("cold sync: on disk", Double(Self.byteCount(of: self.copy)) / Double(received), "bytes/entry")
        // The first meeting after one that moved much compares what each holds; from then on both know.
        _ = try self.measure("nothing new, first", on: server, into: &measured)
        for _ in 0..<10 { _ = try self.measure("nothing new", on: server, into: &measured) }
        try await Load.run(file: self.file, directory: self.directory, more: self.more)
        _ = try self.measure("100 new", on: server, into: &measured)
        try self.verify()
        return measured
    }

    /// Hashes and merges everything again, and compares: what is fast and wrong does not count.
    private func verify() throws { try Child("splot", ["verify", "--data", self.copy]).wait() }

    private func makeCopy() throws {
        try? FileManager.default.removeItem(atPath: self.copy)
        try FileManager.default.copyItem(atPath: self.directory + ".empty", toPath: self.copy)
    }

    private func measure(
        _ name: String,
        on server: Server,
        isKeeping: Bool = false,
        into measured: inout Measured
    ) throws -> Int {
        let arguments = ["sync", "--data", self.copy, server.address, "--json"] + (isKeeping ? ["--keep-only"] : [])
        let cost = try Child("splot", arguments).wait()
        guard let peer = try JSONDecoder().decode(Report.self, from: cost.output).peers.first,
            peer.result == "caughtUp"
        else { throw BenchmarkError(message: "\(name): \(String(decoding: cost.output, as: UTF8.self))") }
        let bytes = Double(peer.bytesSent + peer.bytesReceived)
        if peer.entriesReceived > 1_000 {
            measured.add(name, Double(peer.entriesReceived) / cost.seconds, "entries/s")
            measured.add("\(name): wire", bytes / Double(peer.entriesReceived), "bytes/entry")
            measured.add("\(name): peak memory", cost.peakMemory, "MiB")
        } else {
            measured.add(name, cost.seconds * 1_000, "ms")
            measured.add("\(name): wire", bytes, "bytes")
        }
        measured.add("\(name): processor", cost.processorSeconds * 1_000, "ms")
        return peer.entriesReceived
    }

    private struct Report: Decodable {
        struct Peer: Decodable {
            var result: String
            var entriesReceived: Int
            var bytesSent: Int
            var bytesReceived: Int
        }
        var peers: [Peer]
    }

    private static func byteCount(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/splot.sqlite")
        return attributes?[.size] as? Int ?? 0
    }

    /// A node that answers.
    private struct Server {
        let address: String
        private let process: Child

        init(directory: String) throws {
            self.address = "127.0.0.1:\(UInt16.random(in: 20_000..<30_000))"
            self.process = try Child(
                "splot",
                ["serve", "--data", directory, "--listen", self.address, "--answer-only"]
            )
            for _ in 0..<500 where !self.process.printed.contains("Listening") { usleep(10_000) }
            guard self.process.printed.contains("Listening") else {
                throw BenchmarkError(message: "cannot serve at \(self.address)")
            }
        }

        func end() {
            self.process.terminate()
            _ = try? self.process.wait()
        }
    }
}
