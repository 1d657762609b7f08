import SplotLog
import SplotMerge
import SplotSync
import Synchronization

/// How a liar lies: what it changes, decided by a seed.
final class Lies: Sendable {
    private struct State {
        var chance: SeededGenerator
        var rates: [SimulationFault: Double]
        /// Batches that it sent before.
        var batches: [Batch] = []
    }

    private let state: Mutex<State>
    private let tally: FaultTally

    init(seed: UInt64, rates: [SimulationFault: Double], tally: FaultTally) {
        self.state = Mutex(State(chance: SeededGenerator(seed: seed), rates: rates))
        self.tally = tally
    }

    /// From now on it tells the truth.
    func calm() { self.state.withLock { $0.rates = [:] } }

    /// A batch, perhaps changed, in the form that a session sends.
    func batch(_ batch: Batch) -> Batch {
        self.state.withLock { state in
            let earlier = state.batches.last { $0.log == batch.log && $0.checkpoint != batch.checkpoint }
            let other = state.batches.last { $0.log != batch.log }
            if state.batches.count < 64 { state.batches.append(batch) }
            for fault in [SimulationFault.alteredBatch, .truncatedBatch, .replayedBatch, .falseName] {
                guard self.decides(on: fault, &state) else { continue }
                var changed = batch
                switch fault {
                case .alteredBatch: Self.alter(&changed, &state.chance)
                case .truncatedBatch: Self.truncate(&changed, &state.chance)
                case .replayedBatch:
                    changed.frames = earlier?.frames ?? batch.frames
                    changed.checkpoint = earlier?.checkpoint ?? batch.checkpoint
                default:
                    if Bool.random(using: &state.chance) { changed.cluster = other?.cluster ?? batch.cluster }
                    changed.checkpoint = other?.checkpoint ?? batch.checkpoint
                }
                guard changed != batch, Self.isSent(changed) else { continue }
                self.tally.count(fault)
                return changed
            }
            return batch
        }
    }

    /// Whether a session would send it: a run for each bundle that it reaches into.
    private static func isSent(_ batch: Batch) -> Bool {
        let end = batch.checkpoint.size
        let bundle = Limits.bundleEntries
        return end > batch.start && UInt64(batch.frames.count) == (end - 1) / bundle - batch.start / bundle + 1
    }

    /// Holdings, perhaps false.
    func inventory(_ inventory: Inventory) -> Inventory {
        self.state.withLock { state in
            guard self.decides(on: .falseHoldings, &state), !inventory.clusters.isEmpty else { return inventory }
            self.tally.count(.falseHoldings)
            var clusters = inventory.clusters
            let index = Int.random(in: clusters.indices, using: &state.chance)
            switch Int.random(in: 0..<7, using: &state.chance) {
            case 0: clusters.remove(at: index)
            case 1: clusters[index].isReadable.toggle()
            case 2: clusters[index].chain.count += UInt64.random(in: 0...2, using: &state.chance)
            case 3: clusters[index].logs = []
            case 4: clusters[index].chain.last = TreeHash.empty
            default:
                guard case .held(let size, let root)? = clusters[index].logs.first?.standing else { return inventory }
                let other = UInt64.random(in: 1...(2 * size), using: &state.chance)
                let standings: [Standing] = [
                    .held(size: size, root: TreeHash.empty), .held(size: other, root: root), .forked,
                ]
                clusters[index].logs[0].standing = standings.randomElement(using: &state.chance) ?? .absent
            }
            return Inventory(clusters: clusters, memory: inventory.memory)
        }
    }

    /// Statements, perhaps changed.
    func statements(_ statements: [Statement]) -> [Statement] {
        self.state.withLock { state in
            guard !statements.isEmpty, self.decides(on: .alteredStatements, &state) else { return statements }
            self.tally.count(.alteredStatements)
            var changed = statements
            let index = Int.random(in: statements.indices, using: &state.chance)
            switch Int.random(in: 0..<4, using: &state.chance) {
            case 0: changed.remove(at: index)
            case 1: changed = Array(statements[..<index])
            case 2: changed.append(statements[index])
            default:
                var signature = statements[index].signature
                signature[Int.random(in: signature.indices, using: &state.chance)] ^= 1
                if let forged = try? Statement(body: statements[index].body, signature: signature) {
                    changed[index] = forged
                }
            }
            return changed
        }
    }

    /// The bytes of a frame, perhaps changed.
    func frame(_ bytes: [UInt8]) -> [UInt8] {
        self.state.withLock { state in
            guard self.decides(on: .alteredFrame, &state) else { return bytes }
            self.tally.count(.alteredFrame)
            switch Int.random(in: 0..<7, using: &state.chance) {
            case 0: return []
            case 1: return bytes + bytes
            case 2: return bytes + RawFrame(type: 0x80 | 0x55, body: [1, 2, 3]).bytes
            case 3: return bytes + RawFrame(type: 0x55, body: [1, 2, 3]).bytes
            case 4: return Array(bytes.dropLast(1))
            default:
                var changed = bytes
                changed[Int.random(in: bytes.indices, using: &state.chance)] ^= UInt8.random(
                    in: 1...255,
                    using: &state.chance
                )
                return changed
            }
        }
    }

    private func decides(on fault: SimulationFault, _ state: inout State) -> Bool {
        guard let rate = state.rates[fault], rate > 0 else { return false }
        return Double.random(in: 0..<1, using: &state.chance) < rate
    }

    private static func alter(_ batch: inout Batch, _ chance: inout SeededGenerator) {
        let index = Int.random(in: batch.frames.indices, using: &chance)
        switch Int.random(in: 0..<4, using: &chance) {
        case 0:
            var signature = batch.checkpoint.signature
            Self.alter(&signature, &chance)
            Self.sign(&batch, size: batch.checkpoint.size, signature: signature)
        case 1: Self.alter(&batch.frames[index], &chance)
        default:
            // A byte of what the author wrote, in a frame that is otherwise as it must be.
            guard var run = try? Zstandard.decompress(batch.frames[index], maximumSize: 1 << 24) else { return }
            Self.alter(&run, &chance)
            batch.frames[index] = (try? Zstandard.compress(run, level: 1)) ?? batch.frames[index]
        }
    }

    private static func alter(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        guard let index = bytes.indices.randomElement(using: &chance) else { return }
        bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &chance)
    }

    private static func truncate(_ batch: inout Batch, _ chance: inout SeededGenerator) {
        let last = batch.frames.count - 1
        switch Int.random(in: 0..<3, using: &chance) {
        case 0 where last > 0:
            batch.frames.removeLast()
            let end = (batch.start / Limits.bundleEntries + UInt64(last)) * Limits.bundleEntries
            Self.sign(&batch, size: end, signature: batch.checkpoint.signature)
        case 1: Self.sign(&batch, size: batch.checkpoint.size - 1, signature: batch.checkpoint.signature)
        default: batch.frames[last].removeLast(Int.random(in: 1...batch.frames[last].count, using: &chance))
        }
    }

    /// Puts another checkpoint under the batch; whether it is worth anything is for the others to find out.
    private static func sign(_ batch: inout Batch, size: UInt64, signature: [UInt8]) {
        let old = batch.checkpoint
        let new = try? Checkpoint(log: old.log, size: size, root: old.root, signature: signature)
        batch.checkpoint = new ?? old
    }
}
