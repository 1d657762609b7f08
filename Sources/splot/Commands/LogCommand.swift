import ArgumentParser
import SplotMerge
import SplotNode
import SplotOffice
import Synchronization

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Print the entries of the logs, one a line.",
        discussion: """
            With --json, one object a line: log, position, cluster, clusterId, node, time, hash, type (inception, \
            creation, change, introduction, receipt, unknown, void), kind, record, writes (each with operation, path, \
            value, erased).

            Example: splot log --cluster PIKMED --after 100
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Option(help: ArgumentHelp("Only the logs of this cluster: its name, or the beginning of its id.", valueName: "c"))
    var cluster: String?

    @Option(help: ArgumentHelp("Pass over the first n entries of each log.", valueName: "n"))
    var after: UInt64 = 0

    @Flag(help: "Go on, and print what arrives; end with Ctrl-C.")
    var follow = false

    func run() async throws {
        let node = try await self.data.open()
        var cluster: ClusterID?
        if let name = self.cluster { cluster = try await node.trustedCluster(name).id }
        let reading = LogReading(json: self.json.isWanted)
        while true {
            try await node.forEachEntry(of: cluster, after: reading.positions, skipping: self.after) { line in
                reading.take(line)
            }
            guard self.follow else { return }
            Output.standard.flush()
            try await Task.sleep(for: .seconds(1))
        }
    }
}

/// Prints entries, and remembers up to where each log was printed.
private final class LogReading: Sendable {
    private let next = Mutex<[LogID: UInt64]>([:])
    private let json: Bool

    init(json: Bool) { self.json = json }

    var positions: [LogID: UInt64] { self.next.withLock { $0 } }

    func take(_ line: LogLine) {
        self.next.withLock { $0[line.entry.log] = line.entry.position + 1 }
        guard !self.json else { return Output.standard.line(line.json) }
        let time = line.time.map { Timestamp($0).full } ?? "(no time)"
        let record = line.record.map { " " + Short.id($0) } ?? ""
        let text = "\(time)  \(line.author) #\(line.entry.position)\(record)  \(line.summary())"
        Output.standard.line(Plain.line(text))
    }
}
