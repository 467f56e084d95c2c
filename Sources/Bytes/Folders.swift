import Glibc

/// What is done to folders of our own.
public enum Folders {
  /// Makes a folder that only its owner reads, where it is missing.
  ///
  /// - Throws: ``FileError``.
  public static func make(_ path: String) throws(FileError) {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last("mkdir", path) }
  }

  /// The folder that a path lies in.
  public static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The names in a folder, sorted, without those that begin with a dot.
  ///
  /// - Throws: ``FileError``.
  public static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw .last("opendir", path) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes a file away; one that is not there is fine.
  ///
  /// - Throws: ``FileError``.
  public static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("unlink", path) }
  }

  /// Puts a file's content, or a folder's names, on the disk itself; it blocks until it is there.
  ///
  /// - Throws: ``FileError``.
  public static func sync(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("open", path) }
    defer { _ = close(descriptor) }
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw .last("fsync", path) }
    }
  }

  /// Whether a path is a regular file of so many bytes, and no link to one.
  public static func isFile(_ path: String, ofSize size: Int) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && Int(status.st_size) == size
  }

  /// The size of a file in bytes; `nil` where there is none.
  public static func size(of path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Int(status.st_size)
  }
}
