import Bytes
import Desk

extension Verb {
  /// Makes the reference data.
  static let data = Verb(
    name: "data",
    meaning: "make the reference data in a new system",
    options: [
      ("scale", "N", "thousandths of the full size, 1 to 10000 (1000: 200,000 tickets)"),
      ("seed", "N", "another one makes other data of the same shape (1)"),
    ]
  ) { arguments in
    let thousandths = try arguments.integer("scale", in: ReferenceScale.range, standard: 1_000)
    let seed = try arguments.integer("seed", in: 1...Int(Int32.max), standard: 1)
    let scale = ReferenceScale(thousandths: thousandths) ?? .full
    guard System.makeDirectory(arguments.directory) else {
      throw Complaint("cannot write in \(arguments.directory)", code: 73)
    }
    let path = database(in: arguments.directory)
    let start = Clock.monotonicNanoseconds()
    let desk = try Desk(path: path)
    var told = 0
    let isMade = try desk.makeReferenceData(scale, seed: UInt64(seed)) { written in
      guard written * 10 / scale.tickets > told else { return }
      told = written * 10 / scale.tickets
      System.complain("\(written) of \(scale.tickets) tickets, \(seconds(since: start)) s")
    }
    desk.stop()
    guard isMade else { throw Complaint("there is a system in \(arguments.directory)", code: 73) }
    System.write(
      """
      \(path): \(System.size(of: path) / 1_000) kB in \(seconds(since: start)) s
      \(scale.customers) customers, \(scale.users) users, \(scale.tickets) tickets, \
      \(scale.messages) messages, \(scale.movements) movements, \(scale.attachments) attachments
      sign in as \(ReferenceData.User.allCases.map(\.code).joined(separator: ", ")) \
      with the password \(ReferenceData.password)
      """
    )
    return 0
  }
}

/// The system's file in a folder, where `guiche serve --data` finds it.
func database(in directory: String) -> String { "\(directory)/guiche.sqlite" }

/// Opens the reference data.
func openDesk(in directory: String) throws -> Desk {
  let path = database(in: directory)
  guard System.isThere(path) else {
    throw Complaint(
      "there is no data in \(directory); `guiche-bench data` makes it",
      code: 66
    )
  }
  return try Desk(path: path)
}

private func seconds(since start: Int64) -> Int64 {
  (Clock.monotonicNanoseconds() - start + 500_000_000) / 1_000_000_000
}
