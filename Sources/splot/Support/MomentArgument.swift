import ArgumentParser
import SplotDirectory

/// A date or a time on the command line: `2026`, `2026-11`, `2026-11-26`, `2026-11-26T10:00+01:00`.
struct MomentArgument: ExpressibleByArgument {
    let moment: Moment

    init?(argument: String) {
        guard let moment = Moment(argument) else { return nil }
        self.moment = moment
    }
}
