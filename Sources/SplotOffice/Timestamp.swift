import SplotInterchange

/// A point in time as people and programs read it, in UTC.
///
/// Clocks of others may say anything: what lies beyond the year 9999 is shown as its end.
package struct Timestamp: Equatable {
    private static let last: UInt64 = 253_402_300_799

    private let seconds: UInt64

    /// Takes seconds since 1970-01-01T00:00:00Z.
    package init(_ seconds: UInt64) { self.seconds = min(seconds, Self.last) }

    /// `2015-02-10T10:00:00Z`.
    package var iso8601: String { UTCTime(self.seconds).rfc3339 }

    /// `2015-02-10 10:00`, for tables.
    package var short: String { String(self.full.dropLast(3)) }

    /// `2015-02-10 10:00:00`, for logs.
    package var full: String { "\(UTCTime(self.seconds).day) \(UTCTime(self.seconds).clock)" }
}
