import SplotLog
import SplotMerge
import SplotNode
import SplotSync

/// How sessions go on, step by step.
extension SimulatedWorld {
    /// The most bytes under way in one direction before a sender waits.
    private static let capacity = 64 * 1_024
    /// How long an end that has said goodbye waits for the other to notice, in milliseconds.
    private static let linger: UInt64 = 5_000

    /// Lets one node call another.
    func call(_ caller: SimulatedNode, _ answerer: SimulatedNode) async {
        guard caller !== answerer, !caller.isCalling, caller.node != nil else { return }
        let number = self.nextConnection()
        guard answerer.node != nil, self.halves[caller.index] == self.halves[answerer.index] else {
            return self.note("c\(number) \(caller.name) cannot reach \(answerer.name)")
        }
        self.note("c\(number) \(caller.name) calls \(answerer.name)")
        caller.isCalling = true
        guard let near = await self.end(at: caller, towards: answerer),
            let far = await self.end(at: answerer, towards: caller)
        else {
            caller.isCalling = false
            return
        }
        let latency = self.isCalm ? 1 : self.random(1...400)
        self.connections[number] = SimulatedConnection(number: number, ends: [near, far], latency: latency)
        for side in 0...1 {
            self.scheduleRead(number, side)
            self.scheduleWrite(number, side)
        }
    }

    private func end(at node: SimulatedNode, towards peer: SimulatedNode) async -> SimulatedEnd? {
        guard let truth = node.node?.replica else { return nil }
        var replica: any Replica = node.lies.map { LyingReplica(truth: truth, lies: $0) } ?? truth
        if node.index == 0, let sabotage = self.configuration.sabotage, let process = node.node {
            replica = SabotagedReplica(truth: truth, sabotage: sabotage, path: process.path)
        }
        let steps = SessionSteps(replica: replica, peerKey: peer.publicKey)
        let beginning = await steps.begin()
        let failure = beginning.failure
        let end = SimulatedEnd(node: node, steps: steps, session: beginning.session)
        if let failure { self.judge(failure, in: end) }
        return end
    }

    /// The reader takes a step.
    func read(_ number: Int, _ side: Int) async throws {
        guard let connection = self.connections[number], !connection.ends[side].isGone else { return }
        let end = connection.ends[side]
        end.reader = .idle
        if let outcome = end.readerOutcome {
            end.readerOutcome = nil
            end.readerStep = outcome.tell(&end.session)
        } else if let outcome = await end.steps.perform(end.readerStep) {
            guard try await self.survives(end.node) else { return }
            if let failure = outcome.failure {
                self.judge(failure, in: end)
            } else {
                try await self.examine(end.node)
                if let promise = outcome.promise { await self.check(promise, of: end.node) }
            }
            end.readerOutcome = outcome
        } else {
            guard let (step, type) = end.read() else { return }
            if let type { self.note("c\(number) \(end.node.name) reads \(type)") }
            end.readerStep = step
        }
        if case .finish = end.readerStep, end.readerOutcome == nil {
            end.reader = .finished
        } else {
            self.scheduleRead(number, side)
        }
        self.scheduleWrite(number, side)
        try await self.finishIfDone(connection, side)
    }

    /// The writer takes a step.
    func write(_ number: Int, _ side: Int) async throws {
        guard let connection = self.connections[number], !connection.ends[side].isGone else { return }
        let end = connection.ends[side]
        end.writer = .idle
        if let outcome = end.writerOutcome {
            end.writerOutcome = nil
            outcome.tell(&end.session)
        } else {
            // A sender waits until there is room; what arrives at the other end wakes it.
            guard connection.bytesUnderWay(to: 1 - side) < Self.capacity else { return }
            let step = end.session.nextStep()
            switch step {
            case .send(let frame): self.send(frame.raw.bytes, type: frame.type, on: connection, from: side)
            case .wait: return
            case .finish:
                end.writer = .finished
                if end.session.isDraining { self.queue.schedule(.hangUp(number, side), after: Self.linger) }
                return try await self.finishIfDone(connection, side)
            default:
                end.writerOutcome = await end.steps.perform(step)
                guard try await self.survives(end.node) else { return }
                if let failure = end.writerOutcome?.failure { self.judge(failure, in: end) }
            }
        }
        self.scheduleWrite(number, side)
    }

    /// The next bytes arrive at an end, or the news that nothing more will.
    func arrive(_ number: Int, _ side: Int) {
        guard let connection = self.connections[number], !connection.wires[side].isEmpty else { return }
        let end = connection.ends[side]
        switch connection.wires[side].removeFirst() {
        case .bytes(let bytes, let parcel):
            let last = self.lastParcels[end.node.index]
            if parcel < last.number, last.connection != number { self.tally.count(.reordering) }
            if parcel > last.number { self.lastParcels[end.node.index] = (parcel, number) }
            guard !end.isGone else { return }
            end.frames.append(bytes)
            if !connection.ends[1 - side].isGone { self.scheduleWrite(number, 1 - side) }
        case .end:
            end.hasEnded = true
        }
        if !end.isGone { self.scheduleRead(number, side) }
    }

    /// An end has waited for too long.
    func timeOut(_ number: Int, _ side: Int) {
        guard let connection = self.connections[number], !connection.ends[side].isGone else { return }
        let end = connection.ends[side]
        self.note("c\(number) \(end.node.name) has waited for too long")
        end.session.end(Violation(.timeout, "nothing moved for too long, or time was up"))
        self.scheduleWrite(number, side)
        self.queue.schedule(.hangUp(number, side), after: Self.linger)
    }

    /// An end waits no longer for the other.
    func hangUp(_ number: Int, _ side: Int) {
        guard let connection = self.connections[number], !connection.ends[side].isGone else { return }
        connection.ends[side].hasEnded = true
        self.scheduleRead(number, side)
    }

    private func scheduleRead(_ number: Int, _ side: Int) {
        guard let end = self.connections[number]?.ends[side], end.reader == .idle else { return }
        end.reader = .scheduled
        self.queue.schedule(.read(number, side), after: self.isCalm ? 0 : self.random(0...20))
    }

    private func scheduleWrite(_ number: Int, _ side: Int) {
        guard let end = self.connections[number]?.ends[side], end.writer == .idle else { return }
        end.writer = .scheduled
        self.queue.schedule(.write(number, side), after: self.isCalm ? 0 : self.random(0...20))
    }

    private func send(_ bytes: [UInt8], type: FrameType, on connection: SimulatedConnection, from side: Int) {
        let end = connection.ends[side]
        self.note("c\(connection.number) \(end.node.name) sends \(type) of \(bytes.count) bytes")
        self.report.bytes += UInt64(bytes.count)
        guard !connection.isSilent else { return }
        let bytes = end.node.lies?.frame(bytes) ?? bytes
        self.put(.bytes(bytes, number: self.nextParcel()), on: connection, to: 1 - side)
        if self.happens(.connectionLost) { self.lose(connection) }
    }

    private func put(_ parcel: SimulatedConnection.Parcel, on connection: SimulatedConnection, to side: Int) {
        var delay = connection.latency + (self.isCalm ? 0 : self.random(0...50))
        if self.happens(.delay) {
            self.tally.count(.delay)
            delay += self.random(1_000...20_000)
        }
        // Bytes of one connection do not overtake each other.
        let arrival = max(self.queue.now + delay, connection.lastArrival[side])
        connection.lastArrival[side] = arrival
        connection.wires[side].append(parcel)
        self.queue.schedule(.arrive(connection.number, side), after: arrival - self.queue.now)
    }

    /// A connection breaks: a part of what is under way arrives, and then both ends are told, each in its time.
    func lose(_ connection: SimulatedConnection) {
        self.tally.count(.connectionLost)
        self.note("c\(connection.number) is lost")
        connection.isSilent = true
        for side in 0...1 { self.breakOff(connection, side) }
    }

    /// What is under way to an end breaks off somewhere.
    func breakOff(_ connection: SimulatedConnection, _ side: Int) {
        var bytes: [UInt8] = []
        for case .bytes(let more, _) in connection.wires[side] { bytes += more }
        connection.wires[side] = []
        let kept = Array(bytes.prefix(Int(self.random(0...UInt64(bytes.count)))))
        self.put(.bytes(kept, number: self.nextParcel()), on: connection, to: side)
        self.put(.end, on: connection, to: side)
    }

    /// Nothing arrives any more, and nobody is told.
    func silence(_ connection: SimulatedConnection) {
        guard !connection.isSilent else { return }
        self.note("c\(connection.number) falls silent")
        connection.isSilent = true
        connection.wires = [[], []]
        for side in 0...1 where !connection.ends[side].isGone {
            self.queue.schedule(.timeOut(connection.number, side), after: self.random(1_000...60_000))
        }
    }

    /// Closes an end whose session is over, and tells what came of it.
    private func finishIfDone(_ connection: SimulatedConnection, _ side: Int) async throws {
        let end = connection.ends[side]
        guard end.reader == .finished, end.writer == .finished, !end.isGone else { return }
        self.leave(connection, side)
        let report = end.session.report
        self.report.sessions += 1
        if case .completed = report.outcome { self.report.completedSessions += 1 }
        self.note(
            "c\(connection.number) \(end.node.name) is done: \(Self.text(report.outcome)), "
                + "\(report.entriesReceived) entries, forks \(report.forks.map(self.name(of:)))"
        )
        if report.statementsReceived > 0 { self.movements += 1 }
        self.judge(report, of: end, from: connection.ends[1 - side].node)
        // Who has sent what does not verify is mostly let in again at once, or liars would soon be alone.
        if self.random(0...3) == 0 { await end.steps.replica.ended(report) }
    }

    /// Closes an end.
    func leave(_ connection: SimulatedConnection, _ side: Int) {
        connection.ends[side].isGone = true
        if side == 0 { connection.ends[0].node.isCalling = false }
        if !connection.isSilent { self.put(.end, on: connection, to: 1 - side) }
        if connection.isOver { self.connections[connection.number] = nil }
    }

    private static func text(_ outcome: SyncReport.Outcome) -> String {
        switch outcome {
        case .completed: "completed"
        case .cut: "cut"
        case .endedHere(let goodbye): "ended here, \(goodbye.code) \(goodbye.reason)"
        case .endedByPeer(let goodbye): "ended by the peer, \(goodbye.code) \(goodbye.reason)"
        }
    }
}
