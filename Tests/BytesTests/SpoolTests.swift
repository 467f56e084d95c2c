import Foundation
import Testing

@testable import Bytes

@Suite struct SpoolTests {
  /// A folder that goes with the test.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID())").path

    init() throws { try Folders.make(path) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test func `writes what comes to disk, counted, hashed, and readable by its owner alone`() throws
  {
    let folder = try Folder()
    let spool = try Spool(in: folder.path)
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for start in stride(from: 0, to: content.count, by: 65_536) {
      try spool.append(content[start..<min(start + 65_536, content.count)])
    }
    let file = spool.finish(named: "a.bin", mediaType: "x/y")
    #expect(file.size == content.count)
    #expect(file.sha256 == SHA256.hash(content))
    #expect(file.head == Array(content[..<512]))
    #expect(file.name == "a.bin" && file.mediaType == "x/y")

    let path = "\(folder.path)/\(try #require(try Folders.names(in: folder.path).first))"
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(content))
  }

  @Test func `leaves nothing behind of what nobody keeps`() throws {
    let folder = try Folder()
    do {
      let spool = try Spool(in: folder.path)
      try spool.append([1, 2, 3])
    }
    do {
      _ = try Spool(in: folder.path).finish(named: "", mediaType: nil)
    }
    #expect(try Folders.names(in: folder.path) == [])
  }

  @Test func `a file that is moved stays`() throws {
    let folder = try Folder()
    do {
      let spool = try Spool(in: folder.path)
      try spool.append(Array("kept".utf8)[...])
      let file = spool.finish(named: "", mediaType: nil)
      try file.sync()
      try file.move(to: "\(folder.path)/kept")
    }
    #expect(try Folders.names(in: folder.path) == ["kept"])
    #expect(Folders.size(of: "\(folder.path)/kept") == 4)
    try Folders.remove("\(folder.path)/kept")
    try Folders.remove("\(folder.path)/kept")
    #expect(Folders.size(of: "\(folder.path)/kept") == nil)
  }

  @Test func `says what failed`() throws {
    #expect(throws: FileError(call: "opendir", path: "/nowhere", code: ENOENT)) {
      try Folders.names(in: "/nowhere")
    }
    #expect(FileError(call: "write", path: "x", code: ENOSPC).isFull)
    #expect(
      FileError(call: "write", path: "x", code: ENOSPC).description
        == "write x: No space left on device"
    )
  }
}
