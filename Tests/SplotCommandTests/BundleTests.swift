import Foundation
import Testing

struct BundleTests {
    private let left: Office
    private let right: Office
    private let scratch: Scratch

    init() async throws {
        self.scratch = try Scratch()
        self.left = try await Office("PIKMED", in: self.scratch)
        self.right = try await Office("e-Zdrowie", in: self.scratch)
    }

    private func digest(of office: Office) async throws -> String? {
        try await office.succeed("status", "--json").objects.first?["directoryDigest"] as? String
    }

    private func files(of run: Program.Run) throws -> [[String: Any]] {
        try #require(try run.objects.first?["files"] as? [[String: Any]])
    }

    @Test func aStickGoesThereAndBack() async throws {
        try await self.left.befriend(self.right)
        let id = try await self.left.add("organisation", "name=Szpital Miejski", "website=https://szpital.example")
        let card = self.scratch.path("right.card")
        try await self.right.succeed("card").output.write(toFile: card, atomically: true, encoding: .utf8)
        let (bundle, acknowledgement) = (self.scratch.path("1.bundle"), self.scratch.path("right.ack"))
        let export = try await self.left.succeed("bundle", "export", bundle, "--for", card)
        #expect(export.output.contains("for e-Zdrowie: 5 entries of 1 logs"))
        #expect(export.output.contains("no acknowledgement"))
        #expect(export.errors == "")
        let taken = try await self.right.succeed("bundle", "import", bundle, "--acknowledge", acknowledgement)
        #expect(taken.output.contains("brought 5 entries"))
        #expect(try await self.right.succeed("show", id).output.contains("Szpital Miejski"))
        let remembered = try await self.left.succeed("bundle", "import", acknowledgement)
        #expect(remembered.output.contains("an acknowledgement by e-Zdrowie"))

        try await self.left.succeed("edit", id, "website=https://nowy.example")
        let next = self.scratch.path("2.bundle")
        let json = try await self.left.succeed("bundle", "export", next, "--for", "e-zdrowie", "--json")
        let object = try #require(try json.objects.first)
        #expect(object["entries"] as? Int == 1)
        #expect(object["cluster"] as? String == "e-Zdrowie")
        #expect(object["since"] is String)
        #expect((object["recipients"] as? [String])?.count == 1)
        let since = try await self.left.succeed(
            "bundle",
            "export",
            self.scratch.path("3.bundle"),
            "--since",
            acknowledgement,
            "--json"
        )
        #expect(try since.objects.first?["entries"] as? Int == 1)
        // The other way, all files of the stick in one go: what one has made oneself is refused, the rest is taken.
        try await self.right.succeed("bundle", "import", next, bundle)
        let back = self.scratch.path("back.bundle")
        try await self.right.succeed("bundle", "export", back, "--for", "PIKMED")
        let all = try await self.left.run("bundle", "import", next, back, acknowledgement, "--json")
        #expect(all.status == 77)
        #expect(try self.files(of: all).map { $0["result"] as? String } == ["notForUs", "complete", "remembered"])
        #expect(try await self.digest(of: self.left) == self.digest(of: self.right))
    }

    @Test func aFileThatIsThereStaysUnlessForced() async throws {
        try await self.left.befriend(self.right)
        let file = try self.scratch.file("precious").path
        let refused = try await self.left.run("bundle", "export", file, "--for", "e-Zdrowie")
        #expect(refused.status == 73)
        #expect(refused.errors.contains("--force"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
        try await self.left.succeed("bundle", "export", file, "--for", "e-Zdrowie", "--force")
        try await self.right.succeed("bundle", "import", file)
        // Nor is a file lost in which an acknowledgement is to be written.
        let other = try self.scratch.file("precious").path
        #expect(try await self.right.run("bundle", "import", file, "--acknowledge", other).status == 73)
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "precious")
    }

    @Test func whoIsNotTrustedGetsNoFile() async throws {
        let card = self.scratch.path("right.card")
        try await self.right.succeed("card").output.write(toFile: card, atomically: true, encoding: .utf8)
        let file = self.scratch.path("x.bundle")
        let refused = try await self.left.run("bundle", "export", file, "--for", card)
        #expect(refused.status == 77)
        #expect(refused.errors.contains("splot trust add"))
        let unknown = try await self.left.run("bundle", "export", file, "--for", "nobody")
        #expect(unknown.status == 66)
        #expect(unknown.errors.contains("no file of that name"))
        let names = try FileManager.default.contentsOfDirectory(atPath: self.scratch.path(""))
        #expect(!names.contains { $0.contains("x.bundle") })
    }

    @Test func pipesDoAsWell() async throws {
        try await self.left.befriend(self.right)
        let file = self.scratch.path("piped")
        try Data().write(to: URL(filePath: file))
        let handle = try #require(FileHandle(forWritingAtPath: file))
        let run = try await self.left.program.run(
            ["bundle", "export", "-", "--for", "e-Zdrowie", "--data", self.left.data],
            standardOutput: handle
        )
        #expect(run.status == 0)
        #expect(run.errors.contains("entries of 1 logs"))
        let process = try self.right.program.process(["bundle", "import", "-", "--data", self.right.data])
        process.standardInput = FileHandle(forReadingAtPath: file)
        process.standardOutput = FileHandle.nullDevice
        try await process.runToEnd()
        #expect(process.terminationStatus == 0)
        #expect(try await self.right.succeed("status", "--json").output.contains("PIKMED"))
    }

    @Test func aDryRunStoresNothing() async throws {
        try await self.left.befriend(self.right)
        let file = self.scratch.path("1.bundle")
        try await self.left.succeed("bundle", "export", file, "--for", "e-Zdrowie")
        let digest = try await self.digest(of: self.right)
        let run = try await self.right.succeed("bundle", "import", file, "--dry-run")
        #expect(run.output.contains("would bring 3 entries"))
        #expect(run.output.contains("Nothing was stored.") && run.output.contains("Not checked"))
        #expect(try await self.digest(of: self.right) == digest)
        let both = try await self.right.run("bundle", "import", file, "--dry-run", "--acknowledge", "x")
        #expect(both.status == 64)
    }

    @Test func badFilesAreNamedAndTheOthersTaken() async throws {
        try await self.left.befriend(self.right)
        let file = self.scratch.path("good.bundle")
        try await self.left.succeed("bundle", "export", file, "--for", "e-Zdrowie")
        let bytes = Array(try Data(contentsOf: URL(filePath: file)))
        let cut = try self.scratch.file(bytes: Array(bytes.dropLast(5)))
        let text = try self.scratch.file("NIP;Nazwa\n").path
        let damaged = try self.scratch.file("-----BEGIN SPLOT ACKNOWLEDGEMENT-----\n").path
        for (path, status) in [(cut, 65), (text, 65), (damaged, 65), (self.scratch.path("absent"), 66)] {
            let run = try await self.right.run("bundle", "import", path)
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.hasPrefix("splot: "))
        }
        let run = try await self.right.run("bundle", "import", self.scratch.path("absent"), cut, file, "--json")
        #expect(run.status == 65)
        #expect(try self.files(of: run).map { $0["result"] as? String } == ["failed", "damaged", "complete"])
        #expect(try self.files(of: run).last?["entriesNew"] as? Int == 3)
    }

    @Test func anEarlierBundleIsAskedFor() async throws {
        try await self.left.befriend(self.right)
        let (first, second) = (self.scratch.path("1.bundle"), self.scratch.path("2.bundle"))
        let acknowledgement = self.scratch.path("right.ack")
        // A copy of the receiving node has what the node itself lacks.
        let copy = self.scratch.path("copy")
        try FileManager.default.copyItem(atPath: self.right.data, toPath: copy)
        try await self.left.succeed("bundle", "export", first, "--for", "e-Zdrowie")
        let taken = try await self.right.program.run([
            "bundle", "import", first, "--acknowledge", acknowledgement, "--data", copy,
        ])
        #expect(taken.status == 0)
        _ = try await self.left.add("organisation", "name=Nowy")
        try await self.left.succeed("bundle", "export", second, "--since", acknowledgement)
        let late = try await self.right.run("bundle", "import", second)
        #expect(late.status == 75)
        #expect(late.errors.contains("import the earlier bundle first"))
        #expect(try await self.right.run("bundle", "import", first, second).status == 0)
        #expect(try await self.right.succeed("list", "--kind", "organisation").output.contains("Nowy"))
    }

    @Test func aLostKeyIsMadeAgainWithTheClusterKey() async throws {
        #expect(try await self.left.succeed("bundle", "key").output.contains("its card says how"))
        try FileManager.default.removeItem(atPath: self.left.data + "/bundle.key")
        let key = self.left.data + "/cluster.key"
        try FileManager.default.moveItem(atPath: key, toPath: self.scratch.path("safe"))
        let offline = try await self.left.run("bundle", "key")
        #expect(offline.status == 66)
        #expect(offline.errors.contains("offline"))
        try FileManager.default.moveItem(atPath: self.scratch.path("safe"), toPath: key)
        let run = try await self.left.succeed("bundle", "key", "--json")
        #expect(try run.objects.first?["drawn"] as? Bool == true)
        #expect((try run.objects.first?["key"] as? String)?.count == 64)
    }
}
