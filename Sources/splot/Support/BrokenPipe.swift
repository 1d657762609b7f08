import Foundation

/// What happens when whoever reads our output has seen enough, as in `splot list | head`.
enum BrokenPipe {
    /// Makes writing fail with EPIPE instead of ending the program in the middle of something.
    static func ignoreSignal() {
        _ = signal(SIGPIPE, SIG_IGN)
    }
}
