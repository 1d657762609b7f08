import Foundation
import SplotNode
import Testing

/// How much there is to send must not matter to the memory of either side.
@Suite(.serialized)
struct MemoryTests {
    @Test(.timeLimit(.minutes(15)))
    func aSyncOf100000EntriesRunsInBoundedMemory() async throws {
        let scratch = try Scratch()
        let (source, target) = try await (Office("source", in: scratch), Office("target", in: scratch))
        try await source.befriend(target)
        // What both sides take when there is next to nothing to do.
        let idle = try await Self.peaks(of: source, and: target)
        try await source.write(100_000)
        let busy = try await Self.peaks(of: source, and: target)
        #expect(try await target.digest() == source.digest())
        let limit = 128 * 1_024
        #expect(busy.server - idle.server < limit, "serve: \(idle.server) KiB idle, \(busy.server) KiB")
        #expect(busy.client - idle.client < limit, "sync: \(idle.client) KiB idle, \(busy.client) KiB")
    }

    /// The peak resident memory of a server and of a sync with it, in KiB.
    private static func peaks(of source: Office, and target: Office) async throws -> (server: Int, client: Int) {
        let server = try source.program.process(["serve", "--listen", "127.0.0.1:0", "--data", source.data])
        let pipe = Pipe()
        server.standardOutput = pipe
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n") {
            line.append(try #require(try pipe.fileHandleForReading.read(upToCount: 1)?.first))
        }
        let address = try #require(String(decoding: line, as: UTF8.self).split(separator: " ").last?.dropLast(2))
        let client = try target.program.process(["sync", String(address), "--data", target.data])
        client.standardOutput = FileHandle.nullDevice
        // The kernel keeps the peak only as long as the process lives.
        try client.run()
        var clientPeak = 0
        while client.isRunning {
            clientPeak = max(clientPeak, Self.peak(of: client.processIdentifier) ?? 0)
            await Task.yield()
        }
        #expect(client.terminationStatus == 0)
        return (try #require(Self.peak(of: server.processIdentifier)), clientPeak)
    }

    /// `VmHWM` of a process, in KiB.
    private static func peak(of identifier: Int32) -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8) else {
            return nil
        }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }
}
