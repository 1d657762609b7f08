/// Cuts a stream of bytes into frames, however the bytes arrive.
package struct FrameSplitter: Sendable {
    private var buffer: [UInt8] = []
    private var offset = 0

    /// Starts at the beginning of a stream.
    package init() {}

    /// Whether the stream may end here: no frame has begun that did not end.
    package var isBetweenFrames: Bool { self.offset == self.buffer.count }

    /// The type of the frame that comes next, as soon as it has arrived, whether or not the rest has.
    package var nextType: UInt8? {
        let index = self.offset + RawFrame.lengthBytes
        return index < self.buffer.count ? self.buffer[index] : nil
    }

    /// Takes what arrived.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        // What was read is dropped before what is new is kept, so that no more than a frame and a chunk are ever held.
        if self.offset > 0 {
            self.buffer.removeSubrange(..<self.offset)
            self.offset = 0
        }
        self.buffer.append(contentsOf: bytes)
    }

    /// Takes the next whole frame.
    ///
    /// - Parameter limit: How long frames may be at this point. A longer one is refused as soon as it says so.
    /// - Returns: The frame; `nil` until more has arrived.
    /// - Throws: ``Violation`` `malformedFrame` for a length of 0, `limitExceeded` for one beyond the limit.
    package mutating func next(limit: FrameLimit) throws(Violation) -> RawFrame? {
        let available = self.buffer.count - self.offset
        guard available >= RawFrame.lengthBytes else { return nil }
        var length = 0
        for index in 0..<RawFrame.lengthBytes { length = length << 8 | Int(self.buffer[self.offset + index]) }
        guard length > 0 else { throw Violation(.malformedFrame, "a frame has no type") }
        guard length <= FrameLimit.large else {
            throw Violation(.limitExceeded, "a frame is longer than \(FrameLimit.large) bytes")
        }
        guard available > RawFrame.lengthBytes else { return nil }
        let type = self.buffer[self.offset + RawFrame.lengthBytes]
        let maximum = limit.maximumLength(ofType: type)
        guard length <= maximum else {
            throw Violation(.limitExceeded, "a frame of type \(type) is longer than \(maximum) bytes")
        }
        guard available - RawFrame.lengthBytes >= length else { return nil }
        let start = self.offset + RawFrame.lengthBytes + 1
        let end = start + length - 1
        self.offset = end
        return RawFrame(type: type, body: Array(self.buffer[start..<end]))
    }
}
