import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

@testable import SplotConsole

/// Something that several tasks may change.
final class Locked<Value: Sendable>: @unchecked Sendable {
    // The lock is held whenever the value is read or written.
    private let lock = NSLock()
    private var kept: Value

    init(_ value: Value) { self.kept = value }

    var value: Value {
        get { self.lock.withLock { self.kept } }
        set { self.lock.withLock { self.kept = newValue } }
    }
}

/// A node with a console, in a data directory that is gone when the test is over.
final class ConsoleFixture: Sendable {
    static let password = "correct horse battery"

    let directory: URL
    let node: Node
    let clock = SteppedWallClock()
    /// How long a sleep takes: that of the machine, unless a test has another.
    let sleeps = Locked<@Sendable (Duration) async throws -> Void> { try await Task.sleep(for: $0) }
    let environment: ConsoleEnvironment
    let configuration: ConsoleConfiguration

    init(
        seed: UInt64 = 1,
        name: String = "PIKMED",
        configure: (inout ConsoleConfiguration) -> Void = { _ in }
    ) async throws {
        self.directory = FileManager.default.temporaryDirectory.appending(path: "splot-console-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.directory, withIntermediateDirectories: true)
        let clock = self.clock
        self.node = try await Node.create(
            at: self.directory.appending(path: "node").path,
            cluster: "Klaster \(name)",
            node: "biuro",
            environment: .seeded(seed, clock: clock)
        )
        let generator = Locked(SeededGenerator(seed: seed + 1_000))
        var environment = ConsoleEnvironment(
            now: { clock.now },
            random: { count in
                var bytes: [UInt8] = []
                var inner = generator.value
                for _ in 0..<count { bytes.append(UInt8.random(in: .min ... .max, using: &inner)) }
                generator.value = inner
                return bytes
            }
        )
        environment.passwordCost = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)
        let sleeps = self.sleeps
        environment.sleep = { try await sleeps.value($0) }
        self.environment = environment
        var configuration = ConsoleConfiguration(port: 0)
        configuration.timeZone = .gmt
        configure(&configuration)
        self.configuration = configuration
    }

    deinit { try? FileManager.default.removeItem(at: self.directory) }

    /// Adds a record that everybody may see, unless said otherwise.
    @discardableResult
    func add(_ kind: String, isPublic: Bool = true, _ fields: KeyValuePairs<String, String>) async throws -> RecordUUID
    {
        var assignments = fields.map { Assignment(path: $0.key, text: $0.value) }
        if isPublic { assignments.append(Assignment(path: "visibility", text: "public")) }
        return try await self.node.add(kind, assignments)
    }

    func addAccount(_ name: String = "anna", role: Account.Role = .editor) throws {
        try AccountFile(in: self.node.path, environment: self.environment)
            .set(name, role: role, password: Self.password)
    }

    func console() async throws -> Console {
        try await Console(
            node: self.node,
            configuration: self.configuration,
            environment: self.environment,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Runs a test against the router, or against a live socket.
    func test(_ setup: TestingSetup = .router, _ body: @escaping @Sendable (Visitor) async throws -> Void) async throws
    {
        let console = try await self.console()
        try await console.application.test(setup) { client in
            try await body(Visitor(client: client, console: console))
        }
    }
}

/// Somebody with a browser: keeps cookies, follows nothing by itself.
final class Visitor: Sendable {
    private let client: any TestClientProtocol
    private let console: Console
    private let cookies = Locked<[String: String]>([:])

    init(client: any TestClientProtocol, console: Console) {
        self.client = client
        self.console = console
    }

    /// Somebody else, who has been nowhere yet.
    func another() -> Visitor { Visitor(client: self.client, console: self.console) }

    /// A token that is good for a form whose page the visitor has not seen; `nil` before signing in.
    ///
    /// - Parameter path: Where the form is sent, without the language.
    /// - Returns: The token.
    func token(for path: String) -> String? {
        let services = self.console.services
        guard let session = self.cookies.value["splot-session"].flatMap({ services.sessions.session($0) }) else {
            return nil
        }
        return services.tokens.make(VisitReading(services: services).formKey(account: session), for: path)
    }

    /// A page that was answered.
    struct Answer: Sendable {
        var status: HTTPResponse.Status
        var headers: HTTPFields
        var text: String

        /// The token of the first form on the page that is sent to an address.
        func token(for path: String) -> String? {
            guard let form = self.text.firstRange(of: "action=\"\(path)\"") else { return nil }
            return self.text[form.upperBound...].firstMatch(of: /name="form-token" value="([^"]+)"/)
                .map { String($0.output.1) }
        }

        var location: String? { self.headers[.location] }
    }

    @discardableResult
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await self.send(path, .get, headers, nil)
    }

    @discardableResult
    func head(_ path: String) async throws -> Answer { try await self.send(path, .head, [:], nil) }

    @discardableResult
    func post(_ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]) async throws -> Answer {
        let text = fields.map { "\(Query.escaped($0.0))=\(Query.escaped($0.1))" }.joined(separator: "&")
        return try await self.post(path, raw: text, headers: headers)
    }

    @discardableResult
    func post(
        _ path: String,
        raw: String,
        type: String = "application/x-www-form-urlencoded",
        headers: HTTPFields = [:]
    )
        async throws -> Answer
    {
        var headers = headers
        headers[.contentType] = type
        return try await self.send(path, .post, headers, ByteBuffer(string: raw))
    }

    /// Signs in through the form.
    @discardableResult
    func signIn(_ name: String = "anna", _ password: String = ConsoleFixture.password) async throws -> Answer {
        let form = try await self.get("/en/login")
        let token = try #require(form.token(for: "/en/login"))
        return try await self.post("/en/login", [("form-token", token), ("name", name), ("password", password)])
    }

    /// Sends a form of a page, with what a browser would send of it changed by what is given.
    @discardableResult
    func submit(_ page: Answer, to path: String, _ fields: [(String, String)]) async throws -> Answer {
        var sent: [(String, String)] = []
        let given = Dictionary(fields) { _, last in last }
        for input in page.inputs where given[input.0] == nil { sent.append(input) }
        return try await self.post(path, sent + fields)
    }

    private func send(
        _ path: String,
        _ method: HTTPRequest.Method,
        _ headers: HTTPFields,
        _ body: ByteBuffer?
    ) async throws -> Answer {
        var headers = headers
        let cookies = self.cookies.value
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let response = try await self.client.executeRequest(uri: path, method: method, headers: headers, body: body)
        if let cookie = response.headers[.setCookie], let pair = cookie.split(separator: ";").first {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self.cookies.value[String(parts[0])] = parts[1].isEmpty ? nil : String(parts[1])
        }
        return Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
    }
}

extension Visitor.Answer {
    /// What a browser would send of the record form on the page.
    var inputs: [(String, String)] {
        guard let start = self.text.firstRange(of: "class=\"record\""),
            let end = self.text[start.upperBound...].firstRange(of: "</form>")
        else { return [] }
        let form = self.text[start.upperBound..<end.lowerBound]
        var inputs: [(String, String)] = []
        for match in form.matches(of: /<input[^>]*>/) {
            let tag = String(match.output)
            guard let name = tag.firstMatch(of: /\ name="([^"]*)"/)?.output.1, !tag.contains("type=\"checkbox\"") else {
                continue
            }
            let value = tag.firstMatch(of: /\ value="([^"]*)"/)?.output.1 ?? ""
            inputs.append((Self.plain(name), Self.plain(value)))
        }
        for match in form.matches(of: /<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/) {
            inputs.append((Self.plain(match.output.1), Self.plain(match.output.2)))
        }
        for match in form.matches(of: /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/) {
            let chosen = match.output.2.firstMatch(of: /<option value="([^"]*)" selected>/)?.output.1 ?? ""
            inputs.append((Self.plain(match.output.1), Self.plain(chosen)))
        }
        return inputs
    }

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&#10;", with: "\n").replacing("&amp;", with: "&")
    }
}

let silentLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
