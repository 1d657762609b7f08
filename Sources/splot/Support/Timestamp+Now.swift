import Foundation
import SplotOffice

extension Timestamp {
    /// The machine's clock, in seconds since 1970-01-01T00:00:00Z.
    static var now: UInt64 { UInt64(max(0, Date().timeIntervalSince1970)) }
}
