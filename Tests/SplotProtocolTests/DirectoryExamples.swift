import SplotDirectory
import SplotLog
import SplotMerge

@testable import SplotNode

/// Values, record ids and digests.
extension Story {
    var directoryExamples: [WorkedExample] {
        get throws {
            let records = self.records
            var examples = [self.values]
            examples.append(
                .text("record-ids", records.map { "\($0.id.creator.log) \($0.id.creator.position) \($0.id.uuid)" })
            )
            examples.append(.item("view-first", self.firstView.encoded, cuttingBeyond: 30))
            examples.append(.item("view-second", self.secondView.encoded, cuttingBeyond: 30))
            let digests = try records.map { record -> (uuid: RecordUUID, digest: Bytes32) in
                guard let view = record.view(in: self.federation) else { throw StoryError.recordNotShown }
                return (record.id.uuid, ViewDigest.digest(of: view))
            }
            examples.append(.text("view-digests", digests.map { "\($0.uuid) \($0.digest)" }))
            let sorted = digests.sorted { $0.uuid < $1.uuid }
            let directory = ViewDigest.directoryDigest(of: sorted.flatMap { $0.uuid.bytes + $0.digest.bytes })
            examples.append(.text("directory-digest", [directory.hex]))
            return examples
        }
    }

    private var values: WorkedExample {
        let reference = self.records[0].id.uuid
        let values: [(String, Value)] = [
            ("text", .text("Toruń")), ("integer", .integer(-184)), ("boolean", .boolean(true)),
            ("reference", .reference(reference)),
            ("structure", .structure(["step": .text("accepted"), "date": .text("2015-02-10")])),
            ("list", .list([.integer(1), .text("b")])),
        ]
        return .text(
            "values",
            values.map { name, value in
                let bytes = ValueCodec.encode(value)
                return "\(name) \(bytes.hexText) \(Diagnostic.lines(of: bytes).joined())"
            }
        )
    }

    /// The view of the first record, put together by hand: deleted, with one element left in each of two sets.
    var firstView: Item {
        let creation = self.origin(self.first, 1, 1_790_000_060)
        let site = self.origin(self.first, 2, 1_790_000_060)
        let phone = self.origin(self.first, 3, 1_790_000_060)
        let email = self.origin(self.first, 6, 1_790_002_060)
        return .array([
            .text("organisation"), .boolean(true), .bytes(self.first.chain.cluster.hash.bytes), creation,
            .boolean(true), .unsigned(1),
            .array([
                .array([.array([.text("name"), .text("en")]), Self.shown("Example Hospital", creation)]),
                .array([.array([.text("name"), .text("pl")]), Self.shown("Szpital Przykładowy", creation)]),
                .array([.array([.text("website")]), Self.shown("https://szpital.example/", site)]),
            ]),
            .array([
                .array([.text("otherEmails"), Self.shown("biuro@szpital.example", email)]),
                .array([.text("otherPhones"), Self.shown("+48 56 200 00 00", phone)]),
            ]),
            .array([]),
        ])
    }

    /// The view of the second record, put together by hand: a conflict that the later write wins.
    var secondView: Item {
        let creation = self.origin(self.second, 1, 1_790_001_060)
        let edit = self.origin(self.first, 5, 1_790_002_060)
        let site = self.origin(self.second, 2, 1_790_001_120)
        return .array([
            .text("organisation"), .boolean(true), .bytes(self.second.chain.cluster.hash.bytes), creation,
            .boolean(false), .unsigned(1),
            .array([
                .array([.array([.text("address"), .text("city")]), Self.shown("Toruń", edit)]),
                .array([.array([.text("name"), .text("pl")]), Self.shown("Drugi Szpital", creation)]),
                .array([
                    .array([.text("website")]), Self.shown("https://drugi.example/", edit),
                    Self.shown("https://www.drugi.example/", site),
                ]),
            ]),
            .array([]),
            .array([]),
        ])
    }

    private static func shown(_ text: String, _ origin: Item) -> Item {
        .array([.bytes(Item.text(text).encoded), origin])
    }

    private func origin(_ party: Party, _ position: UInt64, _ time: UInt64) -> Item {
        .array([.unsigned(time), .bytes(party.log.hash.bytes), .unsigned(position)])
    }
}

enum StoryError: Error {
    case recordNotShown
}
