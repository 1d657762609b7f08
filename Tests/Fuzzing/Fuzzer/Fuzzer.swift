import CLibFuzzer
import Foundation
import FuzzTargets

/// Lets libFuzzer run one target: `Fuzzer --target=NAME [FLAG …] [FOLDER OR FILE …]`.
///
/// With `--seeds=FOLDER`, writes the seeds of the target into that folder and runs nothing; with `--list`, names the
/// targets. libFuzzer passes over flags that begin with two dashes.
@main
enum Fuzzer {
    static func main() {
        let names = FuzzTarget.all.map(\.name)
        if CommandLine.arguments.contains("--list") { return print(names.joined(separator: "\n")) }
        let name = self.value(of: "--target=")
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            self.stop("say --target= and one of: \(names.joined(separator: " "))", status: 64)
        }
        if let folder = self.value(of: "--seeds=") {
            self.writeSeeds(of: target, into: URL(filePath: folder))
        } else {
            // Set before libFuzzer calls back, and never again.
            self.target = target
            self.run()
        }
    }

    private static func value(of flag: String) -> String? {
        CommandLine.arguments.first { $0.hasPrefix(flag) }.map { String($0.dropFirst(flag.count)) }
    }

    /// libFuzzer calls a function without a context, on the thread that called it.
    nonisolated(unsafe) fileprivate static var target: FuzzTarget?

    private static func run() -> Never {
        var count = CommandLine.argc
        var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &values) { testOneInput($0, $1) })
    }

    private static func writeSeeds(of target: FuzzTarget, into folder: URL) {
        do {
            let here = URL(filePath: FileManager.default.currentDirectoryPath)
            for (name, bytes) in try Seeds(root: here).examples(for: target) {
                try Data(bytes).write(to: folder.appending(path: name))
            }
        } catch {
            self.stop("the seeds could not be written: \(error)", status: 74)
        }
    }

    private static func stop(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}

/// Runs the target on bytes that libFuzzer made up.
///
/// The name is the one that libFuzzer's own `main` asks for, which is linked too, though nothing calls it.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        _ = try Fuzzer.target?.run(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        // libFuzzer keeps the bytes when the process ends like this.
        fatalError("\(error)")
    }
    return 0
}
