import Bytes
import Synchronization

/// The documents that were compiled, by their bytes and the schema they were compiled for.
///
/// Texts that differ only in strings that stand for themselves, such as the id of what is asked for,
/// share what was compiled: see ``FreeStrings``. The least recently used one goes first. What was refused
/// is kept in a small cache of its own, so that a flood of bad documents does not push out the good ones.
///
/// - Complexity: a hit is one hash and one comparison of the text; two for one that shares.
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
    let hash = TextHash.hash(text, seed: seed)
    let key = RecentTexts.Key(hash: hash, schema: schema, suggestions: suggestions)
    if let kept = documents.withLock({ $0.find(text, key) }) { return kept.compilation() }
    let shape = TextShape(of: text, seed: seed)
    if let shape {
      let key = key.with(hash: shape.hash)
      if let kept = documents.withLock({ $0.find(text, of: shape, key) }) {
        return kept.compilation(for: text, of: shape)
      }
    }
    if let kept = refusals.withLock({ $0.find(text, key) }) { return kept.compilation() }
    let kept = compile(text, of: shape, key)
    switch kept {
    case .document(let document):
      let bytes = RecentTexts.estimate(
        text: text.count,
        nodes: document.shared.document.selections.count
      )
      documents.withLock { $0.insert(text, key.of(document.free), kept, bytes: bytes) }
    case .refused(let errors):
      let bytes = RecentTexts.estimate(text: text.count, nodes: errors.count)
      refusals.withLock { $0.insert(text, key, kept, bytes: bytes) }
    }
    return kept.compilation(for: text, of: shape)
  }

  private func compile(
    _ text: [UInt8],
    of shape: TextShape?,
    _ key: RecentTexts.Key
  ) -> RecentTexts.Kept {
    let source = Source(text)
    do throws(SyntaxError) {
      let start = Clock.monotonicNanoseconds()
      let document = try Parser.parse(source)
      let parsed = Clock.monotonicNanoseconds()
      let facts = DocumentFacts.found(in: document, schema: key.schema.schema, limits: .standard)
      let errors = Validator.validate(facts, suggestions: key.suggestions)
      guard errors.isEmpty else { return .refused(errors) }
      let validated = Clock.monotonicNanoseconds()
      let free = FreeStrings(in: facts, shape: shape, schema: key.schema)
      let kept = key.of(free)
      return .document(
        KeptDocument(
          document,
          free: free,
          boundSchema: key.schema,
          suggestions: key.suggestions,
          time: CompilationTime(parse: parsed - start, validate: validated - parsed)
        ) { [weak self] fields in
          self?.documents.withLock { $0.grow(kept, byPlannedFields: fields) }
        }
      )
    } catch {
      return .refused([error.graphQLError(in: source)])
    }
  }
}

extension RecentTexts.Key {
  /// The key of a document with these strings.
  fileprivate func of(_ free: FreeStrings) -> RecentTexts.Key {
    free.shape.map { with(hash: $0.hash) } ?? self
  }
}

extension RecentTexts.Kept {
  /// What became of a text; without a shape, one that has no free strings.
  fileprivate func compilation(
    for text: [UInt8] = [],
    of shape: TextShape? = nil
  ) -> PlanCache.Compilation {
    switch self {
    case .document(let document):
      let strings = shape.map { document.free.values(in: text, of: $0) } ?? []
      return .document(CompiledDocument(document, strings: strings))
    case .refused(let errors): return .refused(errors)
    }
  }
}

/// A fast hash of a text, eight bytes at a time.
///
/// It is no defence: the seed is a process's own, and a collision costs one entry of the cache.
enum TextHash {
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  static func hash(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
    fold(bytes, 0..<bytes.count, into: start(count: bytes.count, seed: seed))
  }

  /// The hash of a text before its parts are folded in.
  static func start(count: Int, seed: UInt64) -> UInt64 {
    seed ^ UInt64(truncatingIfNeeded: count) &* multiplier
  }

  /// A hash with one more part of the text in it.
  static func fold(_ bytes: [UInt8], _ part: Range<Int>, into start: UInt64) -> UInt64 {
    var hash = start
    var index = part.lowerBound
    while index &+ 8 <= part.upperBound {
      var word: UInt64 = 0
      for place in index..<index &+ 8 { word = word &<< 8 | UInt64(bytes[place]) }
      hash = (hash ^ word) &* multiplier
      hash ^= hash &>> 29
      index &+= 8
    }
    while index < part.upperBound {
      hash = (hash ^ UInt64(bytes[index])) &* multiplier
      index &+= 1
    }
    return hash ^ hash &>> 32
  }
}
