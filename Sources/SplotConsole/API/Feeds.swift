struct Feeds: Sendable { let services: ConsoleServices
  func answer(_ call: APIResponder.Call) async throws -> APIResponder.Answer { throw PageError.notFound } }
