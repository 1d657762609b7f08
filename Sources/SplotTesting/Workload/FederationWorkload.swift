import Foundation
import SplotLog
import SplotMerge
public import SplotNode
import SplotSync

/// A federation whose clusters have written a file of events: for benchmarks, which feed others the same file.
///
/// Each author of the file is a cluster with a log of its own, and every record is common, so that all of them write
/// what all may write. An author has seen what the others wrote up to the last round, of 1,024 events each. The same
/// file gives the same logs, byte for byte.
public struct FederationWorkload {
    private static let round = 1_024

    private var authors: [String: WorkloadAuthor] = [:]
    private var records: [String: Record] = [:]

    /// What authors know of a record.
    private struct Record {
        var id: RecordID
        /// The last entry of each author that wrote to it.
        var last: [LogID: ContextItem] = [:]
    }

    private let readers: [ClusterID]

    /// Begins with nobody and nothing.
    ///
    /// - Parameter readers: The nodes whose clusters may receive what is written.
    public init(readers: [Node]) { self.readers = readers.map(\.cluster) }

    /// The authors, by name.
    var allAuthors: [WorkloadAuthor] { self.authors.sorted { $0.key < $1.key }.map(\.value) }

    /// The number of entries in all logs together.
    public var entryCount: UInt64 { self.authors.values.reduce(0) { $0 + $1.size } }

    /// Has the authors write the events of a file.
    ///
    /// - Parameter path: A file with one event a line, as `Benchmarks/Peers/workload.py` writes it.
    /// - Throws: What reading the file throws, or ``NodeError`` `invalid` when an event changes what is not there.
    public mutating func write(file path: String) throws {
        var events = try WorkloadEvent.read(path)[...]
        while !events.isEmpty {
            try self.write(Array(events.prefix(Self.round)))
            events = events.dropFirst(Self.round)
        }
    }

    private mutating func write(_ events: [WorkloadEvent]) throws {
        var left = events
        // A record can only be named once its creation stands in a log: what it waits for is written first.
        while !left.isEmpty {
            let created = Set(left.filter { $0.op == "c" }.map(\.id))
            let ready = left.filter { $0.op == "c" || !created.contains($0.id) }
            try self.commit(ready)
            left = left.filter { $0.op != "c" && created.contains($0.id) }
        }
    }

    private mutating func commit(_ events: [WorkloadEvent]) throws {
        let known = self.records
        var written: [(event: WorkloadEvent, item: ContextItem)] = []
        for (name, own) in Dictionary(grouping: events, by: \.author).sorted(by: { $0.key < $1.key }) {
            var author =
                try self.authors[name]
                ?? WorkloadAuthor(name: name, seed: UInt64(self.authors.count + 1), readers: self.readers)
            let log = author.log
            let items = try author.append(
                own.map { event in
                    let operations = WorkloadFields.operations(of: event)
                    guard event.op != "c" else {
                        let creation = Creation(kind: WorkloadFields.kind(event.kind), isCommon: true)
                        return EntryDraft(time: event.time, body: .creation(creation, operations: operations))
                    }
                    guard let record = known[event.id] else {
                        throw NodeError(.invalid, "an event changes a record that no event before it creates")
                    }
                    // In a fixed order, in which the log introduces them.
                    let context = record.last.values.filter { $0.entry.log != log }
                        .sorted { $0.entry.log < $1.entry.log }
                    return EntryDraft(
                        time: event.time,
                        body: .change(record.id, context: context, operations: operations)
                    )
                }
            )
            self.authors[name] = author
            written += zip(own, items).map { ($0, $1) }
        }
        for (event, item) in written {
            self.records[event.id, default: Record(id: RecordID(item.entry))].last[item.entry.log] = item
        }
    }

    /// Has a node trust all authors.
    ///
    /// - Parameter node: Any node.
    /// - Throws: What trusting throws.
    public func introduce(to node: Node) async throws {
        for author in self.allAuthors {
            try await node.trust(Card(chain: author.chain))
        }
    }

    /// Makes a node hold what was written of each log and it does not hold yet.
    ///
    /// - Parameters:
    ///   - node: A node that trusts all authors.
    ///   - isMerging: Whether to merge what waits for it, as a session does when a round is over.
    ///   - progress: Called with the number of entries brought so far.
    /// - Throws: What receiving throws.
    public func bring(
        to node: Node,
        isMerging: Bool = true,
        progress: (Int) -> Void = { _ in }
    ) async throws {
        let held = try await node.status().logs
        var count = 0
        for author in self.allAuthors {
            let size = held.first { $0.id == author.log }?.size ?? 0
            for batch in try author.batches(from: size) {
                count += try await node.replica.receive(batch)
                progress(count)
            }
        }
        if isMerging { try await node.mergeWaiting() }
    }
}
