/// How the program ends, in the codes of sysexits(3).
enum ExitStatus: Int32 {
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// Something that was read is wrong, or does not verify.
    case data = 65
    /// A file, a node or a record is not there.
    case noInput = 66
    /// A peer does not answer.
    case unavailable = 69
    /// Something went wrong that nobody foresaw.
    case software = 70
    /// Something cannot be made, or is there already.
    case cannotCreate = 73
    /// A disk or a device fails.
    case inputOutput = 74
    /// Try again later.
    case temporary = 75
    /// Somebody does not allow it.
    case noPermission = 77
}
