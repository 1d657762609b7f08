import Foundation
import Testing

struct NodeTests {
    private let office: Office

    init() async throws { self.office = try await Office("PIKMED", in: Scratch()) }

    @Test func foundingDoesNotOverwrite() async throws {
        let before = try await self.office.succeed("status", "--json").output
        let run = try await self.office.run("init", "--cluster", "Another", "--node", "office")
        #expect(run.status == 73)
        #expect(run.errors.hasPrefix("splot: there is a node in "))
        #expect(try await self.office.succeed("status", "--json").output == before)
    }

    @Test func foundingShowsTheFingerprintOfTheCard() async throws {
        let scratch = try Scratch()
        let data = scratch.path("other")
        let program = Program(scratch: scratch)
        let founded = try await program.run(["init", "--data", data, "--cluster", "Łódź", "--node", "office"])
        let card = try await program.run(["card", "--data", data])
        let prefix = "Fingerprint: "
        let fingerprint = try #require(card.lines.first { $0.hasPrefix(prefix) }).dropFirst(prefix.count)
        #expect(founded.output.contains("  \(fingerprint)\n"))
        #expect(card.lines[1] == "Cluster: Łódź")
    }

    @Test func aMissingNodeEndsWith66() async throws {
        let program = Program(scratch: try Scratch())
        let run = try await program.run(["list", "--data", program.scratch.path("nothing")])
        #expect(run.status == 66)
        #expect(run.errors.contains("splot init"))
    }

    @Test(arguments: [
        (["SPLOT_DATA": "DATA"], true),
        (["XDG_DATA_HOME": "BASE"], true),
        (["SPLOT_DATA": "DATA/none", "XDG_DATA_HOME": "BASE"], false),
        (["XDG_DATA_HOME": "relative"], false),
    ])
    func theDataDirectoryComesFromTheEnvironment(environment: [String: String], isFound: Bool) async throws {
        let scratch = self.office.scratch
        let base = scratch.path("base")
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: base + "/splot",
            withDestinationPath: self.office.data
        )
        let filled = environment.mapValues {
            $0.replacing("DATA", with: self.office.data).replacing("BASE", with: base)
        }
        let run = try await self.office.program.run(["status"], environment: filled)
        #expect((run.status == 0) == isFound)
    }

    @Test func theStatusHasItsKeys() async throws {
        try await self.office.succeed("peer", "add", "Node.Example")
        let status = try #require(try await self.office.succeed("status", "--json").objects.first)
        #expect(status["cluster"] as? String == "PIKMED")
        #expect(status["node"] as? String == "office")
        #expect((status["directoryDigest"] as? String)?.count == 64)
        #expect(status["conflicts"] as? Int == 0)
        #expect(status["counts"] as? [String: Int] == ["cluster": 1])
        let log = try #require((status["logs"] as? [[String: Any]])?.first)
        #expect(log["cluster"] as? String == "PIKMED")
        #expect(log["node"] as? String == "office")
        #expect(log["size"] as? Int == 2)
        #expect(log["own"] as? Bool == true)
        #expect((log["log"] as? String)?.count == 64)
        #expect((log["root"] as? String)?.count == 64)
        let peer = try #require((status["peers"] as? [[String: Any]])?.first)
        #expect(peer["address"] as? String == "node.example:7420")
        #expect(peer["cluster"] is NSNull)
        #expect(peer["lastSync"] is NSNull)
        #expect(peer["behind"] is NSNull)
    }

    @Test func peersComeAndGo() async throws {
        #expect(try await self.office.succeed("peer", "list").output.hasPrefix("There are no peers yet"))
        try await self.office.succeed("peer", "add", "node.example:7421")
        #expect(try await self.office.succeed("peer", "add", "node.example:7421").output.contains("already"))
        #expect(try await self.office.succeed("peer", "list").output.contains("node.example:7421"))
        try await self.office.succeed("peer", "remove", "node.example:7421")
        #expect(try await self.office.run("peer", "remove", "node.example:7421").status == 66)
        #expect(try await self.office.run("peer", "add", "no such:host").status == 64)
    }

    @Test func theLogIsReadable() async throws {
        let log = try await self.office.succeed("log", "--json").objects
        #expect(log.map { $0["type"] as? String } == ["inception", "creation"])
        #expect(log.map { $0["position"] as? Int } == [0, 1])
        #expect(log[1]["kind"] as? String == "cluster")
        #expect(try await self.office.succeed("log", "--after", "1").lines.count == 1)
        #expect(try await self.office.succeed("log", "--cluster", "pikmed").lines.count == 2)
        #expect(try await self.office.run("log", "--cluster", "nobody").status == 66)
    }

    @Test func aSoundNodeIsVerified() async throws {
        let run = try await self.office.succeed("verify", "--json")
        let report = try #require(try run.objects.first)
        #expect(report["logs"] as? Int == 1)
        #expect(report["entries"] as? Int == 2)
        #expect(report["records"] as? Int == 1)
        #expect((report["findings"] as? [Any])?.isEmpty == true)
        #expect(try await self.office.succeed("verify", "--rebuild").output.contains("Everything is as it was signed."))
    }

    @Test func aDamagedDatabaseEndsWith65() async throws {
        let path = self.office.data + "/splot.sqlite"
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.write(contentsOf: Data(repeating: 0, count: 4_096))
        try file.close()
        let run = try await self.office.run("verify")
        #expect(run.status == 65)
        #expect(run.errors.hasPrefix("splot: "))
    }
}
