/// Bytes written down by hand; blanks and line breaks are for the reader.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.filter(\.isHexDigit).compactMap(\.hexDigitValue).map(UInt8.init)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// A byte in hexadecimal, so many times.
func hex(_ byte: String, times count: Int) -> String { String(repeating: byte, count: count) }
