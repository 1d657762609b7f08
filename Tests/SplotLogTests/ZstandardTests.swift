import SplotLog
import Testing

struct ZstandardTests {
    private func bytes(_ hex: String) -> [UInt8] { CertificateTransparencyTree.bytes(hex) }

    private func code(_ frame: [UInt8], maximumSize: Int = 1_000) -> LogError.Code? {
        do {
            _ = try Zstandard.decompress(frame, maximumSize: maximumSize)
            return nil
        } catch {
            return (error as? LogError)?.code
        }
    }

    private static let text = Array("Splot is a weave. Splot is a weave. Splot is a weave.".utf8)

    /// Made by the zstd command, version 1.5.4: with and without a checksum.
    @Test(arguments: [
        "28b52ffd2435c500009053706c6f7420697320612077656176652e2001001439c363185384",
        "28b52ffd2035c500009053706c6f7420697320612077656176652e2001001439c3",
    ])
    func framesOfTheZstdCommandAreRead(hex: String) throws {
        #expect(try Zstandard.decompress(self.bytes(hex), maximumSize: 53) == Self.text)
        #expect(self.code(self.bytes(hex), maximumSize: 52) == .tooLarge)
    }

    @Test func aWrongChecksumIsRefused() {
        var frame = self.bytes("28b52ffd2435c500009053706c6f7420697320612077656176652e2001001439c363185384")
        frame[frame.count - 1] ^= 1
        #expect(self.code(frame) == .malformedFrame)
    }

    @Test(arguments: [1, 3, 9, 19], [0, 1, 255, 256, 257, 65_791, 65_792, 200_000])
    func whatIsCompressedIsReadAgain(level: Int, count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let frame = try Zstandard.compress(content, level: level)
        #expect(try Zstandard.decompress(frame, maximumSize: count) == content)
        #expect(frame.count < count / 2 + 64)
        if count > 0 { #expect(self.code(frame, maximumSize: count - 1) == .tooLarge) }
        // No dictionary, no checksum: RFC 8878 §3.1.1.1.1, bits 0 to 2.
        #expect(frame[4] & 0x07 == 0)
    }

    @Test func contentLargerThanTheWindowIsReadAgain() throws {
        let content = [UInt8](repeating: 7, count: 17_000_000)
        let frame = try Zstandard.compress(content, level: 19)
        #expect(try Zstandard.decompress(frame, maximumSize: content.count) == content)
    }

    @Test(arguments: [Int.min, -1, 0, 20, 22, Int.max])
    func levelsOutsideTheRangeAreRefused(level: Int) {
        #expect { try Zstandard.compress([], level: level) } throws: { ($0 as? LogError)?.code == .outOfRange }
    }

    @Test func framesThatDoNotDeclareTheirSizeAreRefused() {
        // Made by `zstd < file` and `zstd --no-content-size`.
        #expect(
            self.code(self.bytes("28b52ffd0458c500009053706c6f7420697320612077656176652e2001001439c363185384"))
                == .malformedFrame
        )
        #expect(
            self.code(self.bytes("28b52ffd0000c500009053706c6f7420697320612077656176652e2001001439c3"))
                == .malformedFrame
        )
    }

    /// Written by hand after RFC 8878 §3.1.1: a header, then one last raw block of the five bytes "Splot".
    @Test(
        arguments: [
            ("28b52ffd 20 05", nil),  // single segment, size in one byte
            ("28b52ffd a0 05000000", nil),  // single segment, size in four bytes
            ("28b52ffd e0 0500000000000000", nil),  // single segment, size in eight bytes
            ("28b52ffd 80 00 05000000", nil),  // window of 1 KiB
            ("28b52ffd 80 67 05000000", nil),  // window of 7.5 MiB
            ("28b52ffd 80 68 05000000", nil),  // window of 8 MiB
            ("28b52ffd 80 69 05000000", .tooLarge),  // window of 9 MiB
            ("28b52ffd 80 ff 05000000", .tooLarge),  // window of 3.75 TiB
            ("28b52ffd a0 00008000", .tooLarge),  // single segment of 8 MiB
            ("28b52ffd a0 e9030000", .tooLarge),  // 1,001 bytes
            ("28b52ffd e0 ffffffffffffffff", .tooLarge),  // 2^64 - 1 bytes
            ("28b52ffd 60 0500", .malformedFrame),  // size in two bytes, which means 261
            ("28b52ffd 20 04", .malformedFrame),  // declares less than it holds
            ("28b52ffd 20 06", .malformedFrame),  // declares more than it holds
            ("28b52ffd 21 00 05", .malformedFrame),  // dictionary id 0 in one byte
            ("28b52ffd 21 07 05", .malformedFrame),  // dictionary id 7 in one byte
            ("28b52ffd 22 0700 05", .malformedFrame),  // dictionary id in two bytes
            ("28b52ffd 23 07000000 05", .malformedFrame),  // dictionary id in four bytes
            ("28b52ffd 28 05", .malformedFrame),  // reserved bit
            ("28b52ffd 00 00", .malformedFrame),  // no size
            ("28b52ffe 20 05", .malformedFrame),  // another magic number
            ("502a4d18 05000000", .malformedFrame),  // a skippable frame
        ] as [(String, LogError.Code?)]
    )
    func framesWrittenByHandAreJudgedByTheirHeader(header: String, expected: LogError.Code?) {
        #expect(self.code(self.bytes(header.replacing(" ", with: "") + "290000" + "53706c6f74")) == expected)
    }

    @Test func cutAndExtendedFramesAreRefused() throws {
        let frame = try Zstandard.compress(Self.text, level: 9)
        for count in 0..<frame.count { #expect(self.code(Array(frame[..<count])) == .malformedFrame, "\(count) bytes") }
        #expect(self.code(frame + [0]) == .malformedFrame)
        #expect(self.code(frame + frame) == .malformedFrame)
        #expect(self.code(frame + self.bytes("502a4d1800000000")) == .malformedFrame)
        #expect(self.code(self.bytes("502a4d1800000000") + frame) == .malformedFrame)
    }

    @Test func damagedFramesNeverGiveMoreThanDeclared() throws {
        let frame = try Zstandard.compress(Self.text, level: 9)
        for index in frame.indices {
            for bit in 0..<8 {
                var broken = frame
                broken[index] ^= 1 << UInt8(bit)
                // Without a checksum some damage only changes the content, which then does not hash to its leaves.
                if let content = try? Zstandard.decompress(broken, maximumSize: 1_000) {
                    #expect(content.count <= 1_000 && broken[index] != frame[index])
                }
            }
        }
    }
}
