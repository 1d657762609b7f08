/// What a column is for: the record and field its cells go to, and how they are read.
struct ColumnUse: Hashable {
    /// Which of a row's records.
    enum Part: Hashable {
        /// The record of the kind that is imported.
        case main

        /// The organisation that a member or partner is.
        case organisation
    }

    /// How a cell is read.
    enum Role: Hashable {
        /// As the field's text; in a set, elements stand between semicolons.
        case value

        /// As an amount, with this currency or unit written after it.
        case unit(String)

        /// As the sign before the amount of another column for the same field.
        case comparator

        /// As one member of the one structure that several columns make.
        case member(String)

        /// As the date of this step of a membership.
        case step(String)

        /// As labels and numbers: `platform >90%; knowledge transfer =7%`.
        case shares

        /// As names of clusters, whatever else the field may refer to.
        case cluster

        /// As names of records; those that no record has become tags.
        case namesOrTags

        /// As the name of an organisation, which is created when there is none.
        case organisation

        /// As the name of the record itself, which must be there.
        case recordName

        /// As the country to write after the place of another column.
        case countryOfPlace
    }

    var part = Part.main

    /// The path of the field, as in ``SplotDirectory/Assignment``.
    var path: String

    var role = Role.value

    static func main(_ path: String, _ role: Role = .value) -> ColumnUse { ColumnUse(path: path, role: role) }

    static func organisation(_ path: String) -> ColumnUse { ColumnUse(part: .organisation, path: path) }
}
