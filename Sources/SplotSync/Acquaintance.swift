import SplotLog
import SplotMerge

/// How far the two sides have shown each other the statements of their clusters, at the begin of a session.
///
/// Two that have met know each other's statements. Only who does not find the other's key admitted asks for them.
struct Acquaintance: Equatable, Sendable {
    /// How this side's question stands.
    enum Question: Equatable, Sendable {
        /// Nothing was asked.
        case unasked
        /// It is to be sent.
        case due
        /// It was sent, or answered before that.
        case settled
    }

    /// How the answer to the peer's question stands.
    ///
    /// It goes its way beside the round: the peer may be accepted while the answer is being looked up.
    enum Answer: Equatable, Sendable {
        /// The peer has not asked.
        case unasked
        /// The statements are to be loaded.
        case due
        /// They are being loaded.
        case loading
        /// They are to be sent.
        case ready([Statement])
        /// They were sent.
        case sent
    }

    /// This side's question.
    var mine = Question.unasked
    /// The answer to the peer's.
    var theirs = Answer.unasked
    /// The cluster that the peer says to be of.
    var claimed: ClusterID?
}
