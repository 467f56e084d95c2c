/// Whether bytes are UTF-8: no overlong form, no surrogate, nothing cut off.
///
/// - Source: [RFC 3629](https://www.rfc-editor.org/rfc/rfc3629).
public enum UTF8Check {
  /// - Complexity: O(bytes).
  public static func isValid(_ bytes: [UInt8]) -> Bool { firstInvalid(bytes[...]) == nil }

  /// - Complexity: O(bytes).
  public static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool { firstInvalid(bytes) == nil }

  /// The place, from the first byte, of what is no UTF-8; `nil` where all is.
  public static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
