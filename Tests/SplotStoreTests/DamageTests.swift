import Foundation
import SplotLog
import SplotMerge
import SplotTesting
import Testing

@testable import SplotStore

/// What a damaged page makes of columns must come out as an error: never as a crash, never as a value.
struct DamageTests {
    private let directory: URL

    init() throws {
        self.directory = FileManager.default.temporaryDirectory.appending(path: "splot-damage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.directory, withIntermediateDirectories: true)
    }

    private func withCleanup<Result>(_ body: () async throws -> Result) async throws -> Result {
        defer { try? FileManager.default.removeItem(at: self.directory) }
        return try await body()
    }

    @Test(arguments: [
        // Numbers.
        "UPDATE checkpoint SET size = -size", "UPDATE checkpoint SET size = 'secret' WHERE size = 8192",
        "UPDATE checkpoint SET bytes = -1",
        "UPDATE log SET bytes = 'secret'", "UPDATE log SET bytes = -1", "UPDATE log SET bytes = 1.5",
        "UPDATE log SET stoppedAt = -5", "UPDATE log SET stoppedAt = x'00'", "UPDATE log SET size = -1",
        "UPDATE log SET size = 299", "UPDATE log SET size = 'secret'", "UPDATE log SET number = -number",
        "UPDATE log SET number = number + 5", "UPDATE logName SET number = -number",
        "UPDATE cluster SET addedAt = -1", "UPDATE cluster SET addedAt = 'secret'",
        "UPDATE cluster SET isTrusted = x'00'", "UPDATE cluster SET isTrusted = 2",
        "UPDATE peer SET addedAt = -1", "UPDATE peer SET lastSync = -1", "UPDATE peer SET lastSync = 'secret'",
        "UPDATE peer SET entriesAtLastSync = -1", "UPDATE peer SET entriesAtLastSync = x''",
        "UPDATE record SET number = -number", "UPDATE record SET number = number | (1 << 60)",
        "UPDATE record SET conflicts = -9", "UPDATE record SET suggestions = 1.5",
        // Texts.
        "UPDATE peer SET address = x'736563726574'", "UPDATE peer SET lastResult = x'736563726574'",
        "UPDATE listing SET kind = x'736563726574'", "UPDATE name SET name = CAST(name AS BLOB)",
        // Bytes and hashes.
        "UPDATE setting SET value = 'secret'", "UPDATE setting SET value = 5",
        "UPDATE statement SET body = 'secret'", "UPDATE statement SET signature = 5",
        "UPDATE cluster SET cluster = 'secret'", "UPDATE cluster SET cluster = x'00'",
        "UPDATE logName SET log = x'00'", "UPDATE logName SET log = 'secret'",
        "UPDATE log SET inception = 'secret'", "UPDATE log SET edge = 5", "UPDATE log SET introduced = 'secret'",
        "UPDATE log SET introduced = x'00'", "UPDATE checkpoint SET root = 'secret'",
        "UPDATE checkpoint SET root = x'00'", "UPDATE checkpoint SET signature = 5",
        "UPDATE bundle SET root = x'00'", "UPDATE bundle SET frame = 5", "UPDATE bundle SET frame = 'secret'",
        "UPDATE bundle SET frame = x'00'", "UPDATE tail SET run = 'secret'", "UPDATE tail SET run = x''",
        "UPDATE peer SET cluster = x'00'", "UPDATE peer SET cluster = 7",
        "UPDATE record SET uuid = 'secret'", "UPDATE record SET digest = 5", "UPDATE record SET digest = x'00'",
        "UPDATE record SET state = 'secret'", "UPDATE record SET state = x''", "UPDATE record SET state = x'8100'",
    ])
    func aColumnOfAnotherTypeIsDamage(_ sql: String) async throws {
        let store = try Store.inMemory()
        let sample = try DamageSample()
        try await store.write { try sample.fill($0) }
        #expect(try await store.read { DamageSample.errors(reading: $0, sample) }.isEmpty, "before the damage")
        let errors = try await store.write { writer in
            try writer.run(sql)
            return DamageSample.errors(reading: writer, sample) + DamageSample.errors(writing: writer, sample)
        }
        let damage = errors.compactMap { $0 as? StoreError }.filter { $0.code == .damaged }
        #expect(!damage.isEmpty, "\(errors)")
        #expect(!errors.contains { "\($0)".contains("secret") })
    }

    @Test func whatMustBeThereAndIsNullIsDamage() async throws {
        let store = try Store.inMemory()
        try await store.write { writer in
            try writer.run("DROP TABLE setting")
            try writer.run("CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB)")
            try writer.run("INSERT INTO setting VALUES ('null', NULL), ('empty', x'')")
        }
        #expect(try await store.read { try $0.setting("empty") } == [])
        await #expect {
            _ = try await store.read { try $0.setting("null") }
        } throws: { ($0 as? StoreError)?.code == .damaged }
    }

    @Test func aLogIsNamedWhoseRowIsDamaged() async throws {
        let store = try Store.inMemory()
        let sample = try DamageSample()
        let names = try await store.write { writer -> [LogID] in
            try sample.fill(writer)
            try writer.run("UPDATE log SET edge = 5")
            var names: [LogID] = []
            try writer.forEachLogName { names.append($0) }
            return names
        }
        #expect(names == [sample.log])
        let (named, error) = try await store.write { writer -> ([LogID], (any Error)?) in
            // A log whose number has no name.
            try writer.run(
                """
                INSERT INTO log (number, cluster, inception, size, edge, introduced, bytes, key)
                SELECT 99, cluster, inception, size, edge, introduced, bytes, key FROM log
                """
            )
            var names: [LogID] = []
            do {
                try writer.forEachLogName { names.append($0) }
                return (names, nil)
            } catch {
                return (names, error)
            }
        }
        #expect(named == [sample.log])
        #expect((error as? StoreError)?.code == .damaged)
    }

    @Test func noBitFlippedInTheFileCrashesAReader() async throws {
        try await self.withCleanup {
            let path = self.directory.appending(path: "good.sqlite").path
            let sample = try DamageSample()
            let store = try Store.open(path: path, mayCreate: true)
            try await store.write { try sample.fill($0) }
            try store.close()
            let good = try Data(contentsOf: URL(filePath: path))
            var generator = SeededGenerator(seed: 22)
            var unharmed = 0
            for round in 0..<120 {
                var bad = good
                for _ in 0..<40 {
                    let offset = Int.random(in: 100..<bad.count, using: &generator)
                    bad[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                }
                let copy = self.directory.appending(path: "bad-\(round).sqlite")
                try bad.write(to: copy)
                do {
                    let damaged = try Store.open(path: copy.path, mayCreate: false)
                    let errors = try await damaged.read { DamageSample.errors(reading: $0, sample) }
                    let unforeseen = errors.filter { !($0 is StoreError || $0 is LogError) }
                    #expect(unforeseen.isEmpty, "seed 22, round \(round): \(unforeseen)")
                    if errors.isEmpty { unharmed += 1 }
                    try damaged.close()
                } catch {
                    #expect(error is StoreError, "seed 22, round \(round): \(error)")
                }
            }
            // Were the damage never met, this would prove nothing.
            #expect(unharmed < 60, "seed 22")
        }
    }

    @Test func whatWasReplacedIsInNoFileOnceTheLogIsTruncated() async throws {
        try await self.withCleanup {
            let path = self.directory.appending(path: "erasure.sqlite").path
            let secret = Array("https://geheimnis-4711.example".utf8)
            let store = try Store.open(path: path, mayCreate: true)
            func holdsSecret() throws -> Bool {
                try ["", "-wal"]
                    .contains { suffix in
                        try Data(contentsOf: URL(filePath: path + suffix)).range(of: Data(secret)) != nil
                    }
            }
            try await store.write { try $0.set("page", to: secret) }
            try await store.truncateWriteAheadLog()
            #expect(try holdsSecret())
            try await store.write { try $0.set("page", to: [1]) }
            try await store.truncateWriteAheadLog()
            #expect(try !holdsSecret())
            #expect(try Data(contentsOf: URL(filePath: path + "-wal")).isEmpty)
            #expect(try await store.read { try $0.setting("page") } == [1])
            try store.close()
        }
    }

    @Test func aReaderOfAnOlderMomentDoesNotFailTheTruncation() async throws {
        try await self.withCleanup {
            let path = self.directory.appending(path: "busy.sqlite").path
            let store = try Store.open(path: path, mayCreate: true)
            let other = try Store.open(path: path, mayCreate: false)
            try await store.write { try $0.set("a", to: [1]) }
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let release = DispatchSemaphore(value: 0)
            let reading = Task {
                try await other.read { reader in
                    let before = try reader.setting("a")
                    start.finish()
                    release.wait()
                    return try (before, reader.setting("a"))
                }
            }
            for await _ in started {}
            try await store.write { try $0.set("a", to: [2]) }
            try await store.truncateWriteAheadLog()
            release.signal()
            let (before, after) = try await reading.value
            #expect(before == [1] && after == [1])
            try await store.truncateWriteAheadLog()
            #expect(try Data(contentsOf: URL(filePath: path + "-wal")).isEmpty)
            #expect(try await store.read { try $0.setting("a") } == [2])
            try store.close()
            try other.close()
        }
    }

    @Test func truncatingADatabaseInMemoryDoesNothing() async throws {
        let store = try Store.inMemory()
        try await store.write { try $0.set("a", to: [1]) }
        try await store.truncateWriteAheadLog()
        #expect(try await store.read { try $0.setting("a") } == [1])
    }
}
