package import SplotDirectory
package import SplotInterchange
package import SplotMerge
package import SplotNode

/// What an import is about to write, and what the directory was when that was worked out.
package struct PreparedImport {
    package let plan: ImportPlan
    /// What the rows were compared with: what came in since is not overwritten.
    package let shown: [RecordUUID: RecordVersion]
    /// How long the node's log was then.
    package let logSize: UInt64

    /// Writes it in one transaction.
    ///
    /// - Returns: How many entries were written.
    /// - Throws: `NodeError` `stale` when somebody has written here since: then it is to be prepared again.
    package func write(to node: Node) async throws -> Int {
        guard !self.plan.edits.isEmpty else { return 0 }
        return try await node.write(self.plan.edits, shown: self.shown, ifLogSize: self.logSize).entryCount
    }
}
