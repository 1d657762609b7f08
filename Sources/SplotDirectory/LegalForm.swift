/// Legal forms in the names of organisations: `sp. z o.o.`, `s.c.`, `NZOZ`, `GmbH`.
enum LegalForm {
    /// The words of a folded name without those that only say what form the organisation has.
    ///
    /// - Parameter folded: A name as `Folding.fold` gives it.
    /// - Returns: All words when fewer than three letters would be left.
    static func removed(from folded: String) -> [Substring] {
        let words = folded.split(separator: " ")
        var kept: [Substring] = []
        var index = 0
        while index < words.count {
            let length = self.length(at: index, in: words)
            if length == 0 { kept.append(words[index]) }
            index += max(1, length)
        }
        return kept.reduce(0) { $0 + $1.utf8.count } < 3 ? words : kept
    }

    // How many words from here on are a legal form; the longest one counts.
    private static func length(at index: Int, in words: [Substring]) -> Int {
        let forms = self.formsByFirstWord[words[index]] ?? []
        let rest = words[index...]
        let length = forms.lazy.filter { rest.starts(with: $0) }.map(\.count).max() ?? 0
        if length > 0 { return length }
        return index > 0 && index == words.count - 1 && self.lastWords.contains(words[index]) ? 1 : 0
    }

    private static let formsByFirstWord = Dictionary(grouping: Self.forms) { $0[0] }

    private static let forms: [[Substring]] = """
        sp z o o|spolka z o o|spolka z ograniczona odpowiedzialnoscia|sp zoo|spzoo|spolka akcyjna|s a|prosta spolka akcyjna
        spolka cywilna|s c|spolka jawna|sp j|spolka komandytowa|sp k|spolka partnerska|sp p
        niepubliczny zaklad opieki zdrowotnej|nzoz|n z o z
        samodzielny publiczny zaklad opieki zdrowotnej|samodzielny publiczny zoz|sp zoz|spzoz|s p z o z|zoz
        samodzielny publiczny zespol opieki zdrowotnej|ltd|limited|llc|plc|inc|gmbh|ggmbh|mbh|ohg|sarl|srl|s r l|s r o|sro
        spol s r o|oy|oyj|aps|b v|n v|a s|uab|d o o|doo|d d
        """
        .split { $0 == "|" || $0 == "\n" }.map { $0.split(separator: " ") }

    // Short enough to be words of other sorts too, so only at the end.
    private static let lastWords: Set<Substring> = [
        "sa", "sc", "spj", "spk", "as", "ag", "ab", "bv", "nv", "kg", "ug", "ev",
    ]
}
