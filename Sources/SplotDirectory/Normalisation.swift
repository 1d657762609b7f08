// The only file of this module that needs Foundation: the standard library normalises inside but does not say how to.
import Foundation

extension String {
    /// Normalisation form C (Unicode Standard Annex 15).
    var normalised: String {
        // Nothing below U+0300 is ever changed by form C, and that is nearly everything we see.
        self.unicodeScalars.allSatisfy { $0.value < 0x300 } ? self : self.precomposedStringWithCanonicalMapping
    }

    /// Normalisation form D: every letter apart from its marks.
    var decomposed: String {
        self.decomposedStringWithCanonicalMapping
    }
}
