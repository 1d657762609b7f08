import Foundation
import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Synchronization
import Testing

/// Nodes that stay connected: over TCP and TLS on loopback, with the machine's clock and no waiting for a time to pass.
@Suite(.timeLimit(.minutes(2)))
struct LiveTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func friends(_ seed: UInt64) async throws -> (Node, Node) {
        let first = try await Node.make("first", in: self.directory, seed: seed)
        let second = try await Node.make("second", in: self.directory, seed: seed + 1)
        try await Node.introduce([first, second])
        return (first, second)
    }

    /// Waits until a node knows an organisation by its name, looking only when something has changed there.
    private func arrival(of name: String, at node: Node) async throws {
        let changes = node.changes()
        if try await node.knows(name) { return }
        for await _ in changes where try await node.knows(name) { return }
        Issue.record("the node stopped looking")
    }

    @Test(arguments: [true, false])
    func whatIsNewGoesOutToPeersThatStay(_ isWriterTheCaller: Bool) async throws {
        let (caller, answerer) = try await self.friends(isWriterTheCaller ? 1 : 3)
        let (writer, reader) = isWriterTheCaller ? (caller, answerer) : (answerer, caller)
        try await answerer.serving { address in
            try await caller.addPeer(address)
            try await caller.serving { _ in
                try await writer.addOrganisation("Pierwsza")
                try await self.arrival(of: "Pierwsza", at: reader)
                // The session is there now; what follows goes through it, as what comes the other way does.
                try await writer.addOrganisation("Druga")
                try await self.arrival(of: "Druga", at: reader)
                try await reader.addOrganisation("Odpowiedź")
                try await self.arrival(of: "Odpowiedź", at: writer)
            }
        }
        #expect(try await caller.digest() == answerer.digest())
        #expect(try await caller.peers().map(\.lastResult) == ["caughtUp"])
    }

    @Test func whatAnotherProcessWritesIsNoticed() async throws {
        let (writer, reader) = try await self.friends(5)
        // Another object on the same directory shares nothing with the first but the files, as another process does.
        let other = try await Node.open(at: writer.path, environment: .seeded(50))
        try await reader.serving { address in
            try await writer.addPeer(address)
            try await writer.serving { _ in
                try await other.addOrganisation("Z wiersza poleceń")
                try await self.arrival(of: "Z wiersza poleceń", at: reader)
            }
        }
    }

    @Test func aPeerThatIsAddedWhileServingIsCalled() async throws {
        let (caller, answerer) = try await self.friends(7)
        try await answerer.addOrganisation("Była wcześniej")
        try await answerer.serving { address in
            try await caller.serving { _ in
                try await caller.addPeer(address)
                try await self.arrival(of: "Była wcześniej", at: caller)
            }
        }
    }

    @Test func aSyncFromCronEndsThoughTheOtherSideWouldStay() async throws {
        let (caller, answerer) = try await self.friends(9)
        try await answerer.addOrganisation("Raz")
        try await answerer.serving { address in
            let results = try await caller.sync(with: [address], logger: silent)
            #expect(results.map(\.outcome) == [.caughtUp])
        }
        #expect(try await caller.knows("Raz"))
    }
}

extension Node {
    func addOrganisation(_ name: String) async throws {
        _ = try await self.add("organisation", [set("name.pl", name), set("type", "ngo"), set("country", "PL")])
    }

    func knows(_ name: String) async throws -> Bool {
        let isKnown = Mutex(false)
        try await self.forEachRecord(kind: "organisation") { record in
            if record.title() == name { isKnown.withLock { $0 = true } }
        }
        return isKnown.withLock { $0 }
    }
}
