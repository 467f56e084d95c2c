import Glibc

/// A call of the operating system failed on a file.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call, for example `write`.
  public let call: String
  /// The file or folder.
  public let path: String
  /// The `errno`.
  public let code: Int32

  public init(call: String, path: String, code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }

  /// What just failed; asked for before anything else is called.
  static func last(_ call: String, _ path: String) -> FileError {
    FileError(call: call, path: path, code: errno)
  }

  /// Whether there is no room left: on the disk, or of what the owner may take.
  public var isFull: Bool { code == ENOSPC || code == EDQUOT }

  /// Whether it may go well soon: as many files are open as the process or the system may have.
  public var isPassing: Bool { code == EMFILE || code == ENFILE }

  /// One English sentence for the operator.
  public var description: String {
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return "\(call) \(path): \(text)"
  }
}
