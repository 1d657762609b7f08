import Foundation
import SplotDirectory
import SplotNode

/// A node in a directory that is gone when the measurement is over, filled with invented organisations.
struct Directory: ~Copyable {
    let node: Node
    private let url: URL

    init() async throws {
        self.url = FileManager.default.temporaryDirectory.appending(path: "splot-bench-\(UUID().uuidString)")
        self.node = try await Node.create(at: self.url.path, cluster: "Klaster", node: "bench")
    }

    deinit { try? FileManager.default.removeItem(at: self.url) }

    /// Writes records, 1,000 in a commit.
    func fill(_ count: Int) async throws -> [RecordUUID] {
        var random = Seeded(7)
        var ids: [RecordUUID] = []
        while ids.count < count {
            let edits = try (0..<min(1_000, count - ids.count))
                .map { _ in try self.creation(&random) }
            ids += try await self.node.write(edits).records
        }
        return ids
    }

    /// An edit that creates an organisation.
    func creation(_ random: inout Seeded) throws -> RecordEdit {
        let writes = try self.node.schema.validate(
            kind: "organisation",
            assignments: Self.organisation(&random),
            creating: true
        )
        return RecordEdit(target: .new(kind: "organisation"), writes: writes)
    }

    /// How many bytes the data directory takes.
    var byteCount: Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self.url.path)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: self.url.appending(path: name).path)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    private static let houses = [
        "Szpital Uniwersytecki", "Instytut Onkologii", "Centrum Badań Klinicznych", "Politechnika",
        "Przychodnia Rodzinna", "Laboratorium Genomiki", "Szpital Wojewódzki", "Fundacja Zdrowie",
    ]
    private static let cities = [
        "Warszawa", "Kraków", "Łódź", "Wrocław", "Poznań", "Gdańsk", "Bydgoszcz", "Lublin", "Białystok", "Toruń",
        "Częstochowa", "Włocławek",
    ]
    private static let topics = ["kardiologia", "onkologia", "neurologia", "pediatria", "telemedycyna", "genetyka"]

    static func organisation(_ random: inout Seeded) -> [Assignment] {
        let city = self.cities[random.below(self.cities.count)]
        let name = "\(self.houses[random.below(self.houses.count)]) nr \(random.below(1_000_000)) \(city)"
        return [
            Assignment(path: "name", text: name),
            Assignment(path: "type", text: "hospital"),
            Assignment(path: "address.city", text: city),
            Assignment(path: "region", text: Region.voivodeships[random.below(16)].name),
            Assignment(path: "country", text: "PL"),
            Assignment(path: "phone", text: "+48 22 \(100 + random.below(899)) \(100 + random.below(899))"),
            Assignment(path: "website", text: "https://o\(random.below(1_000_000)).example"),
            Assignment(path: "specialisations", text: self.topics[random.below(self.topics.count)]),
        ]
    }
}

/// Making the merged state of a node again from its logs: records, terms, links and the full-text index.
struct RebuildBenchmark {
    /// A data directory that `bench load` has made.
    let directory: String

    func run() async throws -> Measured {
        let node = try await Node.open(at: self.directory)
        let entries = try await node.status().logs.reduce(0) { $0 + $1.size }
        let seconds = try await ContinuousClock.awaitedSeconds { try await node.rebuild() }
        var measured = Measured()
        measured.add("rebuild", Double(entries) / seconds, "entries/s")
        return measured
    }
}

/// Searching a directory: a word that many have, one that few have, a beginning, and a filter.
struct SearchBenchmark {
    let records: Int

    func run() async throws -> Measured {
        let directory = try await Directory()
        _ = try await directory.fill(self.records)
        var measured = Measured()
        var filtered = SearchRequest(text: "onkologia", kinds: ["organisation"])
        filtered.region = "śląskie"
        let requests: [(String, SearchRequest)] = [
            ("a common word", SearchRequest(text: "szpital")),
            ("a rare word", SearchRequest(text: "nr 123456")),
            ("a beginning", SearchRequest(text: "przych lodz")),
            ("a word and a filter", filtered),
        ]
        for (name, request) in requests {
            var seconds: [Double] = []
            for _ in 0..<21 {
                seconds.append(
                    try await ContinuousClock.awaitedSeconds { _ = try await directory.node.search(request) }
                )
            }
            measured.add("search \(self.records) records: \(name)", seconds.sorted()[10] * 1_000, "ms")
        }
        return measured
    }
}
