import SplotSync

/// One function for each thing that fails turns what was found into an error with advice.
extension TransportError {
    /// Nobody answered.
    static func unreachable(host: String, port: Int, cause: any Error) -> TransportError {
        TransportError(
            .unreachable,
            "nobody answers at \(host):\(port): check the address, that the other node runs, and its firewall",
            cause: cause
        )
    }

    /// The address is taken or not ours.
    static func cannotListen(host: String, port: Int, cause: any Error) -> TransportError {
        TransportError(
            .cannotListen,
            "cannot listen on \(host):\(port): another program may hold the port, or the address is not this machine's",
            cause: cause
        )
    }

    /// TLS did not come about.
    static func handshakeFailed(cause: any Error) -> TransportError {
        TransportError(
            .handshakeFailed,
            "whoever answers there is not a splot node, or is of an incompatible version: check the address and port",
            cause: cause
        )
    }

    /// The deadline passed before there was a session.
    static let handshakeTimedOut = TransportError(
        .timeout,
        "the other node took too long to answer: try again, and check the line if it happens again"
    )

    /// A session that did not complete; `nil` for one that did.
    static func failure(of result: SessionResult) -> TransportError? {
        let report = result.report
        let (code, message): (Code, String)
        switch report.outcome {
        case .completed: return nil
        case .cut:
            (code, message) = (
                .connectionCut,
                "the connection broke, what had arrived is kept: sync again, and if it happens at once, check that the "
                    + "other node is a splot node of the same version"
            )
        case .endedByPeer(let goodbye):
            (code, message) = (.refusedByPeer(goodbye.code), Self.message(endedByPeer: goodbye))
        case .endedHere(let goodbye):
            (code, message) = Self.message(endedHere: goodbye)
        }
        return TransportError(code, message, report: report, cause: result.failure)
    }

    private static func message(endedByPeer goodbye: Goodbye) -> String {
        let quote = goodbye.reason.isEmpty ? "" : " (it says: \(goodbye.reason))"
        switch goodbye.code {
        case .notTrusted:
            return "the other node does not trust this cluster: send its administrator your card (`splot card`)\(quote)"
        case .notAdmitted:
            return "the other node does not find this node admitted: admit it with the cluster key\(quote)"
        case .busy:
            return "the other node has too many sessions open: try again in a few minutes\(quote)"
        case .paused:
            return "the other node got bad data from this one and waits before it listens again: try again later, and "
                + "run `splot verify` here\(quote)"
        case .behind:
            return "the other node misses an order to erase that explains what is gone here: sync again\(quote)"
        case .timeout:
            return "the other node waited too long: try again, and check the line if it happens again\(quote)"
        case .internalError:
            return "the other node has a fault of its own: tell its administrator\(quote)"
        case .unsupportedVersion:
            return "the two nodes have no version of the protocol in common: update the older one\(quote)"
        default:
            return "the other node refused what this one sent (\(goodbye.code)): report it with this text\(quote)"
        }
    }

    private static func message(endedHere goodbye: Goodbye) -> (Code, String) {
        switch goodbye.code {
        case .notTrusted:
            (
                .rejectedPeer(.notTrusted),
                "the other node's cluster is not trusted here: to change that, get its card and run `splot trust add`"
            )
        case .notAdmitted:
            (
                .rejectedPeer(.notAdmitted),
                "the other node's cluster has not admitted its key, or has closed its log: tell its administrator"
            )
        case .busy:
            (.rejectedPeer(.busy), "too many sessions are open here: the peer was told to try again later")
        case .behind:
            (
                .timeout,
                "payloads are missing at the other node by no order that has arrived here: sync again, and if it happens "
                    + "again, the log's cluster should repeat its orders to erase"
            )
        case .paused:
            (
                .rejectedPeer(.paused),
                "the other node has sent bad data and is not heard for now (\(goodbye.reason)): tell its administrator"
            )
        case .unsupportedVersion:
            (.rejectedPeer(.unsupportedVersion), "the two nodes have no version in common: update the older one")
        case .timeout:
            (.timeout, "the other node took too long, what had arrived is kept: sync again")
        case .internalError:
            (.internalError, "the sync failed on this node, what had arrived is kept: see the cause")
        default:
            (
                .badData,
                "what the other node sent was refused (\(goodbye.code): \(goodbye.reason)), what came before is kept: "
                    + "tell its administrator"
            )
        }
    }
}
