/// A file that somebody may have.
public struct Download: Hashable, Sendable {
  /// Where its bytes are on this machine.
  public var path: String
  /// A name of its content: another content has another.
  public var contentName: String
  /// In bytes, by what is known of the content.
  public var size: Int
  /// For example `application/pdf`.
  public var mediaType: String
  /// What to call it.
  public var name: String

  /// A file; the name may be any text.
  public init(path: String, contentName: String, size: Int, mediaType: String, name: String) {
    self.path = path
    self.contentName = contentName
    self.size = size
    self.mediaType = mediaType
    self.name = name
  }
}
