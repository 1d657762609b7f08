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

    /// Where the log goes on behind this batch.
    var next: Session.LogPosition {
        var next = self.start
        next.position = self.end
        return next
    }

    /// Ends the batch.
    ///
    /// - Parameter sent: The checkpoint that came; `nil` for the one that the peer has listed.
    /// - Returns: All that came, with its checkpoint.
    /// - Throws: ``Violation`` `badData` when the checkpoint is for another size than the entries reach.
    func batch(_ sent: SentCheckpoint?) throws(Violation) -> Batch {
        var sent = sent
        if sent == nil, case .held(let size, let root) = self.start.listed.standing {
            sent = SentCheckpoint(size: size, root: root, signature: self.start.listed.signature)
        }
        guard let sent, sent.size == self.end else {
            throw Violation(.badData, "a checkpoint is for another size than the \(self.end) that the entries reach")
        }
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(
                log: self.start.log,
                size: sent.size,
                root: sent.root,
                signature: sent.signature
            )
        } catch {
            throw Violation(.badData, "a checkpoint is out of range, or was listed without its signature")
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
