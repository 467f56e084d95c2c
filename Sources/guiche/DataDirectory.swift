import Bytes
import Desk

/// The folder that holds a system: one SQLite file, and what SQLite keeps beside it.
struct DataDirectory {
  var path: String

  var database: String { "\(path)/guiche.sqlite" }

  /// The bytes of attachments.
  var files: String { "\(path)/files" }

  /// Files on their way in; what a crash leaves there is of no use.
  var uploads: String { "\(path)/uploads" }

  var isEmpty: Bool { !System.isThere(database) }

  /// Makes the folder where it is missing.
  func make() throws(CommandError) {
    guard System.makeDirectory(path) else {
      throw .failed("cannot write in \(path): give another folder with --data", code: 73)
    }
  }

  /// Makes the folder of files on their way in, and empties it.
  func makeUploads() throws(CommandError) {
    do {
      try Folders.make(uploads)
      for name in try Folders.names(in: uploads) { try Folders.remove("\(uploads)/\(name)") }
    } catch {
      throw .failed("cannot write in \(uploads): \(error)", code: 73)
    }
  }

  /// Opens the system, and makes its file or migrates it where that is needed.
  func open(_ log: Log, limits: FileLimits = FileLimits()) throws(CommandError) -> Desk {
    do {
      return try Desk(path: database, files: files, limits: limits) { fault in log.record(fault) }
    } catch {
      throw .failed("cannot open \(database): \(error)", code: 74)
    }
  }
}

extension Log {
  /// Writes down what the desk cannot read: which kind, where, since when; never what stands there.
  fileprivate func record(_ fault: DeskFault) {
    record(
      .error,
      "hidden because it cannot be read",
      [
        JSON.Member(name: "kind", value: .string(fault.kind.rawValue)),
        JSON.Member(name: "place", value: .string(fault.place)),
        JSON.Member(name: "revision", value: .integer(fault.revision)),
      ]
    )
  }
}

extension Option {
  /// Where the data lies.
  static let data = Option(
    name: "data",
    value: "DIR",
    meaning: "the folder that holds the system's file",
    environment: "GUICHE_DATA",
    standard: "guiche-data"
  )
}
