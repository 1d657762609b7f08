import Foundation
import GRDB
import SplotMerge

/// A row's columns, read without trusting what lies there.
///
/// SQLite keeps any type in any column, so one flipped bit makes a number of a text. GRDB's own subscripts trap then;
/// these throw ``StoreError`` `damaged`, naming the column's type and never its value.
extension Row {
    /// A whole number.
    func integer(_ index: Int) throws -> Int64 { try self.present(self.optionalInteger(index)) }

    /// A whole number, or nothing.
    func optionalInteger(_ index: Int) throws -> Int64? {
        switch (self[index] as DatabaseValue).storage {
        case .null: nil
        case .int64(let number): number
        default: throw Self.damaged("a number")
        }
    }

    /// A whole number that is not negative.
    func unsigned(_ index: Int) throws -> UInt64 { try self.present(self.optionalUnsigned(index)) }

    /// A whole number that is not negative, or nothing.
    func optionalUnsigned(_ index: Int) throws -> UInt64? {
        guard let number = try self.optionalInteger(index) else { return nil }
        guard let unsigned = UInt64(exactly: number) else { throw Self.damaged("a number from 0 on") }
        return unsigned
    }

    /// A truth value, which is kept as 0 or 1.
    func boolean(_ index: Int) throws -> Bool {
        switch try self.integer(index) {
        case 0: false
        case 1: true
        default: throw Self.damaged("0 or 1")
        }
    }

    /// A text.
    func text(_ index: Int) throws -> String { try self.present(self.optionalText(index)) }

    /// A text, or nothing.
    func optionalText(_ index: Int) throws -> String? {
        switch (self[index] as DatabaseValue).storage {
        case .null: nil
        case .string(let text): text
        default: throw Self.damaged("a text")
        }
    }

    /// Bytes; none are bytes as well, nothing is not.
    func bytes(_ index: Int) throws -> [UInt8] { Array(try self.present(self.optionalData(index))) }

    /// A hash.
    func bytes32(_ index: Int) throws -> Bytes32 { try self.present(self.optionalBytes32(index)) }

    /// A hash, or nothing.
    func optionalBytes32(_ index: Int) throws -> Bytes32? {
        guard let data = try self.optionalData(index) else { return nil }
        guard let hash = Bytes32(data) else { throw Self.damaged("a hash") }
        return hash
    }

    private func optionalData(_ index: Int) throws -> Data? {
        switch (self[index] as DatabaseValue).storage {
        case .null: nil
        case .blob(let data): data
        default: throw Self.damaged("bytes")
        }
    }

    private func present<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Self.damaged("there") }
        return value
    }

    private static func damaged(_ expected: String) -> StoreError {
        StoreError(.damaged, "what must be \(expected) in the database is not: `splot verify` tells more")
    }
}
