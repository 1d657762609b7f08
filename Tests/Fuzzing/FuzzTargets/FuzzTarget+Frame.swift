import SplotSync

extension FuzzTarget {
    /// The frames of a session: the same however the bytes arrive, and what is read is written as it came.
    static let frame = FuzzTarget("frame") { bytes in
        var isAccepted = false
        for limit in [FrameLimit.beforeAcceptance, .afterAcceptance] {
            let stream = Stream(bytes, limit: limit, chunk: max(1, bytes.count))
            // Short streams byte by byte; what is long would take too long that way.
            for chunk in [1 + bytes.count / 128, 64] {
                let pieces = Stream(bytes, limit: limit, chunk: chunk)
                try promise(pieces == stream, "frames differ when they arrive \(chunk) bytes at a time")
            }
            isAccepted = stream.violation == nil && stream.endsBetweenFrames && !stream.frames.isEmpty
            for raw in stream.frames {
                do {
                    guard let frame = try Frame.read(raw) else { continue }
                    try promise(frame.raw == raw, "a frame of type \(raw.type) is written in another way than it came")
                } catch is Violation {
                    isAccepted = false
                }
            }
            let written = stream.frames.flatMap(\.bytes)
            try promise(bytes.starts(with: written), "frames are cut in another way than they came")
        }
        return isAccepted
    }

    /// What a splitter makes of a stream.
    private struct Stream: Equatable {
        var frames: [RawFrame] = []
        var violation: Violation?
        var endsBetweenFrames = false

        init(_ bytes: [UInt8], limit: FrameLimit, chunk: Int) {
            var splitter = FrameSplitter()
            do {
                for start in stride(from: 0, to: bytes.count, by: chunk) {
                    splitter.append(bytes[start..<min(start + chunk, bytes.count)])
                    while let frame = try splitter.next(limit: limit) { self.frames.append(frame) }
                }
                self.endsBetweenFrames = splitter.isBetweenFrames
            } catch {
                self.violation = error
            }
        }
    }
}
