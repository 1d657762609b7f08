import Logging

/// Where the log of a long-running command goes.
enum StandardErrorLog {
    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "splot") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
