import Bytes
import Desk

extension Verb {
  /// Measures live events.
  static let live = Verb(
    name: "live",
    meaning: """
      serve the data with `guiche`, and measure live events over loopback; fails where one is lost, \
      doubled, out of order, or heard by somebody else
      """,
    options: [
      ("guiche", "FILE", "the program that serves (the one beside this)"),
      ("only", "NAMES", "measurements, with commas between: idle,fan-out,slow (all)"),
      ("idle", "N", "subscribers that hear nothing, each on a connection (10000)"),
      (
        "quiet", "SECONDS",
        "for how long they are left alone (35: each is asked once if it is there)"
      ),
      ("subscribers", "N", "subscribers that hear of each change (1000)"),
      ("changes", "N", "changes that each hears of (1000)"),
      ("posters", "N", "clients that make them at once (4)"),
      ("ahead", "N", "changes that not all have heard of, at most (50)"),
      ("rate", "N", "changes a second where latency is measured (20)"),
      ("json", "", "print JSON"),
    ]
  ) { arguments in
    let measurement = try LiveMeasurement(arguments)
    let (tables, isClean) = try measurement.tables()
    if arguments.isOn("json") {
      var writer = ByteWriter()
      writer.append(json: .object(tables.map { JSON.Member(name: $0.name, value: $0.table.json) }))
      System.write(writer.text())
    } else {
      for (name, table) in tables { System.write("\(name)\n\n\(table.text)\n") }
    }
    return isClean ? 0 : 1
  }
}

/// Measures live events: idle subscribers, many changes for many, and slow ones among fast ones.
struct LiveMeasurement {
  let directory: String
  let program: String
  let names: [String]
  let idle: Int
  let quiet: Int
  let subscribers: Int
  let changes: Int
  let posters: Int
  let ahead: Int
  let rate: Int

  static let names = ["idle", "fan-out", "slow"]

  /// - Throws: A ``Complaint`` about an argument.
  init(_ arguments: Arguments) throws {
    directory = arguments.directory
    program = arguments["guiche"] ?? "\(System.programFolder)/guiche"
    names = (arguments["only"] ?? Self.names.joined(separator: ",")).split(separator: ",")
      .map { String($0) }
    guard !names.isEmpty, names.allSatisfy(Self.names.contains) else {
      throw Complaint.usage("--only takes names of \(Self.names.joined(separator: ","))")
    }
    idle = try arguments.integer("idle", in: 12...100_000, standard: 10_000)
    quiet = try arguments.integer("quiet", in: 0...3_600, standard: 35)
    subscribers = try arguments.integer("subscribers", in: 1...5_000, standard: 1_000)
    changes = try arguments.integer("changes", in: 1...100_000, standard: 1_000)
    posters = try arguments.integer("posters", in: 1...64, standard: 4)
    ahead = try arguments.integer("ahead", in: 1...1_000_000, standard: 50)
    rate = try arguments.integer("rate", in: 1...10_000, standard: 20)
  }

  /// Runs what was asked for.
  ///
  /// - Returns: What was measured, and whether every event came as it should.
  func tables() throws -> (tables: [(name: String, table: Table)], isClean: Bool) {
    // Beside its connections each side has some files open.
    let most = System.raiseOpenFiles() - 100
    guard max(idle, subscribers) <= most else {
      throw Complaint("the system allows \(most) connections of a process: ask for fewer", code: 71)
    }
    var tables: [(String, Table)] = []
    var isClean = true
    for name in names {
      let (table, areHeard) =
        switch name {
        case "idle": try idleTable()
        case "fan-out": try fanOutTable()
        default: try slowTable()
        }
      tables.append((name, table))
      isClean = isClean && areHeard
    }
    return (tables, isClean)
  }

  /// Says what came and should not have, where that is the first that one looks for.
  func complain(of run: LiveRun) {
    for stray in run.audience.strays { System.complain("unexpected: \(stray)") }
    for feed in run.audience.feeds.filter({ !$0.seat.isSlow && $0.hasEnded }).prefix(3) {
      System.complain("a subscriber's connection ended: \(feed.stage)")
    }
  }
}
