import SplotInterchange
import SplotOffice

/// The example files, and who imports which rows of them.
struct DemoFiles: Sendable {
    /// One of the files.
    struct File: Sendable {
        var name: String
        var kind: String
        /// The column that says which cluster a row is about; `nil` when all rows are about one.
        var column: String?
        /// The cluster that all rows are about.
        var cluster: String?
        var language = "pl"
    }

    let directory: String

    /// Who there is: first of all, since everything else refers to them.
    static let clusters = [File(name: "clusters.csv", kind: "cluster", column: "name_pl")]

    /// What they have and do.
    static let contents = [
        File(name: "members_turystyka_medyczna.csv", kind: "member", cluster: DemoCluster.tourism),
        File(name: "partners_pikmed.csv", kind: "partner", cluster: DemoCluster.all[0].name),
        File(name: "partners_lubelska_medycyna.csv", kind: "partner", cluster: DemoCluster.lublin),
        File(name: "specialisations_lubelska_medycyna.csv", kind: "specialisation", cluster: DemoCluster.lublin),
        File(name: "projects.csv", kind: "project", column: "cluster"),
        File(name: "documents.csv", kind: "document", column: "cluster"),
        File(name: "events.csv", kind: "event", column: "cluster"),
        File(name: "resources.csv", kind: "resource", column: "cluster"),
        File(name: "offers.csv", kind: "offer", column: "cluster"),
        File(name: "figures.csv", kind: "figure", column: "cluster", language: "en"),
    ]

    /// News, which refer to what others entered.
    static let news = [File(name: "notices.csv", kind: "notice", column: "cluster")]

    /// The rows of a file that one of the three clusters imports; `nil` when there are none.
    func table(of file: File, for index: Int) throws -> ImportTable? {
        let bytes = try LocalFile.read("\(self.directory)/\(file.name)", limit: ImportFile.maximumBytes)
        var table = try ImportTable.read(bytes)
        if let cluster = file.cluster {
            guard DemoCluster.keeper(of: cluster) == index else { return nil }
        } else {
            let column = table.columns.firstIndex { $0 == file.column }
            table.rows.removeAll { row in
                guard let column, row.cells.indices.contains(column), case .text(let name) = row.cells[column] else {
                    return true
                }
                return DemoCluster.keeper(of: name) != index
            }
        }
        return table.rows.isEmpty ? nil : table
    }
}
