import ArgumentParser
import Foundation
import SplotBundle
import SplotDirectory
import SplotInterchange
import SplotLog
import SplotNode
import SplotStore
import SplotTransport

/// What is told to the person, and to the calling program, when a command fails.
///
/// The one place where errors of the rooms below become exit codes.
struct Failure: Equatable {
    var status: ExitStatus
    var message: String

    /// Says how the program ends, and what is told.
    init(status: ExitStatus, message: String) {
        self.status = status
        self.message = message
    }

    /// Describes an error; `nil` for those of the argument parser, which describes them itself.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandError:
            (self.status, self.message) = (error.status, error.message)
        case let error as NodeError:
            (self.status, self.message) = (Self.status(of: error.code), error.message)
        case let error as StoreError:
            (self.status, self.message) = (Self.status(of: error.code), error.message)
        case let error as TransportError:
            (self.status, self.message) = (.unavailable, error.message)
        case let error as LogError:
            (self.status, self.message) = (.data, error.message)
        case let error as BundleError:
            (self.status, self.message) = (Self.status(of: error.code), error.message)
        case let error as InterchangeError:
            (self.status, self.message) = (Self.status(of: error.code), error.description)
        case let error as InvalidRecord:
            (self.status, self.message) = (.data, Self.message(of: error))
        default:
            // What the parser throws has a code other than that of any error.
            guard Splot.exitCode(for: error) == .failure else { return nil }
            (self.status, self.message) = (.software, "something unforeseen went wrong: \(error)")
        }
    }

    /// Says it on standard error and ends the program.
    func exit() -> Never {
        ErrorOutput.complain(self.message)
        Foundation.exit(self.status.rawValue)
    }

    private static func message(of error: InvalidRecord) -> String {
        guard error.problems.count > 1 else { return error.description }
        let lines = error.problems.map { "  " + $0.description }
        return "nothing was written, \(error.problems.count) things are wrong:\n" + lines.joined(separator: "\n")
    }

    private static func status(of code: NodeError.Code) -> ExitStatus {
        switch code {
        case .exists: .cannotCreate
        case .noNode, .notFound, .keyMissing: .noInput
        case .file: .inputOutput
        case .invalid: .usage
        case .ambiguous, .badData, .damaged: .data
        case .stale, .busy, .behindHighWaterMark: .temporary
        case .closed, .forked, .notTrusted: .noPermission
        }
    }

    private static func status(of code: StoreError.Code) -> ExitStatus {
        switch code {
        case .cannotOpen: .noInput
        case .notOurs, .damaged, .missing: .data
        case .busy: .temporary
        case .diskFull, .disk: .inputOutput
        case .database: .software
        }
    }

    private static func status(of code: BundleError.Code) -> ExitStatus {
        switch code {
        case .noRecipient: .noInput
        case .tooManyRecipients: .usage
        case .notForUs, .wrongKey: .noPermission
        case .notABundle, .newerVersion, .truncated, .damaged, .unusableKey, .malformedKey, .malformedAcknowledgement,
            .tooLarge:
            .data
        }
    }

    private static func status(of code: InterchangeError.Code) -> ExitStatus {
        let asked: [InterchangeError.Code] = [.unknownKind, .badKey, .badDefault, .badMapping]
        return asked.contains(code) ? .usage : .data
    }
}
