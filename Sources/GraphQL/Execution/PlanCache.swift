import Bytes
import Synchronization

/// The documents that were compiled, by their exact bytes and the schema they were compiled for.
///
/// The least recently used one goes first. What was refused is kept in a small cache of its own, so
/// that a flood of bad documents does not push out the good ones.
///
/// - Complexity: a hit is one hash and one comparison of the text.
public final class PlanCache: Sendable {
  private let documents: Mutex<RecentTexts>
  private let refusals: Mutex<RecentTexts>
  private let seed = UInt64.random(in: .min ... .max)

  /// - Parameter bytes: How much memory its documents may take, as estimated.
  public init(bytes: Int = ExecutionLimits.cacheBytes) {
    documents = Mutex(RecentTexts(bytes: bytes))
    refusals = Mutex(RecentTexts(bytes: min(bytes, ExecutionLimits.refusalCacheBytes)))
  }

  /// What became of a document.
  public enum Compilation: Sendable {
    case document(CompiledDocument)
    /// It has a syntax error or is not valid: the response's errors.
    case refused([GraphQLError])
  }

  /// The compiled document of a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8 that was checked.
  ///   - schema: What it is compiled for.
  ///   - suggestions: Whether a refusal may name what the schema has instead.
  /// - Returns: The same document for the same text and schema, as long as it is kept.
  public func compile(
    _ text: [UInt8],
    for schema: BoundSchema,
    suggestions: Bool = false
  ) -> Compilation {
    let key = RecentTexts.Key(
      hash: TextHash.hash(text, seed: seed),
      schema: schema,
      suggestions: suggestions
    )
    if let found = documents.withLock({ $0.find(text, key) }) { return found }
    if let found = refusals.withLock({ $0.find(text, key) }) { return found }
    let compilation = PlanCache.compile(
      Source(text),
      for: schema,
      suggestions: suggestions
    ) { [weak self] fields in
      self?.documents.withLock { $0.grow(key, byPlannedFields: fields) }
    }
    switch compilation {
    case .document(let document):
      let bytes = RecentTexts.estimate(
        text: text.count,
        nodes: document.shared.document.selections.count
      )
      documents.withLock { $0.insert(text, key, compilation, bytes: bytes) }
    case .refused(let errors):
      let bytes = RecentTexts.estimate(text: text.count, nodes: errors.count)
      refusals.withLock { $0.insert(text, key, compilation, bytes: bytes) }
    }
    return compilation
  }

  private static func compile(
    _ source: Source,
    for schema: BoundSchema,
    suggestions: Bool,
    noteFields: @escaping @Sendable (Int) -> Void
  ) -> Compilation {
    do throws(SyntaxError) {
      let start = Clock.monotonicNanoseconds()
      let document = try Parser.parse(source)
      let parsed = Clock.monotonicNanoseconds()
      let errors = Validator.validate(document, against: schema.schema, suggestions: suggestions)
      guard errors.isEmpty else { return .refused(errors) }
      let validated = Clock.monotonicNanoseconds()
      return .document(
        CompiledDocument(
          document,
          boundSchema: schema,
          suggestions: suggestions,
          time: CompilationTime(parse: parsed - start, validate: validated - parsed),
          noteFields: noteFields
        )
      )
    } catch {
      return .refused([error.graphQLError(in: source)])
    }
  }
}

/// A fast hash of a text, eight bytes at a time.
///
/// It is no defence: the seed is a process's own, and a collision costs one entry of the cache.
enum TextHash {
  static func hash(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
    let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* multiplier
    var index = 0
    while index &+ 8 <= bytes.count {
      var word: UInt64 = 0
      for place in index..<index &+ 8 { word = word &<< 8 | UInt64(bytes[place]) }
      hash = (hash ^ word) &* multiplier
      hash ^= hash &>> 29
      index &+= 8
    }
    while index < bytes.count {
      hash = (hash ^ UInt64(bytes[index])) &* multiplier
      index &+= 1
    }
    return hash ^ hash &>> 32
  }
}
