/// A column of texts, end to end in one arena of bytes.
///
/// SQLite's bytes are copied once into it and once from it into the response: no `String` is made
/// for a cell. A text is UTF-8; the column does not check it.
///
/// - Shape: cell `i` owns the bytes `ends[i - 1]..<ends[i]`; a null owns none.
public struct TextColumn: Hashable, Sendable {
  /// The bytes of all cells, in order.
  public private(set) var arena: [UInt8] = []
  /// Where each cell ends in ``arena``; negative, as the complement (`~end`), where it is null.
  private var ends: [Int32] = []

  public init() {}

  /// What a ``TextColumnWriter`` wrote.
  init(arena: [UInt8], ends: [Int32]) {
    self.arena = arena
    self.ends = ends
  }

  /// - Parameters:
  ///   - cells: How many cells are to come.
  ///   - bytes: How many bytes are to come.
  public init(reservingCells cells: Int, bytes: Int = 0) {
    ends.reserveCapacity(cells)
    arena.reserveCapacity(bytes)
  }

  public init(_ texts: [String?]) {
    self.init(reservingCells: texts.count)
    for text in texts { append(text) }
  }

  public var count: Int { ends.count }

  public func isNull(_ index: Int) -> Bool { ends[index] < 0 }

  /// The bytes of a cell; `nil` where it is null.
  public func bytes(_ index: Int) -> ArraySlice<UInt8>? {
    let end = ends[index]
    return end < 0 ? nil : arena[start(index)..<Int(end)]
  }

  /// A cell as a `String`, for the few that are read as one.
  public func text(_ index: Int) -> String? {
    bytes(index).map { String(decoding: $0, as: UTF8.self) }
  }

  public mutating func append(_ text: String?) {
    guard let text else { return appendNull() }
    arena.append(contentsOf: text.utf8)
    ends.append(Int32(clamping: arena.count))
  }

  public mutating func append(bytes: ArraySlice<UInt8>) {
    arena.append(contentsOf: bytes)
    ends.append(Int32(clamping: arena.count))
  }

  /// Copies a cell from memory that another library owns.
  @unsafe public mutating func append(copying bytes: UnsafeRawBufferPointer) {
    unsafe arena.append(contentsOf: bytes)
    ends.append(Int32(clamping: arena.count))
  }

  public mutating func appendNull() {
    ends.append(~Int32(clamping: arena.count))
  }

  /// The column with nulls where `isHidden` says so; the hidden bytes are dropped from the arena.
  public func redacted(where isHidden: [Bool]) -> TextColumn {
    guard isHidden.contains(true) else { return self }
    var copy = TextColumn(reservingCells: count, bytes: arena.count)
    for index in 0..<count {
      if !isHidden[index], let bytes = bytes(index) {
        copy.append(bytes: bytes)
      } else {
        copy.appendNull()
      }
    }
    return copy
  }

  /// The cells at `slots`, in that order; null where a slot is negative.
  public func gathered(_ slots: [Int32]) -> TextColumn {
    var copy = TextColumn(reservingCells: slots.count)
    for slot in slots {
      if slot >= 0, let bytes = bytes(Int(slot)) {
        copy.append(bytes: bytes)
      } else {
        copy.appendNull()
      }
    }
    return copy
  }

  /// Writes a cell as a JSON string.
  ///
  /// - Returns: Whether it is one; of a null nothing is written.
  public func write(_ index: Int, to out: inout ByteWriter) -> Bool {
    let end = Int(ends[index])
    guard end >= 0 else { return false }
    let range = start(index)..<end
    out.append(UInt8(ascii: "\""))
    unsafe arena.withUnsafeBytes { bytes in
      unsafe out.append(escaping: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    out.append(UInt8(ascii: "\""))
    return true
  }

  private func start(_ index: Int) -> Int {
    guard index > 0 else { return 0 }
    let end = ends[index - 1]
    return Int(end < 0 ? ~end : end)
  }
}
