package import SplotMerge

/// What one side says of a log: how it stands there, in the author's own words.
package struct Listing: Hashable, Sendable {
    /// The log.
    package var id: LogID
    /// How it stands.
    package var standing: Standing
    /// The author's signature under the checkpoint at that size, 64 bytes.
    ///
    /// Empty where there is none to give: of a log that was closed, its cluster's statement stands for size and root.
    package var signature: [UInt8]

    /// Puts a listing together.
    ///
    /// - Parameters:
    ///   - id: The log.
    ///   - standing: How it stands.
    ///   - signature: The author's signature under that size and root, or nothing.
    package init(id: LogID, standing: Standing, signature: [UInt8] = []) {
        self.id = id
        self.standing = standing
        self.signature = signature
    }
}
