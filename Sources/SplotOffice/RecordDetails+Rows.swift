package import SplotDirectory
package import SplotMerge
import SplotNode

extension RecordDetails {
    /// One value of the record and where it comes from.
    package struct Row {
        /// `field`, or `field.key`.
        package var path: String
        /// `nil` for what was erased or emptied.
        package var value: Value?
        package var text: String
        package var origin: Origin
        package var isContested: Bool
    }

    /// The values that are shown, in the order of the schema, unknown fields last.
    package var rows: [Row] {
        let names = self.schema.fields(of: self.merged.record.kind).map(\.name)
        let order = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        let rows = self.merged.places.compactMap(self.row) + self.merged.sets.flatMap(self.rows)
        return rows.enumerated()
            .sorted { left, right in
                let places = [left, right].map { order[String($0.element.path.prefix { $0 != "." })] ?? names.count }
                return (places[0], left.element.path, left.offset) < (places[1], right.element.path, right.offset)
            }
            .map(\.element)
    }

    private func row(_ place: PlaceView) -> Row? {
        guard let origin = place.winner.origins.first, let field = place.place.field else { return nil }
        var value: Value?
        if case .bytes? = place.content {
            switch (self.merged.record.fields[field], place.place.key) {
            case (.single(let single)?, nil): value = single
            case (.keyed(let values)?, let key?): value = values[key]
            default: break
            }
        }
        return Row(
            path: place.place.path,
            value: value,
            text: value.map { self.titles.text($0) } ?? self.text(place.winner),
            origin: origin,
            isContested: !place.others.isEmpty
        )
    }

    private func rows(_ set: SetView) -> [Row] {
        var values: ArraySlice<Value> = []
        if case .set(let all)? = self.merged.record.fields[set.field] { values = all[...] }
        return set.elements.compactMap { element in
            guard let origin = element.origins.max() else { return nil }
            // The record leaves erased elements out, and keeps the order of the others.
            let value = element.content == .erased ? nil : values.popFirst()
            let text = value.map { self.titles.text($0) } ?? "(erased)"
            return Row(path: set.field, value: value, text: text, origin: origin, isContested: false)
        }
    }
}
