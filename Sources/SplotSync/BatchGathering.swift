import SplotLog
import SplotMerge

/// Collects the frames of a batch until its checkpoint, within the limits.
struct BatchGathering: Equatable, Sendable {
    private let start: Session.LogPosition
    private var frames: [[UInt8]] = []
    private var byteCount = 0

    /// The position behind the last entry.
    private(set) var end: UInt64

    /// Starts where the log stands.
    init(at start: Session.LogPosition) {
        self.start = start
        self.end = start.position
    }

    /// Takes a run of entries.
    ///
    /// - Throws: ``Violation`` `limitExceeded` when the batch becomes too large, `badData` when the run crosses a
    ///   multiple of 256 or follows one that stops short of it.
    mutating func append(count: UInt64, run: [UInt8]) throws(Violation) {
        guard self.frames.isEmpty || self.end % Limits.bundleEntries == 0 else {
            throw Violation(.badData, "a run of entries that ends inside a bundle must be the last of its batch")
        }
        guard self.end % Limits.bundleEntries + count <= Limits.bundleEntries else {
            throw Violation(.badData, "a run of entries crosses a multiple of \(Limits.bundleEntries)")
        }
        self.end += count
        self.byteCount += run.count
        guard self.end - self.start.position <= Limits.batchEntries else {
            throw Violation(.limitExceeded, "a batch has more than \(Limits.batchEntries) entries")
        }
        guard self.byteCount <= SessionLimits.batchBytes else {
            throw Violation(.limitExceeded, "a batch is larger than \(SessionLimits.batchBytes) bytes")
        }
        self.frames.append(run)
    }

    /// Ends the batch.
    ///
    /// - Throws: ``Violation`` `badData` when the checkpoint is for another size than the entries reach.
    func batch(size: UInt64, root: Bytes32, signature: [UInt8]) throws(Violation) -> Batch {
        guard size == self.end else {
            throw Violation(.badData, "a checkpoint is for size \(size), the entries before it reach \(self.end)")
        }
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(log: self.start.log, size: size, root: root, signature: signature)
        } catch {
            throw Violation(.badData, "a checkpoint is out of range")
        }
        return Batch(
            log: self.start.log,
            cluster: self.start.cluster,
            start: self.start.position,
            frames: self.frames,
            checkpoint: checkpoint
        )
    }
}
