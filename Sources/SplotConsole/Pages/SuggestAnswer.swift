import HTTPTypes
import Hummingbird
import NIOCore
import SplotDirectory
import SplotNode
import SplotOffice

/// What a search finds while it is being typed.
struct SuggestAnswer {
    let services: ConsoleServices

    /// How many records are given.
    private static let limit = 8

    func response(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let language = request.uri.path.split(separator: "/").first.map(String.init).flatMap(Language.init)
        let visit = try VisitReading(services: self.services).visit(request, context, language: language)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try await self.answer(visit).text))
        )
    }

    private func answer(_ visit: Visit) async throws -> JSON {
        let directory = self.services.directory(for: visit)
        var request = SearchRequest(text: String((visit.query["q"] ?? "").prefix(200)), limit: Self.limit)
        request.kinds = visit.query.items.filter { $0.name == "kind" }.map(\.value)
            .filter { directory.schema.kind(named: $0) != nil }
        var records: [MergedRecord] = []
        do {
            if !request.text.isEmpty { records = try await directory.search(request).records }
        } catch let error as NodeError where error.code == .invalid {}
        var titles = RecordTitles(visit.phrases, directory)
        try await titles.load(records)
        let names = try await ClusterNames(of: self.services.node)
        return .object([
            "results": .array(
                records.map { record in
                    let title = titles.text(record.record.id)
                    return .object([
                        "href": .string(visit.href(record: record.record.id.description)), "title": .string(title),
                        "meta": .string("\(visit.phrases.kind(record.record.kind)) · \(names.text(record.owner))"),
                        "value": .string("\(title) [\(record.record.id)]"),
                    ])
                }
            )
        ])
    }
}
