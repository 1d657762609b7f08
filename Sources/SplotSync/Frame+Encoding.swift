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
        case .holdings(let holdings), .resume(let holdings): Self.write(holdings, to: &writer)
        case .statements(let cluster, let from, let statements):
            writer.array(3)
            writer.byteString(cluster.hash.bytes)
            writer.unsigned(from)
            Self.write(statements, to: &writer)
        case .log(let log, let cluster, let start):
            writer.array(3)
            writer.byteString(log.hash.bytes)
            writer.byteString(cluster.hash.bytes)
            writer.unsigned(start)
        case .entries(let count, let run):
            writer.unsigned(count)
            writer.encoded(run)
        case .checkpoint(let size, let root, let signature):
            writer.array(3)
            writer.unsigned(size)
            writer.byteString(root.bytes)
            writer.byteString(signature)
        case .done:
            writer.array(0)
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

    private static func write(_ hello: Hello, to writer: inout CBORWriter) {
        writer.array(4)
        writer.unsigned(hello.version)
        writer.array(hello.capabilities.count)
        for capability in hello.capabilities { writer.text(capability) }
        self.write(hello.statements, to: &writer)
        writer.byteString(hello.log.hash.bytes)
    }

    private static func write(_ statements: [Statement], to writer: inout CBORWriter) {
        writer.array(statements.count)
        for statement in statements {
            writer.array(2)
            writer.byteString(statement.body)
            writer.byteString(statement.signature)
        }
    }

    private static func write(_ holdings: [Holding], to writer: inout CBORWriter) {
        writer.array(holdings.count)
        for holding in holdings {
            writer.array(4)
            writer.byteString(holding.cluster.hash.bytes)
            writer.unsigned(holding.statementCount)
            writer.byteString(holding.lastStatement.bytes)
            guard let logs = holding.logs else {
                writer.null()
                continue
            }
            writer.array(logs.count)
            for log in logs {
                writer.array(3)
                writer.byteString(log.id.hash.bytes)
                writer.unsigned(log.size)
                writer.byteString(log.root.bytes)
            }
        }
    }
}
