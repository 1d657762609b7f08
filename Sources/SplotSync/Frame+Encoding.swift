import SplotCBOR
import SplotLog
import SplotMerge

/// Frames as bytes (Protocol.md §10.2).
extension Frame {
    /// The frame with its body as bytes: deterministic CBOR, except that the run of an entries frame follows its count
    /// as it lies.
    package var raw: RawFrame {
        var writer = CBORWriter()
        switch self {
        case .hello(let hello): Self.write(hello, to: &writer)
        case .ask: writer.array(0)
        case .statements(let cluster, let from, let statements):
            writer.array(3)
            writer.byteString(cluster.hash.bytes)
            writer.unsigned(from)
            Self.write(statements, to: &writer)
        case .opening(let opening): Self.write(opening, to: &writer)
        case .holdings(let holdings, let isLast), .resume(let holdings, let isLast):
            writer.array(2)
            writer.boolean(isLast)
            Self.write(holdings, to: &writer)
        case .log(let log, let start):
            writer.array(2)
            writer.byteString(log.hash.bytes)
            writer.unsigned(start)
        case .entries(let count, let run):
            writer.unsigned(count)
            writer.encoded(run)
        case .checkpoint(nil): writer.array(0)
        case .checkpoint(let checkpoint?): Self.write(checkpoint, to: &writer)
        case .fork(let evidence): Self.write(evidence, to: &writer)
        case .done(let again):
            writer.array(1)
            writer.boolean(again)
        case .goodbye(let goodbye):
            writer.array(2)
            writer.unsigned(goodbye.code.rawValue)
            writer.text(goodbye.reason)
        }
        return RawFrame(self.type, writer.bytes)
    }

    /// How many bytes a statement takes in a frame.
    static func encodedCount(of statement: Statement) -> Int {
        // One head for the pair, three bytes at most for the body's length (16 KiB), two for the signature's.
        statement.body.count + statement.signature.count + 6
    }

    /// How many bytes a listing takes at most.
    static let listingBytes = 34 + 6 + 34 + 67

    /// How many bytes a holding takes at most.
    static func encodedCount(of holding: Holding) -> Int { 80 + (holding.logs?.count ?? 0) * Self.listingBytes }

    private static func write(_ hello: Hello, to writer: inout CBORWriter) {
        writer.array(3)
        writer.unsigned(hello.version)
        let names = hello.capabilities.map(\.rawValue).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        writer.array(names.count)
        for name in names { writer.text(name) }
        writer.byteString(hello.cluster.hash.bytes)
    }

    private static func write(_ statements: [Statement], to writer: inout CBORWriter) {
        writer.array(statements.count)
        for statement in statements {
            writer.array(2)
            writer.byteString(statement.body)
            writer.byteString(statement.signature)
        }
    }

    private static func write(_ opening: Opening, to writer: inout CBORWriter) {
        writer.array(3)
        for digest in [opening.base, opening.digest] {
            if let digest { writer.byteString(digest.bytes) } else { writer.null() }
        }
        self.write(opening.changes, to: &writer)
    }

    private static func write(_ holdings: [Holding], to writer: inout CBORWriter) {
        writer.array(holdings.count)
        for holding in holdings {
            writer.array(3)
            writer.byteString(holding.cluster.hash.bytes)
            if let chain = holding.chain {
                writer.array(2)
                writer.unsigned(chain.count)
                writer.byteString(chain.last.bytes)
            } else {
                writer.null()
            }
            guard let logs = holding.logs else {
                writer.null()
                continue
            }
            writer.array(logs.count)
            for log in logs { self.write(log, to: &writer) }
        }
    }

    private static func write(_ listing: Listing, to writer: inout CBORWriter) {
        switch listing.standing {
        case .forked:
            writer.array(1)
            writer.byteString(listing.id.hash.bytes)
        case .absent:
            writer.array(2)
            writer.byteString(listing.id.hash.bytes)
            writer.unsigned(0)
        case .held(let size, let root):
            writer.array(4)
            writer.byteString(listing.id.hash.bytes)
            writer.unsigned(size)
            writer.byteString(root.bytes)
            writer.byteString(listing.signature)
        }
    }

    private static func write(_ checkpoint: SentCheckpoint, to writer: inout CBORWriter) {
        writer.array(3)
        writer.unsigned(checkpoint.size)
        writer.byteString(checkpoint.root.bytes)
        writer.byteString(checkpoint.signature)
    }

    private static func write(_ evidence: ForkEvidence, to writer: inout CBORWriter) {
        writer.array(6)
        writer.byteString(evidence.log.hash.bytes)
        writer.byteString(evidence.cluster.hash.bytes)
        self.write(SentCheckpoint(evidence.smaller), to: &writer)
        self.write(SentCheckpoint(evidence.larger), to: &writer)
        writer.byteString(evidence.root.bytes)
        writer.array(evidence.path.count)
        for hash in evidence.path { writer.byteString(hash.bytes) }
    }
}
