import SplotDirectory

extension FieldType {
    /// What programs and tables of words call the type.
    var name: String {
        switch self {
        case .text: "text"
        case .localisedText: "localisedText"
        case .localisedParagraphs: "localisedParagraphs"
        case .partialDate: "partialDate"
        case .moment: "moment"
        case .period: "period"
        case .money: "money"
        case .quantity: "quantity"
        case .country: "country"
        case .language: "language"
        case .region: "region"
        case .identifier: "identifier"
        case .choice: "choice"
        case .reference(_, let orText): orText ? "referenceOrText" : "reference"
        case .url: "url"
        case .boolean: "boolean"
        case .phone: "phone"
        case .email: "email"
        case .digest: "digest"
        case .clusterID: "clusterID"
        case .activityCode: "activityCode"
        case .structure: "structure"
        }
    }
}
