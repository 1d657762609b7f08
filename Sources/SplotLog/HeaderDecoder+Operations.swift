import SplotCBOR
import SplotMerge

/// The operations of a creation or change, and the values that the payload holds for them (Protocol.md §5.5).
extension HeaderDecoder {
    /// Reads all operations of an entry.
    ///
    /// `isCritical` becomes `true` when one is unknown and must not be passed over. Whether the entry is critical for
    /// that is decided once all of its header was read: it may yet be void.
    func operations(
        before id: EntryID,
        payload slot: EntryRun.Slot,
        _ reader: inout CBORReader,
        _ isCritical: inout Bool
    ) throws -> [Operation] {
        let count = try reader.array(max: Limits.operations)
        var operations: [Operation] = []
        operations.reserveCapacity(count)
        for _ in 0..<count { operations.append(try self.operation(before: id, &reader, &isCritical)) }
        Self.fill(&operations, from: slot)
        return operations
    }

    private func operation(
        before id: EntryID,
        _ reader: inout CBORReader,
        _ isCritical: inout Bool
    ) throws -> Operation {
        if try reader.peek() == .text {
            return .set(field: try Self.name(&reader), key: nil, value: .erased)
        }
        let offset = reader.offset
        let count = try reader.array()
        guard count > 0 else { throw CBORError(.outOfRange, at: offset) }
        if try reader.peek() == .text {
            guard count == 2 else { throw CBORError(.outOfRange, at: offset) }
            return .set(field: try Self.name(&reader), key: try Self.name(&reader), value: .erased)
        }
        let code = try reader.integer()
        switch (code, count) {
        case (OperationCode.clear, 2):
            return .clear(field: try Self.name(&reader), key: nil)
        case (OperationCode.clear, 3):
            return .clear(field: try Self.name(&reader), key: try Self.name(&reader))
        case (OperationCode.add, 2):
            return .add(field: try Self.name(&reader), value: .erased)
        case (OperationCode.remove, 3):
            return .remove(field: try Self.name(&reader), elements: try self.elements(before: id, &reader))
        case (OperationCode.delete, 1):
            return .delete
        case (OperationCode.restore, 1):
            return .restore
        case (OperationCode.visibility, 2):
            // A level of a newer version is taken for the most restrictive one known.
            let level = UInt8(try reader.unsigned(max: 255))
            return .setVisibility(Visibility(rawValue: level) ?? .federation)
        case (OperationCode.accept, 2):
            return .accept(try self.entryID(before: id, &reader))
        case (OperationCode.decline, 2):
            return .decline(try self.entryID(before: id, &reader))
        case (OperationCode.clear...OperationCode.decline, _):
            throw CBORError(.outOfRange, at: offset)
        default:
            for _ in 1..<count { _ = try reader.item() }
            if code < 0 { isCritical = true }
            return .unknown
        }
    }

    private func elements(before id: EntryID, _ reader: inout CBORReader) throws -> [ElementID] {
        let count = try reader.array(max: Limits.removedElements)
        var elements: [ElementID] = []
        for _ in 0..<count {
            guard try reader.array(max: 2) == 2 else { throw CBORError(.outOfRange, at: reader.offset) }
            let entry = try self.entryID(before: id, &reader)
            let index = try reader.unsigned(max: UInt64(Limits.operations - 1))
            elements.append(ElementID(entry: entry, index: UInt16(index)))
        }
        return elements
    }

    private static func name(_ reader: inout CBORReader) throws(CBORError) -> String {
        let offset = reader.offset
        let name = try reader.text(max: Limits.nameBytes)
        guard !name.isEmpty else { throw CBORError(.outOfRange, at: offset) }
        return name
    }

    /// Puts the payload's values into the operations.
    ///
    /// A payload that cannot be read counts as an erased one: were its entry void instead, a later erasure would
    /// bring the entry to life on the nodes that never saw the payload.
    private static func fill(_ operations: inout [Operation], from slot: EntryRun.Slot) {
        guard case .payload(let payload) = slot, let values = Self.values(payload, of: operations) else { return }
        for index in operations.indices {
            guard let value = values[index] else { continue }
            switch operations[index] {
            case .set(let field, let key, _): operations[index] = .set(field: field, key: key, value: .bytes(value))
            case .add(let field, _): operations[index] = .add(field: field, value: .bytes(value))
            default: continue
            }
        }
    }

    /// One item for each operation, `null` where the operation writes no value.
    private static func values(_ payload: [UInt8], of operations: [Operation]) -> [[UInt8]?]? {
        do {
            var reader = CBORReader(payload)
            guard try reader.array() == operations.count else { return nil }
            var values: [[UInt8]?] = []
            values.reserveCapacity(operations.count)
            for operation in operations {
                let isNull = reader.null()
                guard isNull != operation.hasValue || operation == .unknown else { return nil }
                values.append(isNull ? nil : Array(try reader.item()))
            }
            try reader.finish()
            return values
        } catch {
            return nil
        }
    }
}

extension Operation {
    /// Whether the payload holds a value for this operation.
    var hasValue: Bool {
        switch self {
        case .set, .add: true
        default: false
        }
    }
}
