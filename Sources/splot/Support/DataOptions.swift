import ArgumentParser
import Foundation
import SplotNode

/// Where the node lives: an option of every command.
struct DataOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The data directory. Default: $SPLOT_DATA, else $XDG_DATA_HOME/splot, else ~/.local/share/splot.",
            valueName: "dir"
        )
    )
    var given: String?

    /// The data directory.
    var path: String { self.given ?? Self.standard(environment: ProcessInfo.processInfo.environment) }

    /// Opens the node.
    func open(isMerging: Bool = true) async throws -> Node {
        var environment = NodeEnvironment.system
        environment.isMerging = isMerging
        return try await Node.open(at: self.path, environment: environment)
    }

    /// The data directory when none is given (XDG Base Directory Specification, which disregards relative paths).
    static func standard(environment: [String: String]) -> String {
        if let path = environment["SPLOT_DATA"], !path.isEmpty { return path }
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return base + "/splot" }
        let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        return home + "/.local/share/splot"
    }
}

/// Whether a program will read the output.
struct JSONOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON for programs; see the keys above.")
    var isWanted = false
}
