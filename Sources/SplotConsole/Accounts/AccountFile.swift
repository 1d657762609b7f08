import Foundation
import SplotNode

/// The accounts of a node's console, in a file of its data directory that only its owner can read.
///
/// It is read anew whenever somebody signs in or writes, so that an account that is taken away is gone at once.
public struct AccountFile: Sendable {
    /// The most accounts of a node.
    public static let limit = 1_000
    /// The shortest password, in characters (NIST SP 800-63B §5.1.1.1).
    public static let leastPassword = 10
    /// The longest password, in bytes.
    static let longestPassword = 1_024

    struct Entry: Codable {
        var name: String
        var role: Account.Role
        var password: PasswordHash
        /// Changes with the password, so that sessions begun with an older one end.
        var generation: String
    }

    private struct Content: Codable {
        var version = 1
        var accounts: [Entry] = []
    }

    private let url: URL
    private let environment: ConsoleEnvironment

    /// The accounts of a node.
    ///
    /// - Parameters:
    ///   - directory: The node's data directory.
    ///   - environment: Gives the salts.
    public init(in directory: String, environment: ConsoleEnvironment = .system) {
        self.url = URL(filePath: directory).appending(path: "accounts.json")
        self.environment = environment
    }

    /// All accounts, by name.
    ///
    /// - Throws: ``SplotNode/NodeError`` `file` when the file is there and cannot be read, `damaged` when it is damaged.
    public func accounts() throws -> [Account] {
        try self.read().accounts.map { Account(name: $0.name, role: $0.role) }.sorted { $0.name < $1.name }
    }

    /// Makes an account, or gives one a new password and role.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits and `.`, `-`, `_`; case does not count.
    ///   - role: What it may do.
    ///   - password: At least ``leastPassword`` characters.
    /// - Returns: Whether the account is new.
    /// - Throws: ``SplotNode/NodeError`` `invalid` for a name or password that will not do, `file` when the file cannot
    ///   be written.
    @discardableResult
    public func set(_ name: String, role: Account.Role, password: String) throws -> Bool {
        guard let name = Self.canonical(name) else {
            throw NodeError(.invalid, "a user's name has 1 to 64 letters, digits, dots, dashes and underscores")
        }
        guard password.count >= Self.leastPassword, password.utf8.count <= Self.longestPassword else {
            throw NodeError(.invalid, "a password has at least \(Self.leastPassword) characters")
        }
        let hash: PasswordHash
        do {
            hash = try PasswordHash(
                password,
                salt: self.environment.random(16),
                cost: self.environment.passwordCost
            )
        } catch {
            throw NodeError(.invalid, "this password cannot be hashed: choose another")
        }
        let generation = self.environment.random(8).map { String($0, radix: 16) }.joined()
        let entry = Entry(name: name, role: role, password: hash, generation: generation)
        return try self.change { content in
            let isNew = !content.accounts.contains { $0.name == name }
            guard !isNew || content.accounts.count < Self.limit else {
                throw NodeError(.invalid, "there are \(Self.limit) accounts already: remove one first")
            }
            content.accounts.removeAll { $0.name == name }
            content.accounts.append(entry)
            return isNew
        }
    }

    /// Takes an account away.
    ///
    /// - Throws: ``SplotNode/NodeError`` `notFound`, or `file` when the file cannot be written.
    public func remove(_ name: String) throws {
        let name = Self.canonical(name)
        try self.change { content in
            guard content.accounts.contains(where: { $0.name == name }) else {
                throw NodeError(.notFound, "there is no such user: `splot user list` shows all")
            }
            content.accounts.removeAll { $0.name == name }
        }
    }

    /// One account with its hash; `nil` when there is none of the name.
    func entry(_ name: String) throws -> Entry? {
        guard let name = Self.canonical(name) else { return nil }
        return try self.read().accounts.first { $0.name == name }
    }

    /// The name as it is kept; `nil` for one that cannot be.
    static func canonical(_ name: String) -> String? {
        let name = name.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased()
        let isFine = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || ".-_".unicodeScalars.contains(scalar)
        }
        return isFine && (1...64).contains(name.count) ? name : nil
    }

    private func read() throws -> Content {
        let data: Data
        do {
            data = try Data(contentsOf: self.url)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return Content()
        } catch {
            throw NodeError(.file, "cannot read \(self.url.path): check its permissions")
        }
        do {
            return try JSONDecoder().decode(Content.self, from: data)
        } catch {
            throw NodeError(.damaged, "\(self.url.path) is damaged: restore it, or delete it and add the users again")
        }
    }

    private func change<Result>(_ body: (inout Content) throws -> Result) throws -> Result {
        try NodeFile.change(self.url) {
            var content = try self.read()
            let result = try body(&content)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return (try encoder.encode(content), result)
        }
    }
}
