import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct LogHeadTests {
    @Test func whatAnAuthorWritesAReaderVerifies() throws {
        var fixture = try LogFixture(seed: 1)
        for size in [1, 3, 300] { try fixture.append((0..<size).map { LogFixture.creation("nr \($0)") }) }
        var head = LogHead(inception: fixture.inception)
        for commit in fixture.commits {
            for (run, checkpoint) in zip(commit.runs, commit.checkpoints) {
                let appended = try head.append([run.run], upTo: checkpoint)
                #expect(appended[0].decoded == run.decoded)
            }
        }
        #expect(head == fixture.author.head)
        #expect(head.size == 305)
    }

    @Test func checkpointsStandAtMultiplesOf4096AndAfter4MiB() throws {
        var fixture = try LogFixture(seed: 2)
        let many = try fixture.append((0..<9_000).map { _ in LogFixture.creation("x") })
        #expect(many.checkpoints.map(\.size) == [4_096, 8_192, 9_001])
        let large = Content.bytes([0x59, 0xea, 0x60] + [UInt8](repeating: 0, count: 60_000))
        let body = EntryDraft.Body.creation(
            Creation(kind: "k", isCommon: false),
            operations: [.set(field: "f", key: nil, value: large)]
        )
        let heavy = try fixture.append(Array(repeating: body, count: 100))
        #expect(heavy.checkpoints.map(\.size) == [9_071, 9_101])
    }

    @Test func aBatchWithTheWrongRootKeyOrPlaceIsRefused() throws {
        var fixture = try LogFixture(seed: 3)
        let commit = try fixture.append([LogFixture.creation("A")])
        let stranger = try LogFixture(seed: 4)
        let start = try Self.head(after: fixture.commits[0], of: fixture)
        let checkpoint = commit.checkpoints[0]

        var head = start
        let forged = try Checkpoint.sign(
            log: fixture.log,
            size: checkpoint.size,
            root: checkpoint.root,
            with: stranger.nodeKey
        )
        #expect {
            _ = try head.append([commit.runs[0].run], upTo: forged)
        } throws: { ($0 as? LogError)?.code == .badSignature }

        head = start
        let wrongRoot = try Checkpoint.sign(
            log: fixture.log,
            size: checkpoint.size,
            root: start.root,
            with: fixture.nodeKey
        )
        #expect {
            _ = try head.append([commit.runs[0].run], upTo: wrongRoot)
        } throws: { ($0 as? LogError)?.code == .rootMismatch }

        head = LogHead(inception: fixture.inception)
        #expect {
            _ = try head.append([commit.runs[0].run], upTo: checkpoint)
        } throws: { ($0 as? LogError)?.code == .outOfRange }
    }

    private static func head(after commit: LogAuthor.Commit, of fixture: LogFixture) throws -> LogHead {
        var head = LogHead(inception: fixture.inception)
        _ = try head.append([commit.runs[0].run], upTo: commit.checkpoints[0])
        return head
    }
}
