import HTTPTypes
import Hummingbird
import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// Records over HTTP: found, one by one, and what is new.
struct RecordsAPI: Sendable {
    let services: ConsoleServices

    /// The most records of one answer.
    static let limit = 500
    /// How many there are when a call does not say.
    static let usualLimit = 50
    /// The last record that can be reached page by page; `changes` reaches all.
    static let lastOffset = 100_000
    /// The same where several kinds are asked for, which are ranked together.
    static let lastOffsetOfSeveral = 1_000
    /// How many of each kind are named that refer to a record.
    private static let referringLimit = 100

    // MARK: Finding

    func search(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check(["q", "kind", "cluster", "country", "region", "specialisation", "limit", "offset"])
        var request = SearchRequest(text: String((call.query["q"] ?? "").prefix(200)))
        request.kinds = call.query.items.filter { $0.name == "kind" && !$0.value.isEmpty }.map(\.value)
        request.country = call.query["country"]
        request.region = call.query["region"]
        request.specialisation = call.query["specialisation"]
        if let text = call.query["cluster"] {
            guard let cluster = RecordUUID(text) else { throw APIError.badRequest("cluster: the id of a record") }
            request.cluster = cluster
        }
        request.limit = try call.number("limit", 1...Self.limit) ?? Self.usualLimit
        request.offset = try call.number("offset", 0...Self.lastOffset) ?? 0
        guard request.kinds.count < 2 || request.offset <= Self.lastOffsetOfSeveral else {
            throw APIError.badRequest(
                "offset: at most \(Self.lastOffsetOfSeveral) where several kinds are asked for; ask for one at a time"
            )
        }
        let found = try await call.directory.search(request)
        let titles = try await self.titles(found.records, call)
        let names = try await ClusterNames(of: self.services.node)
        var answer = APIResponder.Answer(
            .object([
                "total": .integer(found.total), "offset": .integer(request.offset),
                "records": .array(found.records.map { self.json($0, titles, names) }),
            ])
        )
        let next = request.offset + request.limit
        if next < found.total, next <= (request.kinds.count < 2 ? Self.lastOffset : Self.lastOffsetOfSeveral) {
            answer.links.append(("next", "/api/v1/records" + call.query.setting("offset", String(next)).encoded))
        }
        return answer
    }

    func record(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check([])
        let record = try await call.directory.record(call.parameters.get("id") ?? "")
        let names = try await ClusterNames(of: self.services.node)
        let details = try await RecordDetails(record, of: self.services.node, clusters: names)
        var members = details.members
        if !call.isSignedIn {
            members["suggestions"] = nil
            members["title"] = .text(try await self.titles([record], call).title(record.record.id)?.text)
        }
        let found = try await call.directory.referring(to: record.record.id, perKind: Self.referringLimit)
        let referring = found.sorted { $0.key < $1.key }.flatMap(\.value.records)
        let titles = try await self.titles(referring, call)
        members["referring"] = .array(
            referring.map { other in
                .object([
                    "id": .string(other.record.id.description), "kind": .string(other.record.kind),
                    "title": .text(titles.title(other.record.id)?.text),
                ])
            }
        )
        members["referringCounts"] = .object(found.mapValues { .integer($0.total) })
        return APIResponder.Answer(.object(members))
    }

    func history(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check([])
        // What a record said before it became public is nothing for everybody.
        guard call.isSignedIn else {
            throw APIError(status: .forbidden, detail: "a record's history is for those who have signed in")
        }
        let record = try await call.directory.record(call.parameters.get("id") ?? "")
        let lines = try await self.services.node.history(of: record.record.id)
        return APIResponder.Answer(.object(["entries": .array(lines.map(\.json))]))
    }

    // MARK: What is new

    func changes(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check(["since", "limit"])
        let limit = try call.number("limit", 1...Self.limit) ?? Self.usualLimit
        var cursor = RecordCursor.start
        if let text = call.query["since"] { cursor = try await call.directory.cursor(text) }
        let (changes, next, isMore) = try await call.directory.changes(after: cursor, limit: limit)
        let shown = changes.compactMap { if case .shown(let record) = $0 { record } else { nil } }
        let titles = try await self.titles(shown, call)
        let names = try await ClusterNames(of: self.services.node)
        let items = changes.map { change in
            switch change {
            case .shown(let record): self.json(record, titles, names)
            // Whoever has the record must hear that it is gone, and nothing else of it.
            case .gone(let id): JSON.object(["id": .string(id.description), "gone": .boolean(true)])
            }
        }
        var answer = APIResponder.Answer(
            .object([
                "records": .array(items), "next": .string(next.description), "more": .boolean(isMore),
            ])
        )
        let query = call.query.setting("since", next.description)
        if isMore { answer.links.append(("next", "/api/v1/changes" + query.encoded)) }
        return answer
    }

    // MARK: What there is

    func kinds(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check([])
        let schema = self.services.node.schema
        return APIResponder.Answer(.object(["kinds": .array(schema.kinds.map { SchemaJSON.kind($0, schema: schema) })]))
    }

    func clusters(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check([])
        let clusters = try await self.services.node.trustedClusters()
        return APIResponder.Answer(
            .object([
                "clusters": .array(
                    clusters.map { cluster in
                        .object([
                            "id": .string(cluster.id.description), "name": .string(cluster.name),
                            "own": .boolean(cluster.isOwn),
                        ])
                    }
                )
            ])
        )
    }

    func statistics(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check(["cluster"])
        var cluster: RecordUUID?
        if let text = call.query["cluster"] {
            guard RecordUUID(text) != nil else { throw APIError.badRequest("cluster: the id of a record") }
            cluster = try await call.directory.cluster(text)
        }
        let census = try await self.services.overviews.census(call.directory, cluster: cluster, now: call.now)
        func counts(_ counts: [String: Int]) -> JSON { .object(counts.mapValues { .integer($0) }) }
        return APIResponder.Answer(
            .object([
                "records": counts(try await call.directory.counts()), "membersByRegion": counts(census.membersByRegion),
                "membersByType": counts(census.membersByType), "partnersByCountry": counts(census.partnersByCountry),
            ])
        )
    }

    private func titles(_ records: [MergedRecord], _ call: APIResponder.Call) async throws -> RecordTitles {
        var titles = RecordTitles(Phrases(.polish), call.directory)
        try await titles.load(records)
        return titles
    }

    private func json(_ record: MergedRecord, _ titles: RecordTitles, _ names: ClusterNames) -> JSON {
        .object([
            "id": .string(record.record.id.description), "kind": .string(record.record.kind),
            "title": .text(titles.title(record.record.id)?.text), "owner": .text(names[record.owner]),
            "ownerId": .string(record.owner.description), "fields": .fields(record.record.fields),
            "conflicts": .array(record.conflicts.map { .string($0.place.path) }),
            "visibility": .string(record.visibility == .open ? "public" : "federation"),
            "deleted": .boolean(record.isDeleted), "changed": .time(record.lastChange.time),
            "version": .string(record.version.token), "canonical": .string(record.canonical.description),
        ])
    }
}

extension APIResponder.Call {
    /// Refuses parameters that mean nothing, so that a misspelt filter does not go unnoticed.
    func check(_ names: Set<String>) throws {
        for item in self.query.items where !names.contains(item.name) {
            let known = names.isEmpty ? "it takes none" : "it takes \(names.sorted().joined(separator: ", "))"
            throw APIError.badRequest("there is no parameter of this name: \(known)")
        }
    }

    /// A number within bounds; `nil` when it is not given.
    func number(_ name: String, _ bounds: ClosedRange<Int>) throws -> Int? {
        guard let text = self.query[name] else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            throw APIError.badRequest("\(name): a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }
}
