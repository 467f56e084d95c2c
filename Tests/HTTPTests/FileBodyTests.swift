import Testing

@testable import HTTP

@Suite struct FileBodyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ content: [UInt8]) throws -> FileBody {
    try folder.write("file", String(decoding: content, as: UTF8.self))
    return try FileBody(path: "\(folder.path)/file")
  }

  @Test(arguments: [1, 3, 10, 1_000])
  func `files and bytes leave a queue in order, in pieces of any size`(step: Int) throws {
    let file = try file(Array("0123456789".utf8))
    var queue = OutputQueue()
    queue.append(Array("a".utf8))
    queue.append(FilePart(of: file, 2..<7))
    queue.append([UInt8](repeating: 120, count: 5_000))
    queue.append(FilePart(of: file, 0..<0))
    queue.append(FilePart(of: file, 9..<99))
    queue.append(Array("z".utf8))
    #expect(queue.count == 1 + 5 + 5_000 + 1 + 1)
    var sent = ""
    let content = Array("0123456789".utf8)
    while !queue.isEmpty {
      if let part = queue.frontFile {
        let count = min(step, part.count)
        sent += String(decoding: content[part.start..<part.start + count], as: UTF8.self)
        queue.remove(count)
      } else {
        let (first, second) = queue.front
        let piece = (first + second).prefix(step)
        #expect(!piece.isEmpty)
        sent += String(decoding: piece, as: UTF8.self)
        queue.remove(piece.count)
      }
    }
    #expect(sent == "a23456" + String(repeating: "x", count: 5_000) + "9z")
  }

  @Test func `opens regular files only`() throws {
    #expect(throws: FolderError.self) { try FileBody(path: folder.path) }
    #expect(throws: FolderError.self) { try FileBody(path: "\(folder.path)/nothing") }
  }
}
