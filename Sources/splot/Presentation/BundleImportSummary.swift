import SplotBundle
import SplotMerge
import SplotNode
import SplotOffice

/// What files have brought that were carried here, for people and for programs.
struct BundleImportSummary {
    /// What became of one file.
    enum Outcome {
        /// It was a bundle, whole or not.
        case bundle(BundleImport)
        /// It was an acknowledgement; `isNew` when it counts from now on.
        case acknowledgement(Acknowledgement, isNew: Bool)
        /// It could not be read, or was refused whole.
        case failure(Failure)
    }

    let files: [String]
    let outcomes: [Outcome]
    let isRehearsal: Bool
    let clusters: ClusterNames
    /// The file in which all of it was acknowledged.
    var acknowledgement: String?

    /// The logs that an acknowledgement is to tell of.
    var listed: Set<LogID> {
        self.outcomes.reduce(into: []) { listed, outcome in
            if case .bundle(let result) = outcome { listed.formUnion(result.listed) }
        }
    }

    /// How the program ends: with what most needs a person.
    var status: ExitStatus {
        let found = Set(self.outcomes.map(Self.status))
        let order: [ExitStatus] = [
            .data, .noPermission, .software, .inputOutput, .noInput, .cannotCreate, .usage, .temporary,
        ]
        return order.first(where: found.contains) ?? .success
    }

    /// What did not go as it should, one sentence each.
    var complaints: [String] {
        zip(self.files, self.outcomes)
            .flatMap { file, outcome -> [String] in
                let sentences =
                    switch outcome {
                    case .failure(let failure): [failure.message]
                    case .acknowledgement: [] as [String]
                    case .bundle(let result): self.complaints(about: result)
                    }
                return sentences.map { $0.contains(file) ? $0 : "\(file): \($0)" }
            }
    }

    /// One line for each file that could be read.
    func print(to output: Output) {
        for (file, outcome) in zip(self.files, self.outcomes) {
            switch outcome {
            case .failure: break
            case .acknowledgement(let acknowledgement, let isNew):
                output.line(Plain.line("\(file): \(self.text(acknowledgement, isNew: isNew))"))
            case .bundle(let result):
                let what = self.isRehearsal ? "would bring" : "brought"
                output.line(
                    Plain.line(
                        "\(file) \(what) \(result.entriesNew) entries and \(result.statementsNew) statements; "
                            + "\(result.entriesKnown) entries were here already (\(ByteCount.text(result.bytes)))."
                    )
                )
            }
        }
        if let acknowledgement = self.acknowledgement {
            output.line(Plain.line("\(acknowledgement) says what is held here now: carry it back."))
        }
        guard self.isRehearsal else { return }
        output.line(
            "Nothing was stored. Seals, statements, hashes and signatures were checked. Not checked was how the"
        )
        output.line("entries merge with the directory, and what newer statements close or erase of what is held here.")
    }

    private func text(_ acknowledgement: Acknowledgement, isNew: Bool) -> String {
        let whose =
            "an acknowledgement by \(self.clusters.text(acknowledgement.cluster)), "
            + "log \(Short.id(acknowledgement.log)), of \(Timestamp(acknowledgement.time).short) UTC"
        guard isNew else { return "\(whose). A newer one is known already." }
        return self.isRehearsal ? "\(whose)." : "\(whose). The next bundle for that node begins there."
    }

    private func complaints(about result: BundleImport) -> [String] {
        var sentences = result.clustersPassedOver.map {
            "cluster \(Short.id($0)) is not trusted here, and nothing of it was taken: `splot trust add` takes its card"
        }
        for passed in result.logsPassedOver {
            let log = "log \(Short.id(passed.log)) of \(self.clusters.text(passed.cluster))"
            sentences.append("\(log) \(Self.text(passed.reason))")
        }
        for log in result.forks {
            sentences.append("log \(Short.id(log)) is proven to be forked: its cluster has to close it")
        }
        if let fault = result.fault { sentences.append(fault.message) }
        return sentences
    }

    private static func text(_ reason: BundleImport.PassedOver.Reason) -> String {
        switch reason {
        case .gap:
            "begins beyond what is held here: import the earlier bundle first, or ask for one made with --all"
        case .forked:
            "is forked, and nothing of it was taken: its cluster has to close it"
        case .otherBranch:
            "does not go on from what is held here, and nothing of it was taken: the two seem to be branches of a fork, "
                + "which a sync would prove"
        case .outdated:
            "was not taken: newer statements of its cluster speak against it, which whoever made the bundle did not know"
        }
    }

    private static func status(of outcome: Outcome) -> ExitStatus {
        switch outcome {
        case .failure(let failure): return failure.status
        case .acknowledgement: return .success
        case .bundle(let result):
            if let fault = result.fault { return fault.code == .notForUs ? .noPermission : .data }
            let reasons = result.logsPassedOver.map(\.reason)
            // Two branches of one log need a person as much as bad data does.
            if !result.forks.isEmpty || reasons.contains(.otherBranch) { return .data }
            return reasons.contains(.gap) ? .temporary : .success
        }
    }
}
