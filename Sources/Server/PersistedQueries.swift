import GraphQL
import Synchronization

/// The documents that clients registered by their hash (automatic persisted queries).
///
/// They are kept in two generations. What is used moves into the younger one; when that is half of
/// the memory, it becomes the older one, and what was in the older one and never used since is
/// forgotten. So the least recently used go first, without a list of all uses.
///
/// A document is registered for one schema: what one audience asks for is neither found nor
/// explained to another.
///
/// - Source: [Automatic persisted queries](https://www.apollographql.com/docs/apollo-server/performance/apq).
final class PersistedQueries: Sendable {
  private struct Key: Hashable {
    var hash: [UInt8]
    var schema: ObjectIdentifier
  }

  private struct Generations {
    var younger: [Key: [UInt8]] = [:]
    var older: [Key: [UInt8]] = [:]
    var youngerBytes = 0
  }

  private let generationBytes: Int
  private let generations = Mutex(Generations())

  /// What an entry takes beside its text, as estimated.
  private static let entryBytes = 192

  /// - Parameter bytes: How much memory they may take, as estimated.
  init(bytes: Int) { generationBytes = bytes / 2 }

  /// The text that was registered by a hash; `nil` where none is kept.
  func text(of hash: [UInt8], for schema: BoundSchema) -> [UInt8]? {
    let key = Key(hash: hash, schema: ObjectIdentifier(schema))
    return generations.withLock { generations in
      if let text = generations.younger[key] { return text }
      guard let text = generations.older.removeValue(forKey: key) else { return nil }
      insert(text, key, into: &generations)
      return text
    }
  }

  /// Keeps a text by its hash, which the caller has checked.
  func register(_ text: [UInt8], by hash: [UInt8], for schema: BoundSchema) {
    let key = Key(hash: hash, schema: ObjectIdentifier(schema))
    generations.withLock { generations in
      guard generations.younger[key] == nil else { return }
      generations.older[key] = nil
      insert(text, key, into: &generations)
    }
  }

  /// Puts an entry that is in neither generation into the younger one.
  private func insert(_ text: [UInt8], _ key: Key, into generations: inout Generations) {
    let bytes = text.count + Self.entryBytes
    guard bytes <= generationBytes else { return }
    if generations.youngerBytes > generationBytes - bytes {
      generations.older = generations.younger
      generations.younger = [:]
      generations.youngerBytes = 0
    }
    generations.younger[key] = text
    generations.youngerBytes += bytes
  }
}
