import Foundation

/// One event of a workload file: a line of JSON such as `Benchmarks/Peers/workload.py` writes.
struct WorkloadEvent: Decodable, Sendable {
    /// Whose event it is, such as `klaster-01`.
    var author: String
    /// Milliseconds since 1970-01-01T00:00:00Z, shifted by 16 bits, and a counter.
    var hlc: UInt64
    /// The record's name in the file.
    var id: String
    /// The record's kind in the file: `member`, `partner` or `project`.
    var kind: String
    /// `c` creates the record, `u` changes it.
    var op: String
    /// What the event sets, by field.
    var set: [String: Text]

    /// A value; numbers count as text.
    struct Text: Decodable, Sendable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self.text = "\(number)"
            } else {
                self.text = try container.decode(String.self)
            }
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    var time: UInt64 { (self.hlc >> 16) / 1_000 }

    /// Reads a file, one event a line.
    static func read(_ path: String) throws -> [WorkloadEvent] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(WorkloadEvent.self, from: $0) }
    }
}
