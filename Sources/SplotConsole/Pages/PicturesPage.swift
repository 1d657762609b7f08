struct PicturesPage { let services: ConsoleServices; let visit: Visit
 func answer() async throws -> PageAnswer { throw PageError.notFound } }
struct MapDrawing { init(_ p: Phrases) {}
 func regions(_ c: [String:Int], heading: String, isMark: Bool, link: ((String)->String)?) -> String { "" }
 func countries(_ c: [String:Int], heading: String, isMark: Bool, link: ((String)->String)?) -> String { "" } }
