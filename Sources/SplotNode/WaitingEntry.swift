import SplotLog
import SplotMerge

/// An entry that waits to be merged, as it is kept.
struct WaitingEntry: Sendable {
    /// The record that it seems to change.
    let record: RecordID
    /// Its log, by its index among those that are read.
    let log: Int
    let position: UInt64
    /// How many logs its own had introduced before it.
    let introductions: Int
    let hashPrefix: UInt32
    let header: [UInt8]
    /// `nil` when there is none, or it was erased.
    let payload: [UInt8]?

    /// What the entry changes.
    ///
    /// - Parameter decoders: For each log what reads it, with all logs that it has introduced.
    /// - Returns: `nil` when it turns out to change nothing.
    func change(_ decoders: [HeaderDecoder]) -> Change? {
        var decoder = decoders[self.log].after(introductions: self.introductions)
        let entry = EntryRun.Entry(header: self.header, slot: self.payload.map { .payload($0) } ?? .none)
        guard case .change(_, let change) = decoder.decode(entry, at: self.position, hashPrefix: self.hashPrefix) else {
            return nil
        }
        return change
    }
}

extension WaitingEntry {
    /// Appends the entry to some bytes, from which ``init(_:at:)`` reads it.
    func append(to bytes: inout [UInt8]) {
        let record = self.record.creator
        record.log.hash.withBytes { bytes.append(contentsOf: $0) }
        let numbers = [
            record.position, UInt64(self.log), self.position, UInt64(self.introductions), UInt64(self.hashPrefix),
            UInt64(self.header.count), self.payload.map { UInt64($0.count) + 1 } ?? 0,
        ]
        for number in numbers { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
        bytes += self.header
        if let payload = self.payload { bytes += payload }
    }

    /// Reads an entry.
    ///
    /// - Parameters:
    ///   - bytes: What ``append(to:)`` has written.
    ///   - offset: Where the entry begins; where the next one does, afterwards.
    init?(_ bytes: [UInt8], at offset: inout Int) {
        let fixed = Bytes32.count + 7 * 8
        guard offset + fixed <= bytes.count else { return nil }
        let start = offset
        let (log, numbers) = bytes.withUnsafeBytes { buffer in
            let numbers = (0..<7)
                .map {
                    buffer.loadUnaligned(fromByteOffset: start + Bytes32.count + $0 * 8, as: UInt64.self)
                }
            return (Bytes32(rawBytes: UnsafeRawBufferPointer(rebasing: buffer[start..<start + Bytes32.count])), numbers)
        }
        let headerEnd = start + fixed + Int(clamping: numbers[5])
        let end = headerEnd + (numbers[6] == 0 ? 0 : Int(clamping: numbers[6] - 1))
        guard let log, headerEnd <= end, end <= bytes.count else { return nil }
        self.record = RecordID(EntryID(log: LogID(log), position: numbers[0]))
        self.log = Int(clamping: numbers[1])
        self.position = numbers[2]
        self.introductions = Int(clamping: numbers[3])
        self.hashPrefix = UInt32(truncatingIfNeeded: numbers[4])
        self.header = Array(bytes[(start + fixed)..<headerEnd])
        self.payload = numbers[6] == 0 ? nil : Array(bytes[headerEnd..<end])
        offset = end
    }
}
