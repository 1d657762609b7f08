import SplotSync
import SplotTesting

/// A peer that is played by hand.
struct Hand {
    let channel: InMemoryChannel

    /// Sends frames.
    func send(_ frames: Frame...) async throws {
        for frame in frames { try await self.channel.send(frame.raw.bytes) }
    }

    /// Says hello and opens a round, and waits until the other side has done so too.
    func meet(_ script: Script) async throws {
        try await self.send(script.frame(.hello), script.frame(.opening))
        _ = try await self.receive(upTo: .opening)
    }

    /// All frames until one of a type, or until the end.
    func receive(upTo type: FrameType = .goodbye) async throws -> [Frame] {
        var frames: [Frame] = []
        try await self.receive { frame in
            frames.append(frame)
            return frame.type != type
        }
        return frames
    }

    /// Reads frame after frame as long as the answer is yes; what came in one piece with the last is lost.
    func receive(_ body: (Frame) async throws -> Bool) async throws {
        var splitter = FrameSplitter()
        for try await chunk in self.channel.inbound {
            splitter.append(chunk)
            while let raw = try splitter.next(limit: .afterAcceptance) {
                if let frame = try Frame.read(raw), try await !body(frame) { return }
            }
        }
    }
}
