import Foundation
import SplotNode
import SplotTesting
import Testing

/// Whoever pulls the plug in the middle of a sync loses at most a batch.
@Suite(.serialized)
struct KillTests {
    /// A sync of 50,000 entries, killed at 50 random moments; it goes on each time from what was kept.
    ///
    /// When it has come to its end too soon, the next begins from nothing.
    @Test(.timeLimit(.minutes(30)))
    func aKilledSyncLeavesADatabaseThatVerifiesAndTheNextOneCompletesIt() async throws {
        let scratch = try Scratch()
        let (source, target) = try await (Office("source", in: scratch), Office("target", in: scratch))
        try await source.befriend(target)
        try await source.write(50_000)
        // The target as it is before it has anything of the source.
        let (data, empty) = (target.data, scratch.path("empty"))
        try FileManager.default.copyItem(atPath: data, toPath: empty)
        let seed: UInt64 = 20
        var generator = SeededGenerator(seed: seed)
        var (kills, known) = (0, try await target.size())
        // How much there was after kills in the middle of the work, and how often it was done too soon.
        var (parts, ends): ([UInt64], Int) = ([], 0)
        // The longest life of a sync, in milliseconds: more while too little is kept, less when none is interrupted, so
        // that it does not matter how fast the machine is and what else it does.
        var longest = 1_200
        try await source.answering { address in
            while kills < 50 || parts.count < 3 {
                guard kills < 300 else { break }
                kills += 1
                let process = try target.program.process(["sync", address, "--data", data])
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                // Some die while they start, some in the middle of a batch.
                try await process.run(killingAfter: .milliseconds(Int.random(in: 5...longest, using: &generator)))
                let size = try await target.size()
                // What was kept is never lost again.
                #expect(size >= known, "seed \(seed), kill \(kills)")
                let isKilled = process.terminationReason != .exit
                #expect(isKilled || process.terminationStatus == 0, "seed \(seed), kill \(kills)")
                // Examining takes longer than syncing: where nothing was added, now and then will do.
                if isKilled && size != known || kills % 25 == 0 {
                    let report = try await Node.open(at: data).verify()
                    #expect(report.findings.map(\.message) == [], "seed \(seed), kill \(kills)")
                }
                if !isKilled {
                    longest = max(longest * 2 / 3, 100)
                } else if size == known {
                    longest = min(longest * 5 / 4, 24_000)
                } else {
                    parts.append(size)
                }
                known = size
                if !isKilled, parts.count < 3 {
                    ends += 1
                    try FileManager.default.removeItem(atPath: data)
                    try FileManager.default.copyItem(atPath: empty, toPath: data)
                    known = try await target.size()
                }
            }
            #expect(parts.count >= 3, "nothing was interrupted: \(parts), done \(ends) times")
            try await target.succeed("sync", address)
        }
        #expect(try await target.digest() == source.digest())
        let run = try await target.succeed("verify")
        #expect(run.status == 0)
    }
}

extension Process {
    /// Starts the process, kills it with SIGKILL after a while unless it has ended, and waits for its end.
    func run(killingAfter delay: Duration) async throws {
        let milliseconds = Int(delay / .milliseconds(1))
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            self.terminationHandler = { _ in continuation.resume() }
            do {
                try self.run()
            } catch {
                self.terminationHandler = nil
                continuation.resume(throwing: error)
                return
            }
            let identifier = self.processIdentifier
            // The moment is real time on purpose: it is the other process that must be interrupted.
            DispatchQueue.global()
                .asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                    kill(identifier, SIGKILL)
                }
        }
    }
}
