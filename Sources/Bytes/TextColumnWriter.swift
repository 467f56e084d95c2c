/// Makes a column of texts that are written byte by byte, such as moments and ids.
///
/// It writes into raw memory and copies it once into the column: growing an array costs more than
/// each of the bytes.
public struct TextColumnWriter: ~Copyable {
  private var bytes: ByteWriter
  private var ends: [Int32] = []

  /// - Parameters:
  ///   - cells: How many cells are to come.
  ///   - bytes: How many bytes are to come.
  public init(reservingCells cells: Int, bytes: Int) {
    self.bytes = ByteWriter(capacity: bytes)
    ends.reserveCapacity(cells)
  }

  /// A moment as `2026-03-02T09:30:00.000Z`, or null.
  public mutating func append(instant: Instant?) {
    guard let instant else { return appendNull() }
    bytes.append(instant: instant)
    ends.append(Int32(clamping: bytes.count))
  }

  /// What a writer holds, as ``Base64`` writes it for URLs.
  public mutating func append(base64URL plain: borrowing ByteWriter) {
    bytes.append(base64URL: plain)
    ends.append(Int32(clamping: bytes.count))
  }

  public mutating func appendNull() {
    ends.append(~Int32(clamping: bytes.count))
  }

  /// What was written so far.
  ///
  /// - Complexity: O(bytes).
  public var column: TextColumn { TextColumn(arena: bytes.bytes(), ends: ends) }
}
