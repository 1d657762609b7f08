import Foundation
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotStore
import SplotSync
import SplotTesting
import Testing

/// Backups, damage, closed logs and erasures: what must hold when something went wrong.
struct RestoreTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func organisation(_ node: Node, _ name: String) async throws -> RecordUUID {
        try await node.add("organisation", [set("name.pl", name), set("type", "ngo"), set("country", "PL")])
    }

    @Test func aRestoredBackupDoesNotWriteUntilPeersHaveGivenBackTheRest() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 1)
        let b = try await Node.make("b", in: self.directory, seed: 2)
        try await Node.introduce([a, b])
        let database = a.path + "/splot.sqlite"
        let backup = self.directory.path("backup.sqlite")
        try self.backUp(database, to: backup)
        _ = try await self.organisation(a, "Nach der Sicherung")
        await InMemoryNetwork.sync(a, b)
        let size = try await a.status().logs[0].size

        // The backup is put back; the high-water mark is never part of one.
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: backup + suffix) {
            try FileManager.default.copyItem(atPath: backup + suffix, toPath: database + suffix)
        }
        let restored = try await Node.open(at: a.path, environment: .seeded(3))
        #expect(try await restored.status().logs[0].size < size)
        await #expect {
            _ = try await self.organisation(restored, "Gabel")
        } throws: { ($0 as? NodeError)?.code == .behindHighWaterMark }
        await InMemoryNetwork.sync(restored, b)
        #expect(try await restored.status().logs[0].size == size)
        _ = try await self.organisation(restored, "Weiter")
        await InMemoryNetwork.sync(restored, b)
        #expect(try await restored.digest() == b.digest())
    }

    /// A copy of the database with its write-ahead log, while nobody writes.
    private func backUp(_ database: String, to backup: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: database + suffix) {
            try FileManager.default.copyItem(atPath: database + suffix, toPath: backup + suffix)
        }
    }

    @Test func aDamagedBundleIsFoundAndNamed() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 4)
        let edits = (0..<600)
            .map { index in
                RecordEdit(
                    target: .new(kind: "notice"),
                    writes: [
                        FieldWrite(
                            field: "title",
                            key: "pl",
                            shape: .localised,
                            operation: .set(.value(.text("nr \(index)")))
                        )
                    ]
                )
            }
        _ = try await node.write(edits)
        #expect(try await node.verify().findings.isEmpty)
        let store = try Store.open(path: node.path + "/splot.sqlite", mayCreate: false)
        let log = node.log
        // A whole and valid bundle, with one word changed.
        try await store.write { writer in
            guard let bundle = try writer.bundle(of: log, holding: 300) else { throw CancellationError() }
            let run = try EntryRun(sealed: bundle.frame, start: bundle.start)
            var entries = run.entries
            entries[44].slot = .payload([0x81, 0x61, 0x58])
            let changed = try EntryRun(entries: entries, salts: run.salts)
            try writer.put(SealedBundle(start: bundle.start, root: bundle.root, frame: try changed.sealed()), of: log)
        }
        let changed = try await node.verify()
        #expect(changed.findings.map(\.log) == [log])
        #expect(changed.findings.map(\.position) == [256])
        try await store.write { writer in
            guard let bundle = try writer.bundle(of: log, holding: 300) else { throw CancellationError() }
            try writer.put(
                SealedBundle(start: bundle.start, root: bundle.root, frame: Array(bundle.frame.dropLast(9))),
                of: log
            )
        }
        #expect(try await node.verify().findings.map(\.position) == [256])
    }

    @Test func aDamagedMergedStateIsFoundAndMadeAgain() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 5)
        let id = try await self.organisation(node, "A")
        let digest = try await node.digest()
        let record = try await node.record(id).id
        let store = try Store.open(path: node.path + "/splot.sqlite", mayCreate: false)
        try await store.write { writer in
            let damaged = StoredRecord(
                state: RecordState(id: record),
                uuid: id.bytes,
                kind: "organisation",
                isShown: true,
                conflicts: 0,
                suggestions: 0,
                digest: node.cluster.hash,
                terms: []
            )
            try writer.put(damaged, replacing: damaged)
        }
        #expect(try await node.verify().findings.contains { $0.log == nil && $0.message.contains(id.description) })
        try await node.rebuild()
        #expect(try await node.verify().findings.isEmpty)
        #expect(try await node.digest() == digest)
    }

    @Test func anErasedValueIsGoneEverywhereAndBringsNothingBack() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 6)
        let b = try await Node.make("b", in: self.directory, seed: 7)
        try await Node.introduce([a, b])
        let id = try await self.organisation(a, "A")
        try await a.edit(id, [set("website", "https://old.example")])
        try await a.edit(id, [set("website", "https://new.example")])
        await InMemoryNetwork.sync(a, b)
        let history = try await a.history(of: id)
        let last = try #require(history.last)
        try await a.state(.erase(log: a.log, ranges: [last.entry.position..<(last.entry.position + 1)]))
        await InMemoryNetwork.sync(a, b)
        for node in [a, b] {
            #expect(try await node.record(id).record.fields["website"] == nil)
            let line = try #require(try await node.history(of: id).last)
            #expect(line.writes.map(\.isErased) == [true])
            #expect(line.hash == last.hash)
            #expect(try await node.verify().findings.map(\.message) == [])
        }
        #expect(try await a.digest() == b.digest())
        // Whoever comes later gets the log without it.
        let c = try await Node.make("c", in: self.directory, seed: 8)
        try await Node.introduce([a, b, c])
        await InMemoryNetwork.sync(a, b)
        await InMemoryNetwork.sync(c, b)
        #expect(try await c.record(id).record.fields["website"] == nil)
        #expect(try await c.verify().findings.map(\.message) == [])
    }

    @Test func whatStandsBeyondACloseIsVoid() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 9)
        let b = try await Node.make("b", in: self.directory, seed: 10)
        try await Node.introduce([a, b])
        let kept = try await self.organisation(a, "Steht")
        let size = try await a.status().logs[0].size
        let void = try await self.organisation(a, "Gilt nicht")
        await InMemoryNetwork.sync(a, b)
        #expect(try await b.status().counts["organisation"] == 2)
        let root = try await a.ownRoot(at: size)
        try await a.state(.close(log: a.log, size: size, root: root))
        await InMemoryNetwork.sync(a, b)
        for node in [a, b] {
            #expect(try await node.status().counts["organisation"] == 1)
            _ = try await node.record(kept)
            await #expect(throws: NodeError.self) { try await node.record(void) }
        }
        await #expect {
            _ = try await self.organisation(a, "Mehr")
        } throws: { ($0 as? NodeError)?.code == .closed }
    }

    @Test func aClusterDisposesOfItsOwnLogsOnly() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 13)
        let b = try await Node.make("b", in: self.directory, seed: 14)
        try await Node.introduce([a, b])
        let id = try await self.organisation(a, "A")
        await InMemoryNetwork.sync(a, b)
        let digest = try await a.digest()
        // A trusted cluster admits another's log, erases from it and closes it at nothing.
        try await b.state(.admit(nodeKey: a.publicKey, log: a.log, name: "mine"))
        try await b.state(.admit(nodeKey: b.publicKey, log: a.log, name: "mine"))
        try await b.state(.erase(log: a.log, ranges: [0..<1_000]))
        try await b.state(.close(log: a.log, size: 0, root: TreeHash.empty))
        await InMemoryNetwork.sync(a, b)
        for node in [a, b] {
            #expect(try await node.digest() == digest)
            #expect(try await node.record(id).owner == a.cluster)
            #expect(try await node.verify().findings.map(\.message) == [])
        }
    }

    @Test func theBranchThatDoesNotStandIsReplacedByTheOneThatDoes() async throws {
        // Two nodes with the same key and the same first entries: a data directory that was copied and used twice.
        let a = try await Node.make("a", in: self.directory, seed: 15)
        let b = try await Node.make("b", in: self.directory, seed: 16)
        let c = try await Node.make("c", in: self.directory, seed: 17)
        try await Node.introduce([a, b, c])
        await InMemoryNetwork.sync(a, b)
        await InMemoryNetwork.sync(b, c)
        try FileManager.default.copyItem(atPath: a.path, toPath: self.directory.path("twin"))
        let twin = try await Node.open(at: self.directory.path("twin"), environment: .seeded(18))
        let stands = try await self.organisation(a, "Steht")
        _ = try await self.organisation(twin, "Gilt nicht")
        await InMemoryNetwork.sync(a, b)
        await InMemoryNetwork.sync(twin, c)
        let meeting = await InMemoryNetwork.sync(b, c)
        #expect(meeting.first.forks == [a.log] || meeting.second.forks == [a.log])
        let size = try await a.status().logs[0].size
        try await a.state(.close(log: a.log, size: size, root: try await a.ownRoot(at: size)))
        await InMemoryNetwork.sync(a, b)
        await InMemoryNetwork.sync(b, c)
        await InMemoryNetwork.sync(b, c)
        #expect(try await c.record(stands).owner == a.cluster)
        #expect(try await c.status().counts["organisation"] == 1)
        #expect(try await b.digest() == c.digest())
        #expect(try await c.verify().findings.map(\.message) == [])
    }

    @Test func aBatchThatWasChangedOnTheWayIsRefusedWhole() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 11)
        let b = try await Node.make("b", in: self.directory, seed: 12)
        try await Node.introduce([a, b])
        _ = try await self.organisation(a, "A")
        let batch = try #require(try await a.replica.batch(of: a.log, from: 0))
        let digest = try await b.digest()
        let run = try EntryRun(sealed: batch.frames[0], start: 0)
        var entries = run.entries
        entries[1].slot = .payload([0x81, 0x61, 0x58])
        var changed = batch
        changed.frames = [try EntryRun(entries: entries, salts: run.salts).sealed()]
        var erased = batch
        erased.frames = [try run.erasing { $0 == 1 }.sealed()]
        var late = batch
        late.start = 1
        var stranger = batch
        stranger.cluster = b.cluster
        var truncated = batch
        truncated.frames = [Array(batch.frames[0].dropLast(1))]
        for bad in [changed, erased, late, stranger, truncated] {
            await #expect(throws: LogError.self) { try await b.replica.receive(bad) }
        }
        #expect(try await b.digest() == digest)
        #expect(try await b.status().logs.count == 1)
        let count = run.entries.count
        #expect(try await b.replica.receive(batch) == count)
        #expect(try await b.replica.receive(batch) == 0)
    }
}
