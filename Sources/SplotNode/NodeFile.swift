package import Foundation

/// A small file beside the database that other rooms keep, changed by one process at a time.
package enum NodeFile {
    /// Changes a file: what is read and written within is seen whole or not at all.
    ///
    /// - Parameters:
    ///   - url: The file, in the data directory.
    ///   - body: Reads the file and says what is to stand in it.
    /// - Returns: What the closure gives beside.
    /// - Throws: What the closure throws, or ``NodeError`` `file`.
    package static func change<Result>(_ url: URL, _ body: () throws -> (data: Data, result: Result)) throws -> Result {
        let lock = try FileLock(url.appendingPathExtension("lock"), isWaiting: true)
        defer { withExtendedLifetime(lock) {} }
        let (data, result) = try body()
        try DataDirectory.write(String(decoding: data, as: UTF8.self), to: url)
        return result
    }
}
