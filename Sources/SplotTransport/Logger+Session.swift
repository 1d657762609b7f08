import Logging
import SplotSync

extension Logger {
    /// Logs how a session ended: numbers and names of keys, never what entries hold.
    func logEnd(of result: SessionResult) {
        let report = result.report
        var metadata: Logger.Metadata = [
            "peer.key": "\(report.peerKey)",
            "sync.entries.sent": "\(report.entriesSent)",
            "sync.entries.received": "\(report.entriesReceived)",
            "sync.bytes.sent": "\(report.bytesSent)",
            "sync.bytes.received": "\(report.bytesReceived)",
        ]
        if let cluster = report.cluster { metadata["peer.cluster"] = "\(cluster)" }
        if !report.forks.isEmpty { metadata["sync.forks"] = .array(report.forks.map { "\($0)" }) }
        guard let error = TransportError.failure(of: result) else {
            self.debug("Sync completed", metadata: metadata)
            return
        }
        metadata["error"] = "\(error)"
        self.info("Sync ended early", metadata: metadata)
    }
}
