import Foundation
import GraphQL

/// The documents that several suites read.
enum Documents {
  /// A file of `Documents/`.
  static func source(_ name: String) throws -> Source {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Documents")
    return Source(Array(try Data(contentsOf: folder.appending(path: name))), name: name)
  }
}
