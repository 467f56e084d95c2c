import Bytes

/// The bytes of attachments: files in a folder, each content once, under its SHA-256.
///
/// A content is on the disk itself before the row that names it is committed. What a crash leaves
/// without a row is taken away when the desk is opened, and at no other time: a content that a
/// deleted ticket had may be what a new row names.
///
/// - Shape: `ab/abcdef…`, by the hexadecimal digits of the hash.
public struct ContentStore: Sendable {
  private let folder: String

  /// The contents in a folder, which is made with the first of them.
  public init(folder: String) { self.folder = folder }

  /// Where a content lies, or would lie.
  public func path(of sha256: [UInt8]) -> String {
    let name = Hexadecimal.encode(sha256)
    return "\(folder)/\(name.prefix(2))/\(name)"
  }

  /// Keeps a file whose content is on the disk itself already.
  ///
  /// - Throws: `FileError`; nothing is kept then.
  func keep(_ file: SpooledFile) throws(FileError) {
    let path = path(of: file.sha256)
    guard Folders.size(of: path) != file.size else { return }
    let inner = String(path.dropLast(file.sha256.count * 2 + 1))
    try Folders.make(folder)
    try Folders.make(inner)
    try file.move(to: path)
    try Folders.sync(inner)
    try Folders.sync(folder)
  }

  /// Takes away what no row names.
  ///
  /// - Parameter isNamed: Whether an attachment has the content of a hash.
  /// - Throws: `FileError`, and what the closure throws.
  func collect(unless isNamed: ([UInt8]) throws -> Bool) throws {
    guard Folders.size(of: folder) != nil else { return }
    for inner in try Folders.names(in: folder) {
      for name in try Folders.names(in: "\(folder)/\(inner)") {
        guard let sha256 = Hexadecimal.decode(name), try !isNamed(sha256) else { continue }
        try Folders.remove("\(folder)/\(inner)/\(name)")
      }
    }
  }
}
