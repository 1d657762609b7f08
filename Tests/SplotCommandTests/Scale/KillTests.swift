import Foundation
import SplotNode
import SplotTesting
import Testing

/// Whoever pulls the plug in the middle of a sync loses at most a batch.
@Suite(.serialized)
struct KillTests {
    /// A sync of 50,000 entries, killed at 50 random moments; it goes on each time from what was kept.
    @Test(.timeLimit(.minutes(30)))
    func aKilledSyncLeavesADatabaseThatVerifiesAndTheNextOneCompletesIt() async throws {
        let scratch = try Scratch()
        let (source, target) = try await (Office("source", in: scratch), Office("target", in: scratch))
        try await source.befriend(target)
        try await source.write(50_000)
        let seed: UInt64 = 20
        var generator = SeededGenerator(seed: seed)
        var sizes: [UInt64] = []
        // The longest life of a sync, in milliseconds. On a machine that is busy with other things it takes longer until
        // anything is kept, and so it is given more.
        var longest = 1_200
        try await source.answering { address in
            for kill in 0..<50 {
                let process = try target.program.process(["sync", address, "--data", target.data])
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                // Some die while they start, some in the middle of a batch. A sync that was faster than its killer
                // counts as well: nothing is left to do then.
                try await process.run(killingAfter: .milliseconds(Int.random(in: 5...longest, using: &generator)))
                let size = try await target.size()
                // Examining takes longer than syncing: where nothing was added, every tenth time will do.
                if size != sizes.last || kill % 10 == 0 {
                    let report = try await Node.open(at: target.data).verify()
                    #expect(report.findings.map(\.message) == [], "seed \(seed), kill \(kill)")
                }
                longest = size == sizes.last ? min(longest * 3 / 2, 24_000) : max(longest / 2, 1_200)
                sizes.append(size)
            }
            // What was kept is never lost again.
            #expect(sizes == sizes.sorted())
            #expect(Set(sizes).count > 3, "nothing was interrupted: \(sizes)")
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
