import Foundation

/// Measures what Splot costs: `bench NAME [N]` runs one measurement, `bench` lists them.
///
/// Each run is a process of its own, so that its peak of memory is its own; `Benchmarks/run` runs them all several times
/// and prints medians.
@main
enum Bench {
    static func main() async {
        do {
            try await self.run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        let number = arguments.count > 1 ? Int(arguments[1]) : nil
        switch (arguments.first, arguments.count) {
        case ("load", 3): try await Load.run(file: arguments[1], directory: arguments[2], more: nil)
        case ("load", 5) where arguments[3] == "--more":
            try await Load.run(file: arguments[1], directory: arguments[2], more: arguments[4])
        case ("log", 2): try LogBenchmark(file: arguments[1]).run().print()
        case ("merge", _): MergeBenchmark(events: number ?? 1_000_000).run().print()
        case ("rebuild", 2): try await RebuildBenchmark(directory: arguments[1]).run().print()
        case ("frontier", _): await FrontierBenchmark(logs: number ?? 10_000).run().print()
        case ("open", 2): try await OpenBenchmark(directory: arguments[1]).run().print()
        case ("sync", 4):
            let (file, more) = (arguments[2], arguments[3])
            try await SyncBenchmark(directory: arguments[1], file: file, more: more).run().print()
        case ("commit", _): try await CommitBenchmark(events: number ?? 1).run().print()
        case ("directory", 3): try await PublicDirectory(records: number ?? 0).make(at: arguments[2])
        case ("search", _): try await SearchBenchmark(records: number ?? 100_000).run().print()
        default:
            print(
                "bench load FILE DIR [--more FILE]  make a node that holds the events of a file, and an empty one beside"
            )
            print("bench log FILE                     compress, decompress, hash and verify the events of a file")
            print("bench merge [EVENTS]               merge changes of 8 authors in memory, a tenth as many records")
            print("bench rebuild DIR                  make a node's merged state again from its logs, index included")
            print("bench frontier [LOGS]              compare what two nodes hold of many logs")
            print("bench open DIR                     open a node")
            print("bench sync DIR FILE MORE           sync with a node that was loaded, before and after MORE is")
            print("bench commit [EVENTS]              commit so many events at once, durably")
            print("bench directory RECORDS DIR        make a node with so many records that everybody may see")
            print("bench search [RECORDS]             search a directory of organisations")
        }
    }
}

/// What one run of a measurement has found: one line of `name value unit`, tab-separated, for each.
struct Measured {
    private var lines: [(name: String, value: Double, unit: String)] = []

    mutating func add(_ name: String, _ value: Double, _ unit: String) { self.lines.append((name, value, unit)) }

    func print() {
        for line in self.lines {
            Swift.print("\(line.name)\t\(String(format: "%.1f", line.value))\t\(line.unit)")
        }
        Swift.print("peak memory\t\(String(format: "%.1f", Self.peakMemory))\tMiB")
    }

    /// The most memory that this process has held, in MiB, as Linux tells it.
    private static var peakMemory: Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0) / 1_024
    }
}

extension ContinuousClock {
    /// How long a closure takes, in seconds.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let elapsed = try ContinuousClock().measure(body)
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    }

    /// How long a closure takes, in seconds.
    static func awaitedSeconds(_ body: () async throws -> Void) async rethrows -> Double {
        let elapsed = try await ContinuousClock().measure(body)
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
