import Glibc

/// A folder of its own, which goes away with it.
final class TemporaryFolder {
  let path: String
  private var made: [String] = []

  struct Failed: Error { let call: String }

  init() throws {
    var template = Array("/tmp/guiche-http-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failed(call: "mkdtemp") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in made.reversed() { remove("\(path)/\(name)") }
    remove(path)
  }

  func write(_ name: String, _ text: String) throws {
    if let slash = name.lastIndex(of: "/") {
      let folder = String(name[..<slash])
      if mkdir("\(path)/\(folder)", 0o700) == 0 { made.append(folder) }
    }
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failed(call: "fopen") }
    made.append(name)
    fputs(text, file)
    fclose(file)
  }

  func link(_ name: String, to target: String) throws {
    guard symlink(target, "\(path)/\(name)") == 0 else { throw Failed(call: "symlink") }
    made.append(name)
  }
}
