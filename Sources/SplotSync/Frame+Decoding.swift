import SplotCBOR
import SplotLog
import SplotMerge

/// Frames from bytes (Protocol.md §10.2).
extension Frame {
    /// Reads a frame's body.
    ///
    /// - Returns: `nil` for a frame of an unknown type that may be passed over.
    /// - Throws: ``Violation`` with `malformedFrame`, `unexpectedFrame` for an unknown type that may not be passed
    ///   over, `badData` for a statement or checkpoint that is not one.
    package static func read(_ raw: RawFrame) throws(Violation) -> Frame? {
        guard let type = FrameType(rawValue: raw.type) else {
            guard raw.type & FrameType.skippable != 0 else {
                throw Violation(.unexpectedFrame, "frames of type \(raw.type) are not known here")
            }
            return nil
        }
        do {
            return try FrameReader(raw.body).frame(of: type)
        } catch let error as CBORError {
            throw Violation(.malformedFrame, "the \(type) frame is malformed (\(error))")
        } catch let error as LogError {
            throw Violation(.badData, "what the \(type) frame holds was refused (\(error.code.rawValue))")
        } catch {
            throw Violation(.internalError, "the \(type) frame could not be read")
        }
    }
}
