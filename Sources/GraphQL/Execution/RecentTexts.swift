/// What was compiled most recently, up to a number of bytes.
///
/// The entries form a ring by their places, the most recent after the head.
struct RecentTexts {
  struct Key {
    let hash: UInt64
    let schema: BoundSchema
    let suggestions: Bool

    func with(hash: UInt64) -> Key { Key(hash: hash, schema: schema, suggestions: suggestions) }
  }

  /// What is kept of a text.
  enum Kept: Sendable {
    /// The key of one with free strings has the hash of its shape, else that of all its bytes.
    case document(KeptDocument)
    case refused([GraphQLError])

    /// `nil` for all but a document with free strings.
    var free: FreeStrings? {
      guard case .document(let document) = self, document.free.shape != nil else { return nil }
      return document.free
    }
  }

  private struct Entry {
    var hash: UInt64
    var text: [UInt8]
    var schema: BoundSchema
    var suggestions: Bool
    var kept: Kept
    var bytes: Int
    var newer: Int
    var older: Int
  }

  private let limit: Int
  private(set) var bytes = 0
  private var entries: [Entry] = []
  private var free: [Int] = []
  /// One text for each hash: of two that collide, the later one stays.
  private var places: [UInt64: Int] = [:]
  private var newest = -1
  private var oldest = -1

  init(bytes: Int) {
    limit = bytes
  }

  /// The memory of a compiled document without its plans, as estimated: its text and its tables.
  static func estimate(text: Int, nodes: Int) -> Int {
    2_048 + text * 16 + nodes * 512
  }

  /// The memory of one field of a plan, as measured.
  ///
  /// A plan is made when a document first runs, and fragments make it many times the document: 1.7 KB
  /// of text had plans of 7 MB, which nothing counted.
  static let plannedFieldBytes = 256

  /// Counts what the plans of a text took or gave back, and lets the oldest texts go where that is
  /// too much.
  mutating func grow(_ key: Key, byPlannedFields fields: Int) {
    guard let place = places[key.mixed] else { return }
    let size = max(0, entries[place].bytes + fields * Self.plannedFieldBytes)
    bytes += size - entries[place].bytes
    entries[place].bytes = size
    while bytes > limit, oldest >= 0 { remove(oldest) }
  }

  /// What is kept of a text by all its bytes.
  mutating func find(_ text: [UInt8], _ key: Key) -> Kept? {
    guard let place = place(of: key), entries[place].text == text, entries[place].kept.free == nil
    else { return nil }
    return use(place)
  }

  /// What is kept of a text that differs from this one in free strings alone.
  mutating func find(_ text: [UInt8], of shape: TextShape, _ key: Key) -> Kept? {
    guard let place = place(of: key), let free = entries[place].kept.free,
      free.allow(text, of: shape, in: entries[place].text)
    else { return nil }
    return use(place)
  }

  private func place(of key: Key) -> Int? {
    guard let place = places[key.mixed], entries[place].schema === key.schema,
      entries[place].suggestions == key.suggestions
    else { return nil }
    return place
  }

  private mutating func use(_ place: Int) -> Kept {
    if place != newest {
      unlink(place)
      link(place)
    }
    return entries[place].kept
  }

  mutating func insert(
    _ text: [UInt8],
    _ key: Key,
    _ kept: Kept,
    bytes size: Int
  ) {
    guard size <= limit else { return }
    if let place = places[key.mixed] { remove(place) }
    while bytes > limit - size, oldest >= 0 { remove(oldest) }
    let entry = Entry(
      hash: key.mixed,
      text: text,
      schema: key.schema,
      suggestions: key.suggestions,
      kept: kept,
      bytes: size,
      newer: -1,
      older: -1
    )
    let place = free.popLast() ?? entries.count
    if place < entries.count { entries[place] = entry } else { entries.append(entry) }
    places[key.mixed] = place
    bytes += size
    link(place)
  }

  private mutating func link(_ place: Int) {
    entries[place].newer = -1
    entries[place].older = newest
    if newest >= 0 { entries[newest].newer = place }
    newest = place
    if oldest < 0 { oldest = place }
  }

  private mutating func unlink(_ place: Int) {
    let (newer, older) = (entries[place].newer, entries[place].older)
    if newer >= 0 { entries[newer].older = older } else { newest = older }
    if older >= 0 { entries[older].newer = newer } else { oldest = newer }
  }

  private mutating func remove(_ place: Int) {
    unlink(place)
    bytes -= entries[place].bytes
    places[entries[place].hash] = nil
    // What it held is let go now rather than when the place is used again.
    entries[place].text = []
    entries[place].kept = .refused([])
    entries[place].bytes = 0
    free.append(place)
  }
}

extension RecentTexts.Key {
  /// The hash, with the schema in it: each of the schemas has an entry for the same text.
  fileprivate var mixed: UInt64 {
    let identity = UInt64(UInt(bitPattern: ObjectIdentifier(schema)))
    return hash ^ (identity &* 0x9E37_79B9_7F4A_7C15) ^ (suggestions ? 1 : 0)
  }
}
