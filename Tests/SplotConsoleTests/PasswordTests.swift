import Foundation
import SplotNode
import Testing

@testable import SplotConsole

struct PasswordTests {
    private let cheap = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)

    @Test func theHashIsThatOfRFC7914() throws {
        // RFC 7914 §12: scrypt(P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1), the first 32 bytes.
        let hash = try PasswordHash(
            "pleaseletmein",
            salt: Array("SodiumChloride".utf8),
            cost: PasswordHash.Cost(rounds: 16_384, blockSize: 8, parallelism: 1)
        )
        let expected = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        #expect(hash.hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
    }

    @Test func onlyThePasswordIsRight() throws {
        let hash = try PasswordHash("zażółć gęślą", salt: [1, 2, 3], cost: self.cheap)
        #expect(hash.isRight("zażółć gęślą"))
        // From a keyboard that writes letters and accents apart.
        #expect(hash.isRight("zażółć gęślą".decomposedStringWithCanonicalMapping))
        #expect(!hash.isRight("zazolc gesla"))
        #expect(!hash.isRight(""))
    }

    @Test func aDamagedHashIsNobodysPassword() throws {
        var hash = try PasswordHash("something long", salt: [1], cost: self.cheap)
        hash.cost.rounds = 1 << 40
        #expect(!hash.isRight("something long"))
        hash.cost.rounds = 3
        #expect(!hash.isRight("something long"))
        hash.cost.rounds = 2
        hash.hash = Data()
        #expect(!hash.isRight("something long"))
    }

    @Test func accountsAreKeptInAFileOfTheirOwner() async throws {
        let fixture = try await ConsoleFixture()
        let file = AccountFile(in: fixture.node.path, environment: fixture.environment)
        #expect(try file.accounts().isEmpty)
        #expect(try file.set("Anna", role: .editor, password: "long enough 1"))
        #expect(try !file.set("anna", role: .admin, password: "long enough 2"))
        #expect(try file.accounts() == [Account(name: "anna", role: .admin)])
        let path = fixture.node.path + "/accounts.json"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("long enough"))
        try file.remove("ANNA")
        #expect(throws: NodeError.self) { try file.remove("anna") }
    }

    @Test(arguments: [("", "long enough 1"), ("a b", "long enough 1"), ("../x", "long enough 1"), ("anna", "short")])
    func whatWillNotDoIsRefused(name: String, password: String) async throws {
        let fixture = try await ConsoleFixture()
        let file = AccountFile(in: fixture.node.path, environment: fixture.environment)
        #expect(throws: NodeError.self) { try file.set(name, role: .editor, password: password) }
        #expect(try file.accounts().isEmpty)
    }

    @Test func aDamagedFileIsSaidToBeOne() async throws {
        let fixture = try await ConsoleFixture()
        try Data("{".utf8).write(to: URL(filePath: fixture.node.path + "/accounts.json"))
        let file = AccountFile(in: fixture.node.path, environment: fixture.environment)
        #expect(throws: NodeError.self) { try file.accounts() }
    }
}
