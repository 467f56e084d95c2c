import Desk

/// The folder that holds a system: one SQLite file, and what SQLite keeps beside it.
struct DataDirectory {
  var path: String

  var database: String { "\(path)/guiche.sqlite" }

  var isEmpty: Bool { !System.isThere(database) }

  /// Makes the folder where it is missing.
  func make() throws(CommandError) {
    guard System.makeDirectory(path) else {
      throw .failed("cannot write in \(path): give another folder with --data", code: 73)
    }
  }

  /// Opens the system, and makes its file or migrates it where that is needed.
  func open() throws(CommandError) -> Desk {
    do {
      return try Desk(path: database)
    } catch {
      throw .failed("cannot open \(database): \(error)", code: 74)
    }
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
