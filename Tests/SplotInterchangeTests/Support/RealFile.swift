import Foundation
import SplotDirectory
import SplotInterchange

/// One file of `Examples/data`, and how it is imported.
struct RealFile: Sendable {
    var name: String
    var kind: String
    var rows: Int
    var defaults: [String: String] = [:]
    var language = "pl"

    /// All of them, each after those it refers to.
    ///
    /// The numbers of rows are counted by hand.
    static let all = [
        RealFile(name: "clusters", kind: "cluster", rows: 28),
        RealFile(
            name: "members_turystyka_medyczna",
            kind: "member",
            rows: 16,
            defaults: ["cluster": "Klaster Turystyki Medycznej"]
        ),
        RealFile(
            name: "partners_lubelska_medycyna",
            kind: "partner",
            rows: 22,
            defaults: ["cluster": "Lubelska Medycyna"]
        ),
        RealFile(name: "partners_pikmed", kind: "partner", rows: 3, defaults: ["cluster": "PIKMED"]),
        RealFile(
            name: "specialisations_lubelska_medycyna",
            kind: "specialisation",
            rows: 8,
            defaults: ["cluster": "Lubelska Medycyna"]
        ),
        RealFile(name: "projects", kind: "project", rows: 2),
        RealFile(name: "documents", kind: "document", rows: 5),
        RealFile(name: "events", kind: "event", rows: 7),
        RealFile(name: "notices", kind: "notice", rows: 2),
        RealFile(name: "resources", kind: "resource", rows: 9),
        RealFile(name: "offers", kind: "offer", rows: 2),
        RealFile(name: "figures", kind: "figure", rows: 16, language: "en"),
    ]

    func plan(for directory: Directory) throws -> ImportPlan {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try Data(contentsOf: folder.appending(path: "Examples/data/\(self.name).csv"))
        return try ImportPlanner.plan(
            ImportTable.read(Array(bytes)),
            kind: self.kind,
            defaults: self.defaults,
            existing: directory.records,
            ownCluster: nil,
            language: self.language
        )
    }

    /// The directory after all files.
    static func imported() throws -> Directory {
        var directory = Directory()
        for file in self.all { directory.apply(try file.plan(for: directory)) }
        return directory
    }
}
