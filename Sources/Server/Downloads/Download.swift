/// A file that somebody may have.
public struct Download: Hashable, Sendable {
  /// Where its bytes are on this machine.
  public var path: String
  /// A name of its content: another content has another.
  public var contentName: String
  /// For example `application/pdf`.
  public var mediaType: String
  /// What to call it.
  public var name: String

  /// A file; the name may be any text.
  public init(path: String, contentName: String, mediaType: String, name: String) {
    self.path = path
    self.contentName = contentName
    self.mediaType = mediaType
    self.name = name
  }
}
