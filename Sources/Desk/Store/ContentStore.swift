import Bytes

/// The bytes of attachments: files in a folder, each content once, under its SHA-256.
///
/// A content is on the disk itself before the row that names it is committed. What a crash or a
/// deleted ticket leaves without a row is taken away after the next start, on the writer's thread:
/// only there can no new row come to name it meanwhile.
///
/// - Shape: `ab/abcdef…`, by the hexadecimal digits of the hash.
public struct ContentStore: Sendable {
  private let folder: String

  /// The contents in a folder, which is made with the first of them.
  public init(folder: String) { self.folder = folder }

  /// Where a content lies, or would lie.
  public func path(of sha256: [UInt8]) -> String {
    "\(inner(of: sha256))/\(Hexadecimal.encode(sha256))"
  }

  private func inner(of sha256: [UInt8]) -> String {
    "\(folder)/\(Hexadecimal.encode(Array(sha256.prefix(1))))"
  }

  /// Keeps a file whose content is on the disk itself already.
  ///
  /// - Throws: `FileError`; nothing is kept then.
  func keep(_ file: SpooledFile) throws(FileError) {
    let path = path(of: file.sha256)
    guard Folders.size(of: path) != file.size else { return }
    let inner = inner(of: file.sha256)
    try Folders.make(folder)
    try Folders.make(inner)
    try file.move(to: path)
    try Folders.sync(inner)
    try Folders.sync(folder)
  }

  /// Keeps some bytes, for what comes with the program.
  ///
  /// - Throws: `FileError`; nothing is kept then.
  func keep(_ bytes: [UInt8]) throws(FileError) {
    let inner = inner(of: SHA256.hash(bytes))
    try Folders.make(folder)
    try Folders.make(inner)
    let spool = try Spool(in: inner)
    try spool.append(bytes[...])
    let file = spool.finish(named: "", mediaType: nil)
    try file.sync()
    try keep(file)
  }

  /// Every content there is, by its hash, and by what is no hash what a crash left on its way.
  ///
  /// - Throws: `FileError`.
  func contents() throws(FileError) -> [Content] {
    guard Folders.size(of: folder) != nil else { return [] }
    var contents: [Content] = []
    for inner in try Folders.names(in: folder) where inner.utf8.count == 2 {
      for name in try Folders.names(in: "\(folder)/\(inner)") {
        let sha256 = Hexadecimal.decode(name) ?? []
        contents.append(Content(path: "\(folder)/\(inner)/\(name)", sha256: sha256))
      }
    }
    return contents
  }

  /// A file of the folder.
  struct Content: Hashable, Sendable {
    let path: String
    let sha256: [UInt8]
  }
}
