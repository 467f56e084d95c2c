/// A half-open range of bytes in a ``Source``.
///
/// - Units: bytes from the start of the text. 32 bits are enough, for ``Limits`` bounds a text.
public struct SourceRange: Hashable, Sendable {
  /// The first byte.
  public var start: Int32
  /// The byte after the last.
  public var end: Int32

  public init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }
}
