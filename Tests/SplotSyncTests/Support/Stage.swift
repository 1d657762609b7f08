import SplotSync

/// A state of a session that is led by hand, with a peer that does everything right.
enum Stage: String, CaseIterable {
    case hello
    case introduction
    case opening
    case holdings
    case resume
    case statements
    case betweenBatches
    case batch
    case afterBatch
    case passingOver
    case afterDone
    case resting

    /// The types that may arrive in this state, a goodbye aside.
    var allowed: Set<FrameType> {
        switch self {
        case .hello: [.hello]
        case .introduction: [.ask, .statements, .opening]
        case .opening: [.ask, .opening]
        case .holdings: [.holdings]
        case .resume: [.resume]
        case .statements: [.statements, .fork, .log, .done]
        case .betweenBatches: [.fork, .log, .entries, .done]
        case .batch: [.entries, .checkpoint]
        case .afterBatch: [.fork, .log, .entries, .done]
        case .passingOver: [.statements, .fork, .log, .entries, .checkpoint, .done]
        case .afterDone: []
        case .resting: [.opening]
        }
    }
}
