import GraphQL

/// The schemas of the last texts: a suite sends the same one a thousand times.
struct SchemaCache {
  private struct Entry {
    let outcome: Result<BoundSchema, RequestErrors>
    var lastUse: Int
  }

  private var entries: [[UInt8]: Entry] = [:]
  private var bytes = 0
  private var uses = 0

  /// The schema that a text defines, with resolvers that answer from a tree.
  ///
  /// - Throws: Every mistake that the text has.
  /// - Complexity: O(length of the text) where it was built before.
  mutating func schema(_ text: String) throws(RequestErrors) -> BoundSchema {
    uses += 1
    let key = Array(text.utf8)
    if let known = entries[key] {
      entries[key]?.lastUse = uses
      return try known.outcome.get()
    }
    let outcome = SchemaCache.build(key)
    makeRoom(for: key.count)
    entries[key] = Entry(outcome: outcome, lastUse: uses)
    return try outcome.get()
  }

  private static func build(_ text: [UInt8]) -> Result<BoundSchema, RequestErrors> {
    do throws(SchemaErrors) {
      return .success(TreeSchema.bound(try SchemaBuilder.build(Source(text), limits: .toolSchema)))
    } catch {
      return .failure(RequestErrors(error.errors))
    }
  }

  /// Forgets those that were not used for longest.
  private mutating func makeRoom(for count: Int) {
    bytes += count
    while entries.count >= Limits.cachedSchemas || bytes > Limits.cachedSchemaBytes,
      let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      bytes -= oldest.key.count
      entries[oldest.key] = nil
    }
  }
}
