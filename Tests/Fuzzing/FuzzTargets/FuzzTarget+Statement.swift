import SplotCBOR
import SplotLog
import SplotMerge

extension FuzzTarget {
    /// The body of a statement, and what a chain makes of what it says.
    static let statement = FuzzTarget("statement") { bytes in
        guard let statement = try? Statement(body: bytes, signature: [UInt8](repeating: 0, count: 64)) else {
            return false
        }
        let isCBOR = PlainCBOR.isItem(bytes, maximumDepth: CBORReader.maximumDepth + 1)
        try promise(isCBOR, "a statement is read that is no deterministic CBOR")
        try promise(statement.body == bytes, "a statement has another body than it came with")
        let key = try Stage.key.get()
        if case .unknown = statement.act { return true }
        if statement.number == 0 {
            let again = try Statement.sign(statement.act, after: nil, time: statement.time, with: key)
            try promise(again.body == bytes, "statement 0 is written in another way than it came")
            _ = try StatementChain(checked: [statement])
        } else {
            try Self.follow(statement, with: key)
        }
        return true
    }

    /// A statement that says the same behind a founding one.
    private static func follow(_ statement: Statement, with key: SigningKey) throws {
        let recoveryHash = Statement.recoveryHash(of: key.publicKey)
        let found = Statement.Act.found(key: key.publicKey, recoveryHash: recoveryHash, name: "klaster")
        var chain = try StatementChain(founding: Statement.sign(found, after: nil, time: 0, with: key))
        let again = try Statement.sign(statement.act, after: chain.last, time: statement.time, with: key)
        try promise(again.act == statement.act, "a statement is read again as another")
        do {
            try chain.append(again)
        } catch {
            guard case .rotate = statement.act else { throw BrokenPromise("a chain refuses what follows: \(error)") }
            try promise(chain.statements.count == 1, "a refused statement is in the chain")
            return
        }
        guard case .erase(let log, let ranges) = statement.act else { return }
        for range in ranges {
            try promise(chain.orderedErasure(of: range.lowerBound, in: log), "the first of a range is not erased")
            try promise(chain.orderedErasure(of: range.upperBound - 1, in: log), "the last of a range is not erased")
            try promise(chain.overlapsErasure(range, in: log), "a range is not erased")
        }
    }
}
