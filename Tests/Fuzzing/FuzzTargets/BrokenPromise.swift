/// Something that must hold for all bytes does not hold for these.
package struct BrokenPromise: Error, CustomStringConvertible {
    /// What should have been.
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Throws unless something holds that must.
func promise(_ condition: Bool, _ description: @autoclosure () -> String) throws(BrokenPromise) {
    guard condition else { throw BrokenPromise(description()) }
}
