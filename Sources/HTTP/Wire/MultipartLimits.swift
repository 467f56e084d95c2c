/// What one multipart body may have beside the content of its parts.
///
/// - Units: bytes.
public struct MultipartLimits: Hashable, Sendable {
  /// What may stand before the first boundary: nobody writes anything there.
  ///
  /// Without it a body that never shows its boundary is read to its end for nothing.
  public var preamble = 1_024
  /// The fields of one part, all together.
  ///
  /// Without it a part without an empty line fills the memory.
  public var partHead = 8 * 1_024
  /// How many fields one part has.
  public var partFields = 16
  /// How many parts there are.
  ///
  /// Without it a body of empty parts costs us many times its size.
  public var parts = 100

  /// The limits of a server that sets none.
  public init() {}
}
