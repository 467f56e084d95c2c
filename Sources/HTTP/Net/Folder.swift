import Glibc

/// A folder could not be read.
public struct FolderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path that failed.
  public let path: String
  /// What was wrong.
  public let description: String
}

/// Reads the files of a folder of our own.
public enum Folder {
  /// How deep folders are followed: a loop of mounts ends here.
  private static let depth = 8
  /// How many bytes all files may have: they stay in memory.
  private static let size = 32 * 1_024 * 1_024

  /// The regular files below a folder, by their path from it, in order.
  ///
  /// Names that begin with a dot, and links, are left out.
  ///
  /// - Throws: Where one cannot be read, or all of them are too much.
  public static func files(
    in folder: String
  ) throws(FolderError) -> [(path: String, bytes: [UInt8])] {
    var found: [(path: String, bytes: [UInt8])] = []
    var left = size
    try collect(folder, from: "", depth: depth, left: &left, into: &found)
    return found.sorted { $0.path < $1.path }
  }

  private static func collect(
    _ folder: String,
    from path: String,
    depth: Int,
    left: inout Int,
    into found: inout [(path: String, bytes: [UInt8])]
  ) throws(FolderError) {
    guard depth > 0 else { throw failure(folder, "folders lie too deep") }
    for name in try names(in: folder) {
      let whole = "\(folder)/\(name)"
      var status = stat()
      guard unsafe lstat(whole, &status) == 0 else { throw failure(whole) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        try collect(whole, from: "\(path)\(name)/", depth: depth - 1, left: &left, into: &found)
      case S_IFREG:
        let bytes = try read(whole, atMost: left)
        left -= bytes.count
        found.append((path: path + name, bytes: bytes))
      default: break
      }
    }
  }

  private static func names(in folder: String) throws(FolderError) -> [String] {
    guard let directory = unsafe opendir(folder) else { throw failure(folder) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func read(_ path: String, atMost limit: Int) throws(FolderError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw failure(path)
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw failure(path, "the files are too large") }
    }
  }

  private static func failure(_ path: String, _ reason: String? = nil) -> FolderError {
    let code = errno
    return FolderError(path: path, description: "\(path): \(reason ?? ErrorText.of(code))")
  }
}
