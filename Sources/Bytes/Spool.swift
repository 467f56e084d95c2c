import Glibc

/// A file on its way in: what comes is written to disk at once, counted and hashed.
///
/// Memory holds nothing of it but its first bytes, whatever its length. A spool that is let go
/// before ``finish(named:mediaType:)`` leaves no file behind.
public final class Spool {
  /// How many bytes its name says in hexadecimal digits until it is moved.
  public static let nameBytes = 16
  /// How many first bytes are kept in memory, to tell what kind of file it is.
  public static let headBytes = 512

  private let path: String
  private var descriptor: Int32
  private var hash = SHA256()
  private var head: [UInt8] = []
  /// How many bytes have come.
  public private(set) var count = 0

  /// Makes an empty file, which only its owner reads, under a name that nobody can guess.
  ///
  /// - Parameter folder: Where it lies until it is moved; on the disk that it is moved to.
  /// - Throws: ``FileError``.
  public init(in folder: String) throws(FileError) {
    path = "\(folder)/\(Hexadecimal.encode(Random.bytes(Self.nameBytes)))"
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last("open", path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    _ = close(descriptor)
    _ = unsafe unlink(path)
  }

  /// Writes what came next.
  ///
  /// - Throws: ``FileError``; the spool is of no use then.
  public func append(_ bytes: ArraySlice<UInt8>) throws(FileError) {
    if head.count < Self.headBytes {
      head.append(contentsOf: bytes.prefix(Self.headBytes - head.count))
    }
    hash.update(bytes)
    count += bytes.count
    var rest = bytes
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw .last("write", path)
      }
      rest = rest.dropFirst(written)
    }
  }

  /// The whole file; the spool takes nothing more.
  ///
  /// - Parameters:
  ///   - name: What the sender calls it.
  ///   - mediaType: What the sender says it is; `nil` where they say nothing.
  /// - Returns: The file, which is gone with the last reference to it.
  public func finish(named name: String, mediaType: String?) -> SpooledFile {
    _ = close(descriptor)
    descriptor = -1
    return SpooledFile(
      name: name,
      mediaType: mediaType,
      size: count,
      sha256: hash.finish(),
      head: head,
      path: path
    )
  }
}
