import Foundation
import SplotLog
import SplotMerge
import SplotNode
import SplotSync

/// A node with its machine: it is killed and started again, on a disk and with a clock of its own.
final class SimulatedNode {
    /// What a node is like.
    enum Character {
        /// It does what it should.
        case honest
        /// It is trusted, and lies.
        case liar
        /// It lives in a copy of the liar's data directory.
        case twin
    }

    /// Where it stands among the nodes.
    let index: Int
    let character: Character
    let clock = SteppedWallClock()
    let disk: SimulatedDisk
    /// How it lies; `nil` for an honest one.
    let lies: Lies?

    private let environment: NodeEnvironment
    private let directory: URL
    private var incarnation = 0

    /// The running process; `nil` while there is none.
    private(set) var node: Node?

    /// Its cluster, once it was started.
    private(set) var cluster = ClusterID(TreeHash.empty)
    /// Its log, once it was started.
    private(set) var log = LogID(TreeHash.empty)
    /// The public half of its key, once it was started.
    private(set) var publicKey = TreeHash.empty

    /// All that its cluster has stated, as whoever keeps the cluster key knows.
    var statements: [Statement] = []
    /// The cluster key, which a real cluster keeps elsewhere.
    private(set) var clusterKey: SigningKey?

    /// What the node has said to hold.
    var committed: [LogID: LogExtent] = [:]
    /// An earlier state of its disk.
    var backup: DirectoryImage?
    /// Whether it is calling somebody.
    var isCalling = false

    init(
        index: Int,
        character: Character,
        seed: UInt64,
        disk: SimulatedDisk,
        lies: Lies?,
        directory: URL
    ) {
        self.index = index
        self.character = character
        self.disk = disk
        self.lies = lies
        self.directory = directory
        // Chance goes on where it stood when the process is started again: nothing is drawn twice.
        var environment = NodeEnvironment.seeded(seed, clock: self.clock)
        environment.disk = disk.storeDisk
        // With every other node all that comes in a session waits to be merged until the round is over.
        if index.isMultiple(of: 2) { environment.mergedAtOnce = 0 }
        self.environment = environment
    }

    /// How the trace calls it.
    var name: String {
        switch self.character {
        case .honest: "n\(self.index)"
        case .liar: "liar"
        case .twin: "twin"
        }
    }

    var isHonest: Bool { self.character == .honest }

    /// Whether its cluster has closed its log.
    var isClosed: Bool {
        self.statements.contains { statement in
            if case .close(self.log, _, _) = statement.act { true } else { false }
        }
    }

    /// Starts the process on what lies on its disk.
    func start(on image: DirectoryImage) async throws {
        let old = self.path
        self.incarnation += 1
        try image.write(to: self.path)
        self.disk.mount(self.path)
        let node = try await Node.open(at: self.path, environment: self.environment)
        if self.statements.isEmpty {
            self.statements = try await node.card().chain.statements
            self.clusterKey = try Self.key(in: image)
            self.cluster = node.cluster
            self.log = node.log
            self.publicKey = node.publicKey
        }
        self.node = node
        try? FileManager.default.removeItem(atPath: old)
    }

    /// Kills the process.
    ///
    /// - Returns: What lies on its disk.
    func kill() throws -> DirectoryImage {
        defer { self.node = nil }
        return try self.disk.image()
    }

    private var path: String { self.directory.appending(path: "\(self.name).\(self.incarnation)").path }

    private static func key(in image: DirectoryImage) throws -> SigningKey {
        let pem = String(decoding: image.files["cluster.key"] ?? Data(), as: UTF8.self)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        return try SigningKey(seed: (Data(base64Encoded: body) ?? Data()).suffix(32))
    }
}
