import Foundation
import SplotStore
import Synchronization

/// A disk on which writes fail, and a process that is killed while it writes.
final class SimulatedDisk: Sendable {
    private struct State {
        var chance: SeededGenerator
        var rates: [SimulationFault: Double]
        var path = ""
        /// What the write that is being made comes to.
        var fate: SimulationFault?
        /// What lay on the disk before the write that the process did not survive.
        var before: DirectoryImage?
        /// What lies on the disk after it.
        var image: DirectoryImage?
        /// What lay there before the last write that was reported made: for a disk that forgets it.
        var forgotten: DirectoryImage?
        var isForgetful: Bool
    }

    private let state: Mutex<State>
    private let tally: FaultTally

    /// Makes a disk.
    ///
    /// - Parameters:
    ///   - seed: Decides which writes fail.
    ///   - rates: How likely each fault is, for each write.
    ///   - isForgetful: Whether the last write is gone when the process is killed.
    ///   - tally: Where faults are counted.
    init(seed: UInt64, rates: [SimulationFault: Double], isForgetful: Bool, tally: FaultTally) {
        self.state = Mutex(State(chance: SeededGenerator(seed: seed), rates: rates, isForgetful: isForgetful))
        self.tally = tally
    }

    /// The disk as a node's environment takes it.
    var storeDisk: StoreDisk {
        StoreDisk(
            isDurable: false,
            faults: StoreDisk.Faults(
                beforeWrite: { try self.willWrite($0) },
                afterWrite: { try self.hasWritten($0) }
            )
        )
    }

    /// The node lives in this directory from now on.
    func mount(_ path: String) {
        self.state.withLock { state in
            state.path = path
            state.image = nil
            state.forgotten = nil
        }
    }

    /// From now on everything is written.
    func calm() { self.state.withLock { $0.rates = [:] } }

    /// Whether the process was killed in the middle of a write.
    var wasKilled: Bool { self.state.withLock { $0.image != nil } }

    /// What lies on the disk after the process was killed, now or in the middle of its last write.
    func image() throws -> DirectoryImage {
        try self.state.withLock { try $0.image ?? $0.forgotten ?? DirectoryImage(of: $0.path) }
    }

    private func willWrite(_ target: StoreDisk.Target) throws {
        try self.state.withLock { state in
            state.fate = [.notWritten, .reportedFailed, .tornWrite]
                .first { fault in
                    guard let rate = state.rates[fault], rate > 0 else { return false }
                    return Double.random(in: 0..<1, using: &state.chance) < rate
                }
            if state.isForgetful, target == .database { state.forgotten = try DirectoryImage(of: state.path) }
            guard let fate = state.fate else { return }
            self.tally.count(fate)
            switch fate {
            case .notWritten: throw SimulatedDisk.failure
            case .tornWrite: state.before = try DirectoryImage(of: state.path)
            default: break
            }
        }
    }

    private func hasWritten(_ target: StoreDisk.Target) throws {
        try self.state.withLock { state in
            defer {
                state.fate = nil
                state.before = nil
            }
            if let before = state.before {
                let after = try DirectoryImage(of: state.path)
                state.image = Self.torn(before, after, target, using: &state.chance)
                throw SimulatedDisk.failure
            }
            if state.fate != nil { throw SimulatedDisk.failure }
        }
    }

    /// What a write that was cut short leaves: the beginning of what it wrote, over what lay there before.
    private static func torn(
        _ before: DirectoryImage,
        _ after: DirectoryImage,
        _ target: StoreDisk.Target,
        using chance: inout SeededGenerator
    ) -> DirectoryImage {
        // A small file is replaced by its name: it is there whole, or not.
        guard target == .database else { return Bool.random(using: &chance) ? before : after }
        let old = before.files[DirectoryImage.writeAheadLog] ?? Data()
        let new = after.files[DirectoryImage.writeAheadLog] ?? Data()
        let length = Int.random(in: Self.commonPrefix(old, new)...new.count, using: &chance)
        var image = before
        image.files[DirectoryImage.writeAheadLog] = new.prefix(length) + old.dropFirst(length)
        return image
    }

    private static func commonPrefix(_ old: Data, _ new: Data) -> Int {
        var same = 0
        var different = min(old.count, new.count) + 1
        while different - same > 1 {
            let middle = (same + different) / 2
            if old.prefix(middle) == new.prefix(middle) { same = middle } else { different = middle }
        }
        return same
    }

    private static let failure = StoreError(.disk, "the simulated disk reports an error")

    /// Whether an error comes from a simulated disk.
    static func isFailure(_ error: any Error) -> Bool {
        guard let error = error as? StoreError else { return false }
        return error.code == Self.failure.code && error.message == Self.failure.message
    }
}
