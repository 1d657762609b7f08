import Foundation
import Logging
import Mustache
import SplotNode

/// What all pages share.
final class ConsoleServices: Sendable {
    let node: Node
    let configuration: ConsoleConfiguration
    let environment: ConsoleEnvironment
    let accounts: AccountFile
    let sessions: Sessions
    let signIn: SignIn
    let tokens: FormToken
    private let usedTokens: (ofAccounts: UsedTokens, ofVisitors: UsedTokens)
    let library: MustacheLibrary
    let metrics = ConsoleMetrics()
    let overviews = Overviews()
    let changes: ChangeHub
    let logger: Logger
    /// What the keys of all readers' forms are made with; new with each start.
    let formSecret: [UInt8]
    /// What the node's cluster is called.
    let clusterName: String

    init(
        node: Node,
        configuration: ConsoleConfiguration,
        environment: ConsoleEnvironment,
        logger: Logger
    ) async throws {
        self.node = node
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        self.accounts = AccountFile(in: node.path, environment: environment)
        self.sessions = Sessions(environment)
        self.signIn = SignIn(accounts: self.accounts, sessions: self.sessions, environment: environment)
        self.tokens = FormToken(environment)
        self.usedTokens = (UsedTokens(environment), UsedTokens(environment))
        self.library = try Templates.library()
        self.changes = ChangeHub(environment, logger) { node.changes() }
        self.formSecret = environment.random(32)
        self.clusterName = try await node.clusterNames([node.cluster])[node.cluster] ?? ""
    }

    /// The directory as a reader may see it.
    func directory(for visit: Visit) -> VisibleDirectory {
        VisibleDirectory(node: self.node, isPublicOnly: visit.account == nil)
    }

    /// The hidden field of a form on a reader's page.
    ///
    /// - Parameters:
    ///   - path: Where the form is sent, without the language.
    ///   - visit: The request for the page.
    /// - Returns: The field as HTML.
    func tokenInput(for path: String, _ visit: Visit) -> String {
        self.tokens.input(visit.formKey ?? [], for: path)
    }

    /// Refuses a form that this console did not make for its reader and for this address.
    ///
    /// - Throws: ``PageError`` when the token is not good.
    func check(_ token: String?, _ visit: Visit) throws {
        guard let key = visit.formKey else { throw PageError.formOld }
        do {
            try self.tokens.check(token, key, for: visit.path)
        } catch {
            throw PageError.formOld
        }
    }

    /// Takes a form's token, once: what the form asks for is done by whoever gets past this.
    ///
    /// - Throws: ``PageError`` when the form was sent before.
    func use(_ token: String?, _ visit: Visit) throws {
        let used = visit.account == nil ? self.usedTokens.ofVisitors : self.usedTokens.ofAccounts
        guard let token, used.use(token) else { throw PageError.formTwice }
    }

    /// Takes a form's token, once.
    ///
    /// - Throws: ``PageError`` when the form was sent before.
    func use(_ form: Query, _ visit: Visit) throws { try self.use(form.raw(FormToken.field), visit) }

    /// Has something said on the reader's next page.
    func say(_ notice: PageNotice, to visit: Visit) {
        guard let token = visit.token else { return }
        self.sessions.change(token) { $0.notice = notice }
    }
}
