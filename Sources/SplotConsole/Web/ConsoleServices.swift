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
    let usedTokens: UsedTokens
    let library: MustacheLibrary
    let metrics = ConsoleMetrics()
    let census = CensusCache()
    let changes: ChangeHub
    let logger: Logger
    /// What the tokens of forms are made with before anybody has signed in; new with each start.
    let visitorKey: [UInt8]
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
        self.usedTokens = UsedTokens(environment)
        self.library = try Templates.library()
        self.changes = ChangeHub(node: node)
        self.visitorKey = environment.random(32)
        self.clusterName = try await node.clusterNames([node.cluster])[node.cluster] ?? ""
    }

    /// The directory as a reader may see it.
    func directory(for visit: Visit) -> VisibleDirectory {
        VisibleDirectory(node: self.node, isPublicOnly: visit.account == nil)
    }

    /// Takes a form's token, once: what the form asks for is done by whoever gets past this.
    ///
    /// - Throws: ``PageError`` when the form was sent before.
    func use(_ form: Query) throws {
        guard let token = form.raw(FormToken.field), self.usedTokens.use(token) else { throw PageError.formTwice }
    }

    /// Has something said on the reader's next page.
    func say(_ notice: PageNotice, to visit: Visit) {
        guard let token = visit.token else { return }
        self.sessions.change(token) { $0.notice = notice }
    }
}
