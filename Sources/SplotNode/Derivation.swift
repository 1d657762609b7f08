import SplotDirectory
import SplotStore

/// How this version works out what a database keeps beside the logs and statements themselves.
///
/// All of it can be made again from them; a number that goes up says that it must be. It has to go up with anything that
/// changes which terms, words and links are made of a record: the store asks for these again when it replaces them.
enum Derivation {
    /// The number of this version's way.
    static let current: UInt8 = 5
}

extension Store {
    /// Makes everything that is derived anew, when an older version has left it in its own form.
    ///
    /// - Parameters:
    ///   - schema: Says under which terms records are found.
    ///   - isMerging: Whether to merge what waits.
    /// - Throws: ``NodeError`` `damaged` for a database of before the first release, whose entries lie in a form that is
    ///   not read any more; ``StoreError``.
    func refreshIfOlder(schema: Schema, isMerging: Bool) async throws {
        let setting = Node.Setting.derivation
        let (known, isNew) = try await self.read { reader in
            (try reader.setting(setting), try reader.setting(Node.Setting.log) == nil)
        }
        guard known != [Derivation.current] else {
            // A disk that is full, or a damaged log, keeps nobody from opening the node: then they wait on.
            if isMerging { try? await self.mergeWaiting(schema: schema) }
            return
        }
        guard known != nil || isNew else {
            throw NodeError(
                .damaged,
                "this data directory was made by a version from before the first release, whose form of the log is not "
                    + "read any more: begin a new node with `splot init`"
            )
        }
        try await self.write { writer in
            for cluster in try writer.clusters() {
                if let chain = try writer.chain(of: cluster.id) { try writer.put(chain) }
            }
            for log in try writer.logs() { try writer.put(log) }
            try writer.rebuild(schema)
            try writer.set(setting, to: [Derivation.current])
        }
    }
}
