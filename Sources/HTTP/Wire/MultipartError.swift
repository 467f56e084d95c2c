/// A multipart body that cannot be read.
public struct MultipartError: Error, Hashable, Sendable {
  /// What was wrong, in one English clause for the client's developer.
  public let reason: String

  /// An error with its clause.
  public init(_ reason: String) {
    self.reason = reason
  }
}
