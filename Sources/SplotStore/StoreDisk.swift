/// How a node meets its disk.
///
/// Outside of tests there is one answer, ``durable``. A simulation has no time to wait for a disk, and wants to see it
/// fail.
package struct StoreDisk: Sendable {
    /// What is written.
    package enum Target: Hashable, Sendable {
        /// A transaction of the database.
        case database
        /// A small file beside it, whole.
        case file
    }

    /// What is asked around each write; what it throws is what the disk reports.
    package struct Faults: Sendable {
        /// Asked when everything is ready to be written: what this throws leaves nothing of it.
        package var beforeWrite: @Sendable (Target) throws -> Void
        /// Asked when everything was written: what this throws reports a failure all the same.
        package var afterWrite: @Sendable (Target) throws -> Void

        /// Says what goes wrong.
        package init(
            beforeWrite: @escaping @Sendable (Target) throws -> Void,
            afterWrite: @escaping @Sendable (Target) throws -> Void
        ) {
            self.beforeWrite = beforeWrite
            self.afterWrite = afterWrite
        }
    }

    /// Whether a write waits until it would outlive a power cut.
    package var isDurable: Bool
    /// What goes wrong; `nil` for nothing but what the real disk does.
    package var faults: Faults?

    /// Describes a disk.
    package init(isDurable: Bool, faults: Faults? = nil) {
        self.isDurable = isDurable
        self.faults = faults
    }

    /// The machine's disk, which is waited for.
    package static let durable = StoreDisk(isDurable: true)
    /// For what need not outlive the process.
    package static let scratch = StoreDisk(isDurable: false)

    /// Writes something between the two questions.
    package func writing<Result>(_ target: Target, _ body: () throws -> Result) throws -> Result {
        guard let faults = self.faults else { return try body() }
        try faults.beforeWrite(target)
        let result = try body()
        try faults.afterWrite(target)
        return result
    }
}
