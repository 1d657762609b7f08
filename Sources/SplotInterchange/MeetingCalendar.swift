/// Meetings for calendar programs: iCalendar (RFC 5545).
public struct MeetingCalendar: Hashable, Sendable {
    /// When something is.
    public enum Time: Hashable, Sendable {
        /// A whole day.
        case day(year: Int, month: Int, day: Int)
        /// An instant, in seconds since 1970-01-01T00:00:00Z.
        case instant(UInt64)
    }

    /// How far a meeting is.
    public enum Status: String, Hashable, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// One meeting.
    public struct Meeting: Hashable, Sendable {
        /// Never changes.
        public var id: String
        /// When it was last changed, in seconds since 1970-01-01T00:00:00Z.
        public var changed: UInt64
        /// When it starts.
        public var start: Time
        /// When it ends; of days the last one.
        public var end: Time?
        /// The title.
        public var title: String
        /// Where it is.
        public var place: String?
        /// Where to read more.
        public var address: String?
        /// How far it is.
        public var status: Status?
        /// How it repeats (§3.3.10); left out unless it has that form.
        public var recurrence: String?

        /// Puts a meeting together.
        ///
        /// - Parameters:
        ///   - id: Never changes.
        ///   - changed: When it was last changed, in seconds since 1970-01-01T00:00:00Z.
        ///   - start: When it starts.
        ///   - end: When it ends; of days the last one.
        ///   - title: The title.
        ///   - place: Where it is.
        ///   - address: Where to read more.
        ///   - status: How far it is.
        ///   - recurrence: How it repeats.
        public init(
            id: String,
            changed: UInt64,
            start: Time,
            end: Time? = nil,
            title: String,
            place: String? = nil,
            address: String? = nil,
            status: Status? = nil,
            recurrence: String? = nil
        ) {
            self.id = id
            self.changed = changed
            self.start = start
            self.end = end
            self.title = title
            self.place = place
            self.address = address
            self.status = status
            self.recurrence = recurrence
        }
    }

    /// What the calendar is called.
    public var name: String
    /// The BCP 47 tag of the texts.
    public var language: String
    /// The meetings, in any order.
    public var meetings: [Meeting]

    /// Puts a calendar together.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - language: The BCP 47 tag of the texts.
    ///   - meetings: The meetings, in any order.
    public init(name: String, language: String, meetings: [Meeting]) {
        self.name = name
        self.language = language
        self.meetings = meetings
    }
}
