import SplotBundle
import SplotLog
import SplotSync

extension BundleImport.Fault {
    /// What an error says about the bundle; `nil` when it is this node's own trouble.
    init?(_ error: any Error) {
        switch error {
        case let error as BundleError:
            self.init(code: Self.code(of: error.code), message: error.message)
        case let error as Violation:
            self.init(badData: error.reason)
        case let error as Refusal:
            self.init(badData: error.reason)
        case let error as LogError:
            self.init(badData: error.message)
        default:
            return nil
        }
    }

    private init(badData reason: String) {
        self.init(
            code: .badData,
            message: "what is in the bundle does not verify (\(reason)): tell the administrator who made it; nothing "
                + "behind this was taken"
        )
    }

    private static func code(of code: BundleError.Code) -> Code {
        switch code {
        case .notABundle: .notABundle
        case .newerVersion: .newerVersion
        case .notForUs, .wrongKey: .notForUs
        case .truncated: .truncated
        case .damaged, .noRecipient, .tooManyRecipients, .unusableKey, .malformedKey, .malformedAcknowledgement,
            .tooLarge:
            .damaged
        }
    }
}
