// Splot inside another program: a node is opened through the library, gets a partner, and syncs with a second node.
//
//     swift run Embed [DIRECTORY]

import Foundation
import Logging
import SplotDirectory
import SplotNode

@main
struct Embed {
    static func main() async throws {
        let directory = CommandLine.arguments.dropFirst().first ?? NSTemporaryDirectory() + "splot-embed-\(getpid())"
        let logger = Logger(label: "embed") { _ in SwiftLogNoOpLogHandler() }

        // Two clusters, each with a node. They read each other's cards, and so trust each other.
        let pikmed = try await Node.create(at: directory + "/pikmed", cluster: "PIKMED", node: "office")
        let lublin = try await Node.create(at: directory + "/lublin", cluster: "Lubelska Medycyna", node: "city-hall")
        try await pikmed.trust(try await lublin.card())
        try await lublin.trust(try await pikmed.card())

        // One of them adds an organisation, and that it is a partner.
        let organisation = try await pikmed.add(
            "organisation",
            [
                Assignment(path: "name.pl", text: "Szpital Przykładowy"),
                Assignment(path: "name.en", text: "Example Hospital"),
                Assignment(path: "type", text: "hospital"),
                Assignment(path: "country", text: "Polska"),
                Assignment(path: "identifiers", text: "NIP: 856-734-62-15"),
            ]
        )
        try await pikmed.add(
            "partner",
            [
                Assignment(path: "party", text: organisation.description),
                Assignment(path: "cluster", text: "PIKMED"),
                Assignment(path: "kind", text: "formal"),
            ]
        )

        // The other answers on a free port, for as long as it takes to sync once.
        let (ready, listening) = AsyncStream.makeStream(of: PeerAddress.self)
        let address = try PeerAddress("127.0.0.1:0")
        let server = Task { try await lublin.serve(on: address, logger: logger) { listening.yield($0) } }
        for await bound in ready {
            let results = try await pikmed.sync(with: [bound.description], logger: logger)
            for result in results {
                print("Synced: \(result.entriesSent) entries sent, \(result.entriesReceived) received")
            }
            break
        }
        server.cancel()

        // What changed on the other side.
        try await lublin.forEachRecord { record in
            print("\(record.record.kind): \(record.title() ?? record.record.id.description)")
        }
        let digests = try await [pikmed.status().directoryDigest, lublin.status().directoryDigest]
        print(digests[0] == digests[1] ? "Both show the same directory." : "The directories differ.")
    }
}
