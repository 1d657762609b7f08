import Foundation
import SplotLog
public import SplotMerge
import SplotStore

/// What an examination of a node's data found.
public struct VerifyReport: Sendable {
    /// Something that is not as it was signed.
    public struct Finding: Sendable {
        /// The log; `nil` for the merged state.
        public var log: LogID?
        /// The first bad entry's position in the log, where one can be named.
        public var position: UInt64?
        /// What is wrong.
        public var message: String
    }

    /// How many logs were examined.
    public var logs = 0
    /// How many entries were hashed.
    public var entries: UInt64 = 0
    /// How many checkpoints were compared, signatures included.
    public var checkpoints = 0
    /// How many records were merged again and compared.
    public var records = 0
    /// What is wrong; empty when all is well.
    public var findings: [Finding] = []
}

extension Node {
    /// Hashes every log again, compares it with its signed checkpoints, merges everything again beside the stored
    /// state and compares the two.
    ///
    /// - Parameter progress: Called with the entries examined so far and their number in all; each entry of a trusted
    ///   log is examined twice.
    /// - Returns: How much was examined, and what is wrong; the merged state is compared only when no log is damaged.
    /// - Throws: `StoreError` when the database, or the one made beside it, cannot be used at all; damage is not
    ///   thrown but found.
    public func verify(
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) async throws -> VerifyReport {
        self.removeLeftovers()
        // What cannot be merged because it is damaged is what is to be found.
        try? await self.mergeWaiting()
        let scratch = self.directory.url.appending(path: ".verify-\(self.environment.now())-\(getpid()).sqlite").path
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scratch + suffix) }
        }
        let beside = try Store.open(path: scratch, mayCreate: true, disk: .scratch)
        let report = try await self.store.read { reader in
            try Verification(reader: reader, schema: self.schema, progress: progress).run(beside: beside)
        }
        try beside.close()
        return report
    }

    /// Removes what examinations left behind that were killed: the names end in the number of their process.
    private func removeLeftovers() {
        let names = try? FileManager.default.contentsOfDirectory(atPath: self.directory.url.path)
        for name in names ?? [] where name.hasPrefix(".verify-") {
            guard let end = name.range(of: ".sqlite")?.lowerBound,
                let process = name[..<end].split(separator: "-").last.flatMap({ pid_t($0) }), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(at: self.directory.url.appending(path: name))
        }
    }

    /// Merges the entries that were kept and wait for it: a sync was interrupted, or goes on elsewhere.
    package func mergeWaiting() async throws {
        try await self.store.mergeWaiting(schema: self.schema, inMemory: self.environment.mergedInMemory)
    }

    /// Makes the merged state again from the logs, in place of the stored one.
    public func rebuild() async throws {
        try await self.store.write { try $0.rebuild(self.schema) }
    }
}
