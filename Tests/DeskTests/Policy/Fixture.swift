import Glibc
import Testing

/// A text file beside the tests: lines of words, `#` begins a remark.
enum Fixture {
  static func lines(
    of path: String,
    from file: String = #filePath
  ) throws -> [(number: Int, words: [String])] {
    let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
    let text = try read("/\(folder)/\(path)")
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .compactMap { index, line in
        let written = line.prefix { $0 != "#" }
        let words = written.split(separator: " ").map(String.init)
        return words.isEmpty ? nil : (index + 1, words)
      }
  }

  private static func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "no fixture \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
