import ArgumentParser
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play the story of three clusters that share one directory.",
        discussion: """
            Founds three clusters on this machine, has them import what public documents say about them, sync over TCP, \
            disagree, and agree again. Their data directories stay, to look around in.

            Example: splot demo --dir /tmp/demo
            """
    )

    @Option(help: ArgumentHelp("Where to put the three data directories.", valueName: "dir"))
    var dir = "demo"

    @Option(
        help: ArgumentHelp(
            "Where the example files are. Default: Examples/data here, or beside the program's sources.",
            valueName: "dir"
        )
    )
    var examples: String?

    func run() async throws {
        let examples = try self.examples ?? Self.findExamples()
        let clusters = DemoCluster.all
        for cluster in clusters {
            let path = "\(self.dir)/\(cluster.folder)"
            guard !FileManager.default.fileExists(atPath: path) else {
                throw CommandError(
                    .cannotCreate,
                    "\(path) is there already: delete \(self.dir), or give another directory with --dir"
                )
            }
        }
        let story = DemoStory(directory: self.dir, files: DemoFiles(directory: examples))
        try await story.play(clusters)
    }

    private static func findExamples() throws -> String {
        let folder = "Examples/data"
        var places = [URL(filePath: FileManager.default.currentDirectoryPath)]
        if var place = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            // A build lies a few levels below the sources.
            for _ in 0..<5 {
                place.deleteLastPathComponent()
                places.append(place)
            }
        }
        for place in places {
            let path = place.appending(path: folder).path
            if FileManager.default.fileExists(atPath: path + "/clusters.csv") { return path }
        }
        throw CommandError(.noInput, "the example files are not here: say where with --examples")
    }
}
