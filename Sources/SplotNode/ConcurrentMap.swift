import Dispatch
import Synchronization

/// Maps items on all cores at once, and blocks until all are done: not for the threads that Swift's tasks share.
///
/// - Parameters:
///   - items: What to map.
///   - body: Maps one item, on any thread.
/// - Returns: The results, in the order of the items.
/// - Throws: What `body` throws for the first item for which it throws.
func concurrentMap<Item: Sendable, Value: Sendable>(
    _ items: [Item],
    _ body: @Sendable (Item) throws -> Value
) throws -> [Value] {
    guard items.count > 1 else { return try items.map(body) }
    let results = Mutex([Result<Value, any Error>?](repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
        let result = Result { try body(items[index]) }
        results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
}
