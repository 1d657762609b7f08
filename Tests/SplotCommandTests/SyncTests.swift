import Foundation
import Testing

struct SyncTests {
    private let left: Office
    private let right: Office

    init() async throws {
        let scratch = try Scratch()
        self.left = try await Office("PIKMED", in: scratch)
        self.right = try await Office("e-Zdrowie", in: scratch)
    }

    @Test func twoOfficesShareDisagreeAndAgree() async throws {
        try await self.left.befriend(self.right)
        let id = try await self.left.add("organisation", "name=Szpital Miejski", "website=https://szpital.example")
        try await self.left.answering { address in
            try await self.right.succeed("peer", "add", address)
            let first = try await self.right.succeed("sync")
            #expect(first.output.hasPrefix("\(address) (PIKMED): "))
            #expect(try await self.right.succeed("sync").output == "")
            #expect(try await self.digest(of: self.left) == self.digest(of: self.right))

            try await self.left.succeed("edit", id, "website=https://left.example")
            try await self.right.succeed("edit", id, "website=https://right.example")
            try await self.right.succeed("sync")
            try await self.expectConflict(about: id)
            try await self.settle(id)
            try await self.right.succeed("sync")
            #expect(try await self.digest(of: self.left) == self.digest(of: self.right))
        }
        #expect(try await self.left.succeed("conflicts").output == "The clusters agree about everything.\n")
    }

    private func expectConflict(about id: String) async throws {
        let short = id.prefix(8)
        let human = try await self.left.succeed("conflicts").output
        #expect(human.contains("Szpital Miejski (organisation \(short))"))
        #expect(human.contains("splot resolve \(short) website --pick 1"))
        let texts = try await (
            self.left.succeed("conflicts", "--json").output, self.right.succeed("conflicts", "--json").output
        )
        #expect(texts.0 == texts.1)
        let conflict = try #require(try await self.left.succeed("conflicts", "--json").objects.first)
        #expect(conflict["id"] as? String == id)
        #expect(conflict["path"] as? String == "website")
        let alternatives = try #require(conflict["alternatives"] as? [[String: Any]])
        #expect(alternatives.map { $0["pick"] as? Int } == [1, 2])
        #expect(
            Set(alternatives.map { $0["value"] as? String }) == ["https://left.example", "https://right.example"]
        )
        #expect(try await self.left.succeed("show", id).output.contains("website (!)"))
        let listed = try await self.left.succeed("list", "--kind", "organisation", "--json").objects.first
        #expect(listed?["conflicts"] as? [String] == ["website"])
        #expect(try await self.left.run("resolve", id, "phone", "--pick", "1").status == 66)
        #expect(try await self.left.run("resolve", id, "website", "--pick", "3").status == 64)
    }

    private func settle(_ id: String) async throws {
        let conflict = try #require(try await self.right.succeed("conflicts", "--json").objects.first)
        let second = try #require((conflict["alternatives"] as? [[String: Any]])?.last?["value"] as? String)
        try await self.right.succeed("resolve", id, "website", "--pick", "2")
        let shown = try #require(try await self.right.succeed("show", id, "--json").objects.first)
        #expect((shown["fields"] as? [String: Any])?["website"] as? String == second)
        #expect((shown["conflicts"] as? [String])?.isEmpty == true)
    }

    @Test func theReportHasItsKeys() async throws {
        try await self.left.befriend(self.right)
        let run = try await self.left.answering { try await self.right.run("sync", $0, "--json") }
        #expect(run.status == 0)
        let peer = try #require((try run.objects.first?["peers"] as? [[String: Any]])?.first)
        #expect(peer["result"] as? String == "caughtUp")
        #expect(peer["cluster"] as? String == "PIKMED")
        #expect(peer["entriesSent"] as? Int == 3)
        #expect(peer["entriesReceived"] as? Int == 3)
        for key in ["bytesSent", "bytesReceived", "roundTrips"] { #expect((peer[key] as? Int ?? 0) > 0) }
        #expect((peer["seconds"] as? Double ?? 0) > 0)
        #expect((peer["address"] as? String)?.hasPrefix("127.0.0.1:") == true)
    }

    @Test func aStrangerIsRefusedWith77() async throws {
        let run = try await self.left.answering { try await self.right.run("sync", $0, "--json") }
        #expect(run.status == 77)
        let peer = try #require((try run.objects.first?["peers"] as? [[String: Any]])?.first)
        #expect(peer["result"] as? String == "refused")
        #expect(run.errors.contains("splot trust add"))
    }

    @Test func aPeerThatDoesNotAnswerEndsWith69() async throws {
        let address = try await self.left.answering { $0 }
        let run = try await self.right.run("sync", address, "--json")
        #expect(run.status == 69)
        let peer = try #require((try run.objects.first?["peers"] as? [[String: Any]])?.first)
        #expect(peer["result"] as? String == "unreachable")
        #expect(run.errors.hasPrefix("splot: "))
    }

    @Test func anotherSyncOnTheSameDirectoryEndsWith75() async throws {
        let descriptor = open(self.right.data + "/sync.lock", O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX) == 0)
        let run = try await self.right.run("sync", "127.0.0.1:1")
        #expect(run.status == 75)
        #expect(run.errors.contains("another sync is running"))
    }

    @Test func withoutPeersThereIsNobodyToCall() async throws {
        let run = try await self.right.run("sync")
        #expect(run.status == 66)
        #expect(run.errors.contains("splot peer add"))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsServingInPeace(signal: Int32) async throws {
        let process = try self.left.program.process([
            "serve", "--listen", "127.0.0.1:0", "--data", self.left.data,
        ])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        _ = try pipe.fileHandleForReading.read(upToCount: 1)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }

    private func digest(of office: Office) async throws -> String? {
        try await office.succeed("status", "--json").objects.first?["directoryDigest"] as? String
    }
}
