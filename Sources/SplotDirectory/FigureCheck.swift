/// Finds figures that contradict themselves, each other or the directory: 153 is not 88 % of 184.
///
/// It warns and changes nothing. A figure that another one supersedes is left out. All counting is exact; numbers whose
/// products pass 38 digits are not checked.
public struct FigureCheck: Sendable {
    /// How many members the directory has of a cluster.
    public struct MemberCount: Hashable, Sendable {
        /// The number of current members.
        public var members: Int

        /// The day for which they were counted.
        public var day: PartialDate

        /// Describes a count.
        ///
        /// - Parameters:
        ///   - members: The number of current members.
        ///   - day: The day for which they were counted.
        public init(members: Int, day: PartialDate) {
            self.members = members
            self.day = day
        }
    }

    /// What was found: of single figures first, then of figures together, then against the directory.
    public let warnings: [FigureWarning]

    /// Checks figures.
    ///
    /// - Parameters:
    ///   - records: Records of any kinds; only those of the kind `figure` are looked at.
    ///   - members: What the directory counts, by the cluster's record.
    public init(_ records: some Sequence<DirectoryRecord>, members: [RecordUUID: MemberCount] = [:]) {
        let all = records.lazy.filter { $0.kind == "figure" }.map { Figure($0) }.sorted { $0.id < $1.id }
        let superseded = Set(all.compactMap { $0.supersedes == $0.id ? nil : $0.supersedes })
        let figures = all.filter { !superseded.contains($0.id) }
        self.warnings =
            Self.shares(figures) + Self.excesses(figures) + Self.disagreements(figures) + Self.sums(figures)
            + Self.againstDirectory(figures, members: members)
    }

    // Two units cannot be compared, and no unit is guessed.
    private static func haveOneUnit(_ quantities: Quantity...) -> Bool { Set(quantities.map(\.unit)).count == 1 }
}

// MARK: - Single figures

extension FigureCheck {
    // A share that does not fit its value and base.
    private struct Misfit {
        var figure: Figure
        var value: Quantity
        var share: Quantity
        var base: Quantity

        /// The whole numbers that the share would be of; `nil` when there are none or cannot be told.
        var bases: ClosedRange<Int>? {
            guard self.value.comparison == .exact, self.share.comparison == .exact,
                let value = ExactNumber.times(ExactNumber(self.value.number), ExactNumber(100)),
                let range = FigureRange(self.share, isRounded: true),
                let least = ExactNumber.quotient(value, range.upper, roundedUp: true),
                let most = ExactNumber.quotient(value, range.lower, roundedUp: false), least <= most
            else { return nil }
            return least...most
        }
    }

    // All that one source says of one subject.
    private struct Statement: Hashable {
        var subject: RecordUUID?
        var source: String?
    }

    private static func shares(_ figures: [Figure]) -> [FigureWarning] {
        let misfits = figures.compactMap { self.misfit($0) }
        let statements = Dictionary(grouping: misfits) {
            Statement(subject: $0.figure.subject, source: $0.figure.source)
        }
        return misfits.map { misfit in
            let figure = misfit.figure
            let others = statements[Statement(subject: figure.subject, source: figure.source)] ?? []
            let rightShare = Percentage.text(ExactNumber(misfit.value.number), of: ExactNumber(misfit.base.number))
            var message = "'\(figure.label)': \(misfit.value) of \(misfit.base) is \(rightShare ?? "?") %, "
            message += "not \(misfit.share) as stated\(figure.provenance)"
            if let base = self.commonBase(of: others) {
                message += "; a base of \(base) would give "
                message += others.count == 1 ? "the stated share" : "all \(others.count) such shares of this source"
            }
            return FigureWarning(code: .shareDiffers, figures: [figure.id], message: message)
        }
    }

    private static func misfit(_ figure: Figure) -> Misfit? {
        guard let value = figure.value, let share = figure.share, let base = figure.base, share.unit == "%",
            self.haveOneUnit(value, base),
            let part = FigureRange(value), let whole = FigureRange(base),
            let stated = FigureRange(share, isRounded: true),
            ExactNumber(base.number)?.isPositive == true, ExactNumber(value.number)?.isNegative == false
        else { return nil }
        // The share lies between the least part of the largest whole and the largest part of the least whole.
        let hundred = ExactNumber(100)
        let isTooSmall = ExactNumber.isLess(
            ExactNumber.times(part.upper, hundred),
            ExactNumber.times(stated.lower, whole.lower)
        )
        let isTooLarge = ExactNumber.isLess(
            ExactNumber.times(stated.upper, whole.upper),
            ExactNumber.times(part.lower, hundred)
        )
        guard isTooSmall == true || isTooLarge == true else { return nil }
        return Misfit(figure: figure, value: value, share: share, base: base)
    }

    // The one whole number that is a base for all of them; `nil` when there is none or there are several.
    private static func commonBase(of misfits: [Misfit]) -> Int? {
        let ranges = misfits.compactMap(\.bases)
        guard ranges.count == misfits.count, let least = ranges.map(\.lowerBound).max(),
            least == ranges.map(\.upperBound).min()
        else { return nil }
        return least
    }

    private static func excesses(_ figures: [Figure]) -> [FigureWarning] {
        figures.compactMap { figure in
            guard let value = figure.value, let base = figure.base, value.comparison == .exact,
                base.comparison == .exact, self.haveOneUnit(value, base),
                ExactNumber.isLess(ExactNumber(base.number), ExactNumber(value.number)) == true
            else { return nil }
            let message = "'\(figure.label)': \(value) is more than the \(base) it is a part of\(figure.provenance)"
            return FigureWarning(code: .valueExceedsBase, figures: [figure.id], message: message)
        }
    }
}

// MARK: - Figures together

extension FigureCheck {
    // More figures of one topic than anybody states; what a stranger wrote must not keep a reader busy.
    private static let groupLimit = 100

    // What figures must have in common to be compared.
    private struct Topic: Hashable {
        var subject: RecordUUID?
        var label: String
        var day: PartialDate?
        var source: String?
    }

    private static func disagreements(_ figures: [Figure]) -> [FigureWarning] {
        var groups: [Topic: [Figure]] = [:]
        for figure in figures where figure.subject != nil && figure.asOf?.day != nil && figure.value != nil {
            for label in figure.foldedLabels {
                groups[Topic(subject: figure.subject, label: label, day: figure.asOf), default: []].append(figure)
            }
        }
        var warnings: Set<FigureWarning> = []
        for group in groups.values.lazy.map({ $0.prefix(Self.groupLimit) }) {
            let contradicting = group.filter { figure in group.contains { self.contradict(figure, $0) } }
            guard let first = contradicting.first, let day = first.asOf else { continue }
            let stated = contradicting.map { figure in
                (figure.value?.description ?? "") + (figure.source.map { " (source: \($0))" } ?? "")
            }
            let message = "'\(first.label)' on \(day): stated as " + stated.joined(separator: " and as ")
            warnings.insert(FigureWarning(code: .valuesDiffer, figures: contradicting.map(\.id), message: message))
        }
        return self.inOrder(warnings)
    }

    private static func contradict(_ left: Figure, _ right: Figure) -> Bool {
        guard let value = left.value, let other = right.value, self.haveOneUnit(value, other),
            let range = FigureRange(value), let otherRange = FigureRange(other)
        else { return false }
        return range.contradicts(otherRange)
    }

    // `members: hospitals` is a part of `members`, where one source says both of one subject and day.
    private static func sums(_ figures: [Figure]) -> [FigureWarning] {
        var wholes: [Topic: Figure] = [:]
        var parts: [Topic: [String: Figure]] = [:]
        for figure in figures where figure.value != nil {
            for label in figure.labels.values {
                let pieces = label.split(separator: ":", maxSplits: 1)
                let name = pieces.first.map { Folding.fold(String($0)) } ?? ""
                guard !name.isEmpty else { continue }
                let topic = Topic(subject: figure.subject, label: name, day: figure.asOf, source: figure.source)
                if pieces.count == 2 {
                    // Of a part that is stated twice, the first counts.
                    let part = Folding.fold(String(pieces[1]))
                    if parts[topic]?[part] == nil { parts[topic, default: [:]][part] = figure }
                } else if wholes[topic] == nil {
                    wholes[topic] = figure
                }
            }
        }
        let warnings = wholes.compactMap { topic, whole in
            self.sum(Array(parts[topic, default: [:]].values), exceeds: whole)
        }
        return self.inOrder(Set(warnings))
    }

    private static func sum(_ parts: [Figure], exceeds whole: Figure) -> FigureWarning? {
        guard let total = whole.value, let limit = FigureRange(total)?.upper else { return nil }
        let counted = parts.filter { $0.value?.unit == total.unit }
        let lowest = counted.compactMap { figure in figure.value.flatMap { FigureRange($0)?.lower } }
        let sum = lowest.reduce(ExactNumber(0)) { ExactNumber.plus($0, $1) }
        guard let sum, ExactNumber.isLess(limit, sum) == true else { return nil }
        let message =
            "'\(whole.label)': its \(lowest.count) parts add up to \(sum), more than the whole, "
            + "\(total)\(whole.provenance)"
        let ids = [whole.id] + counted.map(\.id).sorted()
        return FigureWarning(code: .partsExceedWhole, figures: ids, message: message)
    }

    private static func inOrder(_ warnings: Set<FigureWarning>) -> [FigureWarning] {
        warnings.sorted { left, right in
            left.figures == right.figures
                ? left.message < right.message : left.figures.lexicographicallyPrecedes(right.figures)
        }
    }
}

// MARK: - Against the directory

extension FigureCheck {
    // The label in the languages of the directory, folded.
    private static let memberLabels: Set<String> = [
        "members", "number of members", "member count", "czlonkowie", "liczba czlonkow", "czlonkowie klastra",
        "mitglieder", "mitgliederzahl", "anzahl der mitglieder", "zahl der mitglieder",
    ]

    private static func againstDirectory(
        _ figures: [Figure],
        members: [RecordUUID: MemberCount]
    ) -> [FigureWarning] {
        figures.compactMap { figure in
            guard !figure.foldedLabels.isDisjoint(with: self.memberLabels), let value = figure.value,
                value.unit == nil, let stated = FigureRange(value),
                let count = figure.subject.flatMap({ members[$0] })
            else { return nil }
            let number = ExactNumber(count.members)
            guard ExactNumber.isLess(number, stated.lower) == true || ExactNumber.isLess(stated.upper, number) == true
            else { return nil }
            let when = figure.asOf.map { "for \($0)" } ?? "without a date"
            let message =
                "'\(figure.label)': stated as \(value) \(when)"
                + (figure.source.map { " (source: \($0))" } ?? "")
                + "; the directory has \(count.members) on \(count.day)"
            return FigureWarning(code: .directoryDiffers, figures: [figure.id], message: message)
        }
    }
}
