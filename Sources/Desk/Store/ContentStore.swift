import Bytes
import Synchronization

/// The bytes of attachments: files in a folder, each content once, under its SHA-256.
///
/// A content is on the disk itself before the row that names it is committed. What loses its last
/// row, or never gets one, is taken away by ``ContentSweep``.
///
/// - Shape: `ab/abcdef…`, by the hexadecimal digits of the hash.
public struct ContentStore: Sendable {
  private let folder: String
  /// How many files the desk takes, and how large ones.
  public let limits: FileLimits
  private let made = MadeFolders()

  /// The contents in a folder, which is made with the first of them.
  public init(folder: String, limits: FileLimits = FileLimits()) {
    self.folder = folder
    self.limits = limits
  }

  /// Where a content lies, or would lie.
  public func path(of sha256: [UInt8]) -> String {
    "\(inner(of: sha256))/\(Hexadecimal.encode(sha256))"
  }

  private func inner(of sha256: [UInt8]) -> String {
    "\(folder)/\(Hexadecimal.encode(Array(sha256.prefix(1))))"
  }

  /// Keeps a file whose content is on the disk itself already.
  ///
  /// - Throws: `FileError`; nothing is kept then that a row may name.
  func keep(_ file: SpooledFile) throws(FileError) {
    let path = path(of: file.sha256)
    let inner = try makeFolder(of: file.sha256)
    // What lies there and is no such file is read by nobody.
    if !Folders.isFile(path, ofSize: file.size) { try file.move(to: path) }
    // Also where the content was there: who brought it may have failed just before this line.
    try Folders.sync(inner)
  }

  /// Keeps some bytes, for what comes with the program.
  ///
  /// - Throws: `FileError`; nothing is kept then.
  func keep(_ bytes: [UInt8]) throws(FileError) {
    let spool = try Spool(in: try makeFolder(of: SHA256.hash(bytes)))
    try spool.append(bytes[...])
    let file = spool.finish(named: "", mediaType: nil)
    try file.sync()
    try keep(file)
  }

  /// Makes the folder of a content, whose name is then on the disk itself.
  private func makeFolder(of sha256: [UInt8]) throws(FileError) -> String {
    let inner = inner(of: sha256)
    try made.make(folder)
    try made.make(inner)
    return inner
  }

  /// Every content there is, by its hash, and by what is no hash what a crash left on its way; what
  /// has another kind of name is none of ours.
  ///
  /// - Throws: `FileError`.
  func contents() throws(FileError) -> [Content] {
    guard Folders.size(of: folder) != nil else { return [] }
    var contents: [Content] = []
    for inner in try Folders.names(in: folder) where inner.utf8.count == 2 {
      for name in try Folders.names(in: "\(folder)/\(inner)") {
        guard let sha256 = Hexadecimal.decode(name), [Spool.nameBytes, 32].contains(sha256.count)
        else { continue }
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

/// The folders that were made here and whose names are on the disk itself.
private final class MadeFolders: Sendable {
  private let paths = Mutex<Set<String>>([])

  /// Makes a folder, unless that was done before.
  func make(_ path: String) throws(FileError) {
    guard !paths.withLock({ $0.contains(path) }) else { return }
    try Folders.make(path)
    try Folders.sync(Folders.parent(of: path))
    paths.withLock { _ = $0.insert(path) }
  }
}
