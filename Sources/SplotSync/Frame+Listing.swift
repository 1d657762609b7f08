import SplotMerge

extension Frame {
    /// The most bytes of holdings in one frame; whoever has more changes than that says all that it holds.
    static let holdingsBytes = FrameLimit.list - 4_096
    /// The most clusters in one frame.
    static let maximumClusters = 4_096

    /// All that is held, in as many frames as it takes.
    ///
    /// - Parameter holdings: In ascending order.
    /// - Returns: At least one frame; only the last says that it is.
    package static func listing(_ holdings: [Holding]) -> [Frame] {
        self.split(holdings) { .holdings($0, isLast: $1) }
    }

    /// Splits holdings into frames that are not too long.
    ///
    /// - Parameters:
    ///   - holdings: In ascending order.
    ///   - frame: Makes a frame of a part, and of whether it is the last.
    /// - Returns: At least one frame.
    static func split(_ holdings: [Holding], as frame: ([Holding], Bool) -> Frame) -> [Frame] {
        var frames: [Frame] = []
        var part: [Holding] = []
        var byteCount = 0
        for holding in holdings {
            let count = Self.encodedCount(of: holding)
            if byteCount + count > Self.holdingsBytes || part.count == Self.maximumClusters {
                frames.append(frame(part, false))
                (part, byteCount) = ([], 0)
            }
            part.append(holding)
            byteCount += count
        }
        return frames + [frame(part, true)]
    }
}
