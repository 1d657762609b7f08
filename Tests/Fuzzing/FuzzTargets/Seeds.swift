package import Foundation

/// Bytes that a fuzzer begins with: the worked examples of `Protocol.md`, which are always of today's format, the files
/// of `Examples/data`, and those of `Tests/Fuzzing/Corpus`.
package struct Seeds {
    private let root: URL
    private let blocks: [(name: String, lines: [Substring])]

    /// Reads the worked examples.
    ///
    /// - Parameter root: The folder that holds `Package.swift`.
    /// - Throws: When `Protocol.md` cannot be read.
    package init(root: URL) throws {
        self.root = root
        let text = try String(contentsOf: root.appending(path: "Protocol.md"), encoding: .utf8)
        var blocks: [(String, [Substring])] = []
        var open: (name: String, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open {
                if line == "```" { blocks.append(block) }
                open = line == "```" ? nil : (block.name, block.lines + [line])
            } else if line.hasPrefix("```hex ") || line.hasPrefix("```text ") {
                open = (String(line.dropFirst(3)), [])
            }
        }
        self.blocks = blocks
    }

    /// The files that are kept for a target: a few that the worked examples lack, and all that once broke a promise.
    ///
    /// - Parameter target: The target.
    /// - Returns: The bytes by the file's name.
    /// - Throws: When a file cannot be read.
    package func kept(for target: FuzzTarget) throws -> [String: [UInt8]] {
        var kept: [String: [UInt8]] = [:]
        for kind in ["Corpus", "FailCases"] {
            let folder = self.root.appending(path: "Tests/Fuzzing/\(kind)/\(target.name)")
            guard FileManager.default.fileExists(atPath: folder.path) else { continue }
            for (file, bytes) in try Self.files(in: folder) { kept["\(kind)/\(target.name)/\(file)"] = bytes }
        }
        return kept
    }

    /// The examples that a target accepts: those of `Protocol.md`, and for an office's files those of `Examples/data`.
    ///
    /// - Parameter target: The target.
    /// - Returns: The bytes by a name that a file can have.
    /// - Throws: When a file cannot be read.
    package func examples(for target: FuzzTarget) throws -> [String: [UInt8]] {
        switch target.name {
        case "card": self.text("card").merging(self.cards) { first, _ in first }
        case "cbor": self.hex { !Self.isSession($0) && $0 != "frontier" }
        case "checkpoint": self.text("checkpoint").merging(self.text("checkpoint-key")) { first, _ in first }
        case "csv": try self.lists
        case "entry": self.entries
        case "frame": self.frames
        case "run": self.hex { $0 == "run" || $0 == "run-erased" }
        case "statement": self.hex { $0.hasPrefix("statement-") }
        default: [:]
        }
    }

    /// Whether an example is all that one side of a session sends.
    private static func isSession(_ name: Substring) -> Bool {
        name.hasPrefix("session-") || name.hasPrefix("meeting-")
    }

    private static func files(in folder: URL) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = Array(try Data(contentsOf: folder.appending(path: name)))
        }
        return files
    }

    private var lists: [String: [UInt8]] {
        get throws {
            try Self.files(in: self.root.appending(path: "Examples/data")).filter { $0.key.hasSuffix(".csv") }
        }
    }

    private func hex(where isIncluded: (Substring) -> Bool) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for (tag, lines) in self.blocks where tag.hasPrefix("hex ") && isIncluded(tag.dropFirst(4)) {
            found[String(tag.dropFirst(4))] = Self.bytes(lines)
        }
        return found
    }

    private func text(_ name: String) -> [String: [UInt8]] {
        guard let block = self.blocks.first(where: { $0.name == "text \(name)" }) else { return [:] }
        // A note ends in a newline, a key does not.
        let end = name == "checkpoint-key" ? "" : "\n"
        return [name: Array((block.lines.joined(separator: "\n") + end).utf8)]
    }

    /// Headers, each followed by its payload.
    private var entries: [String: [UInt8]] {
        let all = self.hex { $0.hasPrefix("entry-") || $0.hasPrefix("other-") }
        var entries: [String: [UInt8]] = [:]
        for (name, header) in all where name.hasSuffix("-header") && !name.hasSuffix("-0-header") {
            let entry = name.dropLast("-header".count)
            entries[String(entry)] = header + (all[entry + "-payload"] ?? [])
        }
        return entries
    }

    /// A session in each direction, and each of its frames alone: in the document, a note stands before each.
    private var frames: [String: [UInt8]] {
        var frames: [String: [UInt8]] = self.hex { Self.isSession($0) }
        for (tag, lines) in self.blocks where tag.hasPrefix("hex ") && Self.isSession(tag.dropFirst(4)) {
            let pieces = lines.split { $0.hasPrefix("#") }
            for (index, piece) in pieces.enumerated() {
                frames["\(tag.dropFirst(4))-\(index)"] = Self.bytes(Array(piece))
            }
        }
        return frames
    }

    /// What the Base64 of the card stands for.
    private var cards: [String: [UInt8]] {
        guard let block = self.blocks.first(where: { $0.name == "text card" }),
            let blank = block.lines.firstIndex(of: "")
        else { return [:] }
        let encoded = block.lines[blank...].filter { !$0.hasPrefix("-") }.joined()
        return Data(base64Encoded: encoded).map { ["card-bytes": Array($0)] } ?? [:]
    }

    private static func bytes(_ lines: [Substring]) -> [UInt8] {
        let digits = lines.filter { !$0.hasPrefix("#") }.joined().compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
