/// Somebody who may sign in at this node's console.
public struct Account: Hashable, Sendable {
    /// What an account may do.
    public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
        /// See everything, and write into the directory.
        case editor
        /// Also add and remove peers.
        case admin
    }

    /// The name to sign in with.
    public var name: String
    /// What the account may do.
    public var role: Role
}
