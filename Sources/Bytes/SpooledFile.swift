import Glibc
import Synchronization

/// A whole file that came in and waits on disk for somebody to keep it.
///
/// It goes with its last owner, unless it was moved to where it stays.
public final class SpooledFile: Sendable {
  /// As its sender calls it: not cleaned, and never a path of this machine.
  public let name: String
  /// What its sender says it is; `nil` where they say nothing.
  public let mediaType: String?
  /// In bytes.
  public let size: Int
  /// The 32 bytes of the hash of its content.
  public let sha256: [UInt8]
  /// Its first bytes, ``Spool/headBytes`` at most.
  public let head: [UInt8]

  private let path: String
  private let isMoved = Atomic(false)

  init(
    name: String,
    mediaType: String?,
    size: Int,
    sha256: [UInt8],
    head: [UInt8],
    path: String
  ) {
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.sha256 = sha256
    self.head = head
    self.path = path
  }

  deinit {
    guard !isMoved.load(ordering: .relaxed) else { return }
    _ = unsafe unlink(path)
  }

  /// Puts the content on the disk itself; it blocks until it is there.
  ///
  /// - Throws: ``FileError``. What failed once is not on disk even where it succeeds again.
  public func sync() throws(FileError) { try Folders.sync(path) }

  /// Gives the file another name on the same disk, where it stays.
  ///
  /// - Throws: ``FileError``.
  public func move(to other: String) throws(FileError) {
    guard unsafe rename(path, other) == 0 else { throw .last("rename", other) }
    isMoved.store(true, ordering: .relaxed)
  }
}

extension SpooledFile: Hashable {
  /// A file is only itself: two with the same content were sent twice.
  public static func == (one: SpooledFile, other: SpooledFile) -> Bool { one === other }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
