/// One of the three clusters of the demonstration.
struct DemoCluster: Sendable {
    /// The name of its data directory.
    var folder: String
    /// What it is called, as the example files have it.
    var name: String
    /// What one calls it in conversation.
    var short: String
    /// The clusters without a node here whose rows it imports, beside its own.
    var keeps: [String]

    /// In the order of the chain: each knows only the addresses of those beside it.
    static let all = [
        DemoCluster(
            folder: "pikmed",
            name: "Polski Innowacyjny Klaster Medyczny PIKMED",
            short: "PIKMED",
            keeps: [Self.tourism]
        ),
        DemoCluster(
            folder: "e-zdrowie",
            name: "Ogólnopolski Klaster e-Zdrowie",
            short: "e-Zdrowie",
            keeps: [Self.lublin]
        ),
        DemoCluster(
            folder: "innowacyjna-medycyna",
            name: "Klaster Innowacyjna Medycyna",
            short: "Innowacyjna Medycyna",
            keeps: ["Klaster Nowoczesna Medycyna"]
        ),
    ]

    static let tourism = "Klaster Turystyki Medycznej i Uzdrowiskowej"
    static let lublin = "Klaster Lubelska Medycyna"

    /// Which of the three imports the rows about a cluster; those about all the others of the Lublin region go to the
    /// one that keeps Lublin's.
    static func keeper(of name: String) -> Int {
        self.all.firstIndex { $0.name == name || $0.keeps.contains(name) }
            ?? self.all.firstIndex { $0.keeps.contains(self.lublin) } ?? 0
    }
}
