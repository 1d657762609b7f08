extension Schema {
    /// The kinds and fields of this version.
    ///
    /// To add a field, add its line here.
    public static let standard = Schema(
        kinds: [
            cluster, organisation, member, partner, project, event, offer, resource, document, notice, contact, figure,
        ],
        commonFields: [
            one("visibility", .choice(["public", "federation"]), "Who may see the record; federation unless said."),
            one("status", .choice(["active", "inactive", "archived"]), "Whether the record is in use."),
            set("sources", .text, "Where this is known from: a file, a page, a letter."),
            set("sameAs", .reference(to: [], orText: false), "Other records about the same thing."),
            set("tags", .text, "Words to find the record by."),
        ]
    )

    private static let cluster = Kind(
        name: "cluster",
        titleField: "name",
        fields: [
            localised("name", .localisedText, "The name, in each language it is published in.", .required),
            set("readers", .clusterID, "Ids of the clusters that may receive our logs."),
            one("identity", .clusterID, "The cluster's id in the federation; only on a cluster's own record."),
            set("aliases", .text, "Other names and abbreviations."),
            one("type", .choice(["cluster", "initiative", "ecosystem", "network"]), "The sort of organisation."),
            one("founded", .partialDate, "When it was founded."),
            set("founder", .text, "Who founded or initiated it."),
            one("coordinator", .reference(to: ["organisation"], orText: true), "Who coordinates it."),
            one("legalForm", .choice(legalForms), "Its legal form."),
            parts("address", address, "The seat's address."),
            set("regions", .region, "Voivodeships it works in."),
            set("languages", .language, "Languages it works in."),
            set("specialisations", .text, "What it specialises in."),
            set("goals", .localisedText, "What it is for."),
            one("website", .url, "Its web site."),
            one("fee", .money, "The membership fee."),
            set("recognition", recognition, "Recognition by an authority, and for how long."),
            set("organs", .localisedText, "Its organs: board, council, office."),
            localised("coordinationNotes", .localisedParagraphs, "How the coordination works."),
        ],
        help: "A cluster, or a network like one."
    )

    private static let organisation = Kind(
        name: "organisation",
        isCommon: true,
        titleField: "name",
        fields: [
            localised("name", .localisedText, "The name as published, in each language.", [.required, .personal]),
            set("aliases", .text, "Other names and abbreviations."),
            one("type", .choice(organisationTypes), "The sort of organisation."),
            one("naturalPerson", .boolean, "Whether it is a person trading under a name."),
            set("identifiers", .identifier(schemes: organisationSchemes), "Numbers, such as NIP:8567346215."),
            parts("address", address, "The seat's address."),
            one("country", .country, "The country of the seat."),
            one("region", .region, "The voivodeship of the seat."),
            // One of each to call and write to first: two clusters that know it differently must notice. In a set both
            // would simply stand.
            one("phone", .phone, "The telephone number to call first.", .personal),
            one("email", .email, "The e-mail address to write to first.", .personal),
            set("otherPhones", .phone, "Further telephone numbers.", .personal),
            set("otherEmails", .email, "Further e-mail addresses.", .personal),
            one("website", .url, "Its web site."),
            set("pkd", activity, "What it does, by the Polish classification of activities."),
            set("specialisations", .text, "What it specialises in."),
            one("size", .choice(["micro", "small", "medium", "large"]), "Its size, as European law counts it."),
        ],
        help: "A company, hospital, university, office or other body."
    )

    private static let member = Kind(
        name: "member",
        titleField: nil,
        fields: [
            one("organisation", .reference(to: ["organisation"], orText: false), "Who is the member.", .required),
            one("cluster", .reference(to: ["cluster"], orText: false), "Of which cluster.", .required),
            one("kind", .choice(["full", "honorary", "supporting", "founder"]), "The sort of membership."),
            one("voting", .boolean, "Whether the member has a vote."),
            set("steps", membershipStep, "What happened when; the state follows from the steps."),
            set("role", .choice(memberRoles), "What the member does in the cluster."),
            set("rights", .localisedText, "What the member is entitled to."),
        ],
        help: "An organisation's membership in a cluster."
    )

    private static let partner = Kind(
        name: "partner",
        isCommon: true,
        titleField: nil,
        fields: [
            one("party", party, "Who is the partner.", .required),
            one("cluster", .reference(to: ["cluster"], orText: false), "Of which cluster.", .required),
            one("kind", .choice(["formal", "expert", "network"]), "The sort of partnership."),
            one("country", .country, "The partner's country."),
            one("via", .reference(to: ["organisation", "cluster"], orText: false), "Through whom."),
            one("period", .period, "From when to when."),
            one("agreement", .reference(to: ["document"], orText: false), "The agreement."),
            set("contacts", .reference(to: ["contact"], orText: false), "Whom to ask."),
        ],
        help: "A partnership of a cluster with an organisation or another cluster."
    )

    private static let project = Kind(
        name: "project",
        titleField: "title",
        fields: [
            localised("title", .localisedText, "The title, in each language it is published in.", .required),
            one("acronym", .text, "The short title."),
            set("clusters", .reference(to: ["cluster"], orText: false), "Clusters that carry it."),
            set("participants", participant, "Who takes part, as what, with which share."),
            set("funders", .reference(to: ["organisation"], orText: true), "Who pays."),
            one("programme", .text, "The funding programme."),
            one("axis", .text, "The programme's axis."),
            one("measure", .text, "The programme's measure."),
            set("contract", contract, "The contract's number and date."),
            one("budget", .money, "The whole budget."),
            one("ownContribution", .money, "What the participants pay themselves."),
            set("split", share, "How the budget is divided."),
            one("period", .period, "From when to when."),
            one("state", .choice(["idea", "applied", "running", "finished", "cancelled"]), "How far it is."),
            localised("objective", .localisedParagraphs, "What it is for."),
            set("results", .url, "Where its results are."),
        ],
        help: "A project, from idea to end."
    )

    private static let event = Kind(
        name: "event",
        titleField: "title",
        fields: [
            localised("title", .localisedText, "The title, in each language it is published in.", .required),
            one("type", .choice(eventTypes), "The sort of event."),
            one("start", .moment, "When it starts: a date, or a time with its zone."),
            one("end", .moment, "When it ends: a date, or a time with its zone."),
            one("recurrence", .text, "How it repeats, as an iCalendar rule (RFC 5545)."),
            one("place", .text, "Where it is."),
            one("online", .url, "Where to join it online."),
            set("organisers", party, "Who organises it."),
            set("hosts", party, "Who hosts it."),
            set("clusters", .reference(to: ["cluster"], orText: false), "Clusters it belongs to."),
            set("participants", guest, "Who takes part.", .personal),
            one("parent", .reference(to: ["event"], orText: false), "The larger event it is part of."),
            one("state", .choice(["planned", "confirmed", "cancelled", "held"]), "How far it is."),
            set("documents", .reference(to: ["document"], orText: false), "Invitations, minutes, slides."),
        ],
        help: "A meeting, congress, training or other event."
    )

    private static let offer = Kind(
        name: "offer",
        titleField: "title",
        fields: [
            localised("title", .localisedText, "The title, in each language it is published in."),
            localised("description", .localisedParagraphs, "What is offered or sought."),
            one("type", .choice(["service", "bundle", "seek", "training"]), "The sort of offer."),
            set("providers", party, "Who offers it."),
            set("components", .reference(to: ["offer", "resource"], orText: false), "What it is made of."),
            one("price", .money, "The price."),
            one("validity", .period, "From when to when it holds."),
            set("countries", .country, "Countries it is meant for."),
        ],
        help: "Something offered, or looked for."
    )

    private static let resource = Kind(
        name: "resource",
        titleField: "name",
        fields: [
            localised("name", .localisedText, "The name, in each language it is published in.", .required),
            one("type", .choice(resourceTypes), "The sort of resource."),
            one("owner", .reference(to: ["organisation"], orText: true), "Whose it is."),
            localised("conditions", .localisedParagraphs, "On what conditions it may be used."),
            one("capacity", .quantity, "How much of it there is."),
            set("availability", .period, "When it may be used."),
        ],
        help: "Equipment, rooms, data and the like that members share."
    )

    private static let document = Kind(
        name: "document",
        titleField: "title",
        fields: [
            localised("title", .localisedText, "The title, in each language it is published in.", .required),
            one("type", .choice(documentTypes), "The sort of document."),
            one("period", .period, "The time it is about."),
            one("adoptedOn", .partialDate, "When it was adopted."),
            one("adoptedBy", .reference(to: ["organisation", "cluster"], orText: true), "Who adopted it."),
            one("digest", .digest, "The SHA-256 digest of the file."),
            one("url", .url, "Where it is published."),
            one("language", .language, "The language it is written in."),
        ],
        help: "A strategy, bylaws, agreement or other document."
    )

    private static let notice = Kind(
        name: "notice",
        titleField: "title",
        fields: [
            localised("title", .localisedText, "The title, in each language it is published in.", .required),
            localised("body", .localisedParagraphs, "The text."),
            set("languages", .language, "Languages it was published in."),
            one("publishedOn", .partialDate, "When it was published."),
            set("about", .reference(to: [], orText: false), "Records it is about."),
            one("expires", .partialDate, "When it is no longer of interest."),
        ],
        help: "News: something announced on a day."
    )

    private static let contact = Kind(
        name: "contact",
        isPersonal: true,
        titleField: "name",
        fields: [
            one("name", .text, "The person's name."),
            localised("function", .localisedText, "What the person does."),
            one("organisation", .reference(to: ["organisation"], orText: false), "Where the person works."),
            set("phone", .phone, "Telephone numbers."),
            set("email", .email, "E-mail addresses."),
            one("period", .period, "From when to when."),
            one("lawfulBasis", .choice(lawfulBases), "Why the data may be kept: GDPR article 6(1)."),
            one("informedOn", .partialDate, "When the person was told."),
            one("retainUntil", .partialDate, "When the data must go."),
        ],
        help: "A person to ask; everything here is personal data."
    )

    private static let figure = Kind(
        name: "figure",
        titleField: "label",
        fields: [
            one("subject", .reference(to: [], orText: false), "What the figure is about."),
            localised("label", .localisedText, "What was counted."),
            one("value", .quantity, "The number, as stated."),
            one("share", .quantity, "The share, as stated; never computed."),
            one("base", .quantity, "What the share is a share of, as stated."),
            one("asOf", .partialDate, "The day the figure is for."),
            one("source", .text, "Who states it, and where.", .setOnce),
            one("supersedes", .reference(to: ["figure"], orText: false), "The figure that this one corrects."),
        ],
        help: "A dated statement of a number, with its source."
    )
}
