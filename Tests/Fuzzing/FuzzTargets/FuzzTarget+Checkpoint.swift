import SplotLog
import SplotMerge

extension FuzzTarget {
    /// A checkpoint as a signed note; the key of one; and a checkpoint with any text, properly signed.
    static let checkpoint = FuzzTarget("checkpoint") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        var isAccepted = false
        if let key = SignedNote.VerifierKey(text) {
            isAccepted = true
            try promise(key.description.utf8.elementsEqual(text.utf8), "a key is printed in another way than it came")
        }
        guard let note = try? SignedNote(bytes: bytes) else { return isAccepted }
        try promise(note.description.utf8.elementsEqual(bytes), "a note is printed in another way than it came")
        try Self.sign(note)
        return true
    }

    /// Signs what came: a signature stops nearly everything that a fuzzer changes.
    private static func sign(_ note: SignedNote) throws {
        let key = try Stage.key.get()
        let line = note.text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        let hex = String(decoding: line, as: UTF8.self).dropFirst("splot/v1/".count)
        let log = LogID(Bytes32(hex: hex) ?? Stage.bytes(0x0e))
        var signed = try SignedNote(text: note.text)
        // What fills 64 KiB to the last line has no room for a signature.
        guard (try? signed.sign(with: key, name: Checkpoint.origin(log))) != nil else { return }
        guard let checkpoint = try? Checkpoint(note: signed, log: log, key: key.publicKey) else { return }
        try promise(checkpoint.isValid(key: key.publicKey), "a checkpoint is read that its key did not sign")
        try promise(checkpoint.size <= Limits.logSize, "a checkpoint is for more entries than a log can have")
        let again = try checkpoint.note(key: key.publicKey)
        try promise(
            again.description.utf8.elementsEqual(signed.description.utf8),
            "a checkpoint is written in another way than it came"
        )
    }
}
