import Foundation
import SplotLog
import SplotMerge
import SplotSync
import Testing

@testable import SplotNode

/// Makes every worked example of `Protocol.md` again and compares it with what stands there, byte for byte.
///
/// After a change that is meant to change the protocol, run these tests with `SPLOT_UPDATE_PROTOCOL=1` and
/// `--no-parallel`: the examples are then written into the document, and `git diff` shows what became of them.
struct ProtocolTests {
    static let isUpdating = ProcessInfo.processInfo.environment[ProtocolDocument.updateVariable] == "1"

    @Test
    func everyWorkedExampleIsWhatTheCodeWrites() async throws {
        let story = try Story()
        let session = try await story.recordedSession()
        let meeting = try await story.recordedMeeting()
        let examples =
            try story.statementExamples + story.logExamples + story.directoryExamples + [story.agreedExample]
            + session.examples + meeting.examples
        var document = try ProtocolDocument()
        #expect(Set(document.names) == Set(examples.map(\.tag)), "the document has other examples than the tests")
        if Self.isUpdating {
            for example in examples { document.replace(example.tag, with: example.content) }
            try document.write()
            document = try ProtocolDocument()
        }
        for example in examples where !example.isSigned || Story.signsDeterministically {
            #expect(document.content(of: example.tag) == example.content, "\(example.tag)")
        }
    }

    @Test
    func theCardInTheDocumentIsOneWhoeverSignedIt() throws {
        let text = try #require(try ProtocolDocument().content(of: "text card"))
        let card = try Card(text: text)
        #expect(card.chain.cluster == (try Story().first.chain.cluster))
        #expect(card.chain.statements.count == 3)
    }

    @Test
    func theCheckpointInTheDocumentIsSignedByTheNodeKey() throws {
        let document = try ProtocolDocument()
        let note = try SignedNote(try #require(document.content(of: "text checkpoint")) + "\n")
        let story = try Story()
        let checkpoint = try Checkpoint(note: note, log: story.first.log, key: story.first.nodeKey.publicKey)
        #expect(checkpoint.size == 8)
        #expect(checkpoint.root == story.first.root(at: 8))
    }

    @Test
    func theKeyFileIsWhatTheNodeReads() throws {
        let text = try #require(try ProtocolDocument().content(of: "text key-file"))
        let url = FileManager.default.temporaryDirectory.appending(path: "splot-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(text.utf8).write(to: url)
        #expect(try KeyFile.read(url).seed == Array(repeating: 0x03, count: 32))
    }

    @Test
    func theViewsPutTogetherByHandHaveTheDigestsOfTheCode() throws {
        let story = try Story()
        let digests = try story.records.map { ViewDigest.digest(of: try #require($0.view(in: story.federation))) }
        let byHand = [story.firstView, story.secondView].map { LeafHash.tagged(0x07, $0.encoded) }
        #expect(Set(digests) == Set(byHand))
        #expect(digests.count == 2)
    }

    @Test
    func anErasureLeavesEveryLeafHashAsItWas() throws {
        let story = try Story()
        #expect(story.erased.leafHashes == story.first.leafHashes)
        #expect(story.erased.encoded != story.first.run.encoded)
    }

    @Test
    func theRecordedSessionBringsBothSidesUpToDate() async throws {
        let reports = try await Story().recordedSession().reports
        #expect(reports.map(\.outcome) == [.completed, .completed])
        #expect(reports.map(\.entriesReceived) == [1, 4])
        #expect(reports.map(\.statementsReceived) == [0, 1])
    }
}
