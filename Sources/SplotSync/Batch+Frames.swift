import SplotLog

extension Batch {
    /// The batch as it travels behind the name of its log: runs of entries, then the checkpoint.
    ///
    /// - Parameter listing: What was listed of the log; its checkpoint need not travel twice.
    /// - Returns: The frames, in order.
    package func travelling(listed listing: Listing) -> [Frame] {
        let bundle = Limits.bundleEntries
        var start = self.start
        var frames: [Frame] = []
        for run in self.frames {
            // Each run reaches to the next multiple of 256, or to the end.
            let end = min((start / bundle + 1) * bundle, self.checkpoint.size)
            frames.append(.entries(count: end - start, run: run))
            start = end
        }
        let checkpoint = self.checkpoint
        let isListed =
            listing.standing == .held(size: checkpoint.size, root: checkpoint.root)
            && listing.signature == checkpoint.signature
        return frames + [.checkpoint(isListed ? nil : SentCheckpoint(checkpoint))]
    }
}
