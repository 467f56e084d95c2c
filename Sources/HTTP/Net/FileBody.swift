import Glibc

/// A file on its way to clients: the kernel sends it from its own pages, and none of it comes into
/// our memory.
///
/// It stays readable while somebody holds it, whatever becomes of its name.
public final class FileBody: Sendable {
  let descriptor: Int32
  /// In bytes.
  public let size: Int

  /// Opens a regular file.
  ///
  /// - Throws: ``FolderError``.
  public init(path: String) throws(FolderError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw FolderError(path: path, description: "\(path): \(ErrorText.of(errno))")
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      _ = close(descriptor)
      throw FolderError(path: path, description: "\(path): no regular file")
    }
    // It is sent from its beginning to its end: the kernel reads ahead of us, so that a loop waits
    // less for the disk.
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { _ = close(descriptor) }
}

/// A part of a file.
///
/// - Invariant: it lies within the file as that was when it was opened.
public struct FilePart: Sendable {
  let file: FileBody
  let start: Int
  /// How many bytes it has.
  public let count: Int

  /// The part of some bytes; what lies outside of the file is left out.
  public init(of file: FileBody, _ range: Range<Int>) {
    let range = range.clamped(to: 0..<file.size)
    self.file = file
    start = range.lowerBound
    count = range.count
  }

  /// What is left after some bytes of it.
  func dropFirst(_ bytes: Int) -> FilePart {
    FilePart(of: file, (start + min(bytes, count))..<(start + count))
  }
}
