import SplotBundle
import SplotNode
import Synchronization

/// A file that somebody has carried here: a bundle or an acknowledgement.
final class IncomingFile: Sendable {
    private static let bundleMark = "splot bundle "
    private static let acknowledgementMark = "-----BEGIN SPLOT ACKNOWLEDGEMENT-----"

    private let path: String

    init(_ path: String) { self.path = path }

    /// Whether a file is, or says to be, an acknowledgement.
    static func isAcknowledgement(_ bytes: [UInt8]) -> Bool {
        !bytes.starts(with: self.bundleMark.utf8)
            && String(decoding: bytes, as: UTF8.self).contains(self.acknowledgementMark)
    }

    /// Imports the file; what goes wrong is a result.
    func take(into node: Node, isRehearsal: Bool, bar: ProgressBar?) async -> BundleImportSummary.Outcome {
        do {
            let file = try OpenFile(self.path)
            var start: [UInt8] = []
            while start.count < 1 << 12 {
                let piece = try file.read()
                if piece.isEmpty { break }
                start += piece
            }
            if Self.isAcknowledgement(start) {
                return try await Self.remember(start, rest: file, by: node, isRehearsal: isRehearsal)
            }
            // What was looked at goes first.
            let pending = Mutex<[UInt8]?>(start)
            let result = try await node.importBundle(isRehearsal: isRehearsal) { bytes in
                if let size = file.size { bar?.update(done: bytes, total: size) }
            } read: {
                let first = pending.withLock { pending in
                    defer { pending = nil }
                    return pending
                }
                if let first, !first.isEmpty { return first }
                return try file.read()
            }
            return .bundle(result)
        } catch {
            return .failure(
                Failure(error) ?? Failure(status: .software, message: "something unforeseen went wrong: \(error)")
            )
        }
    }

    private static func remember(
        _ start: [UInt8],
        rest: OpenFile,
        by node: Node,
        isRehearsal: Bool
    ) async throws -> BundleImportSummary.Outcome {
        var bytes = start
        while bytes.count <= Acknowledgement.maximumBytes {
            let piece = try rest.read()
            if piece.isEmpty { break }
            bytes += piece
        }
        let acknowledgement = try Acknowledgement(text: String(decoding: bytes, as: UTF8.self))
        let isNew = try await node.remember(acknowledgement, isRehearsal: isRehearsal)
        return .acknowledgement(acknowledgement, isNew: isNew)
    }
}
