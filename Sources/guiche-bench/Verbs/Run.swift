import Bytes
import Desk

extension Verb {
  /// Measures the running server.
  static let run = Verb(
    name: "run",
    meaning: """
      serve the data with `guiche`, and measure the reference operations over loopback; beside the \
      processor time of each, what as many bytes take (HTTP), and the same rows by bare SQL (SQL)
      """,
    options: [
      ("guiche", "FILE", "the program that serves (the one beside this)"),
      ("only", "NAMES", "operations, with commas between: Q1,Q1L,Q1N,Q2,Q3,Q4,Q5 (all)"),
      ("clients", "N", "clients that ask at once (16)"),
      ("milliseconds", "N", "for how long each operation is measured (3000)"),
      ("json", "", "print JSON"),
      ("compare", "FILE", "JSON of an earlier run: print how the processor time changed"),
    ]
  ) { arguments in
    let measurement = try RunMeasurement(arguments)
    try measurement.table().packed.show(arguments)
    return 0
  }
}

/// Measures the reference operations, one after another, over loopback.
struct RunMeasurement {
  private let directory: String
  private let program: String
  private let names: [String]
  private let clients: Int
  private let milliseconds: Int
  /// The processor time of an earlier run, by operation.
  private let former: [String: Double]

  /// - Throws: A ``Complaint`` about an argument.
  init(_ arguments: Arguments) throws {
    directory = arguments.directory
    program = arguments["guiche"] ?? "\(System.programFolder)/guiche"
    names = try operationNames(arguments)
    clients = try arguments.integer("clients", in: 1...1_000, standard: 16)
    milliseconds = try arguments.integer("milliseconds", in: 1...600_000, standard: 3_000)
    former = try arguments["compare"].map(formerCosts) ?? [:]
  }

  /// Starts the server, measures, and stops it.
  func table() throws -> Table {
    let desk = try openDesk(in: directory)
    defer { desk.stop() }
    let house = try BenchHouse(desk)
    let customer = try house.signIn(.student)
    let attendant = try house.signIn(.attendant)
    let server = try Child(program, ["serve", "--data", directory, "--port", "0"])
    defer { server.stop() }
    let load = Load(port: try server.listeningPort(), clients: clients)
    let floor = try Child("\(System.programFolder)/guiche-bench", ["floor", directory])
    defer { floor.stop() }
    let bare = Load(port: try floor.listeningPort(), clients: clients)
    let operations = Operations(load, customer: customer.token, attendant: attendant.token)
    var table = Table(
      "op",
      "requests/s",
      "p50 ms",
      "p99 ms",
      "CPU ms",
      "HTTP ms",
      "SQL ms",
      "bytes",
      "statements",
      "resident kB",
      "times before"
    )
    for name in names {
      let operation = try operations.operation(name)
      let bytes = try operations.check(operation)
      let statements = try house.statements(of: operation, customer, attendant)
      let (result, cost) = try measure(operation.bytes, load, server)
      let (_, ofBytes) = try measure(operation.bytes(to: ["/bytes/\(bytes)"]), bare, floor)
      let ofSQL =
        operation.barePaths.isEmpty
        ? nil : try measure(operation.bytes(to: operation.barePaths), bare, floor).1
      table.append(
        .text(name),
        .number(result.requestsPerSecond, digits: 0),
        .number(result.milliseconds(ofPercent: 50), digits: 3),
        .number(result.milliseconds(ofPercent: 99), digits: 3),
        .number(cost, digits: 4),
        .number(ofBytes, digits: 4),
        ofSQL.map { .number($0, digits: 4) } ?? .nothing,
        .count(bytes),
        statements.map { .count($0) } ?? .nothing,
        .count(server.residentKilobytes),
        former[name].map { .number(cost / $0, digits: 2) } ?? .nothing
      )
    }
    return table
  }

  /// What a load gave, and the server's processor time for each request in milliseconds.
  private func measure(
    _ requests: [[UInt8]],
    _ load: Load,
    _ server: Child
  ) throws -> (Load.Result, Double) {
    // A fifth of the time first, so that plans and pages are where they will be.
    _ = try load.run(requests, milliseconds: milliseconds / 5)
    let before = server.processorMilliseconds
    let result = try load.run(requests, milliseconds: milliseconds)
    let spent = server.processorMilliseconds - before
    return (result, spent / Double(max(1, result.latencies.count)))
  }
}

private func operationNames(_ arguments: Arguments) throws(Complaint) -> [String] {
  guard let given = arguments["only"] else { return Operation.names }
  let names = given.split(separator: ",").map { String($0) }
  guard !names.isEmpty, names.allSatisfy(Operation.names.contains) else {
    throw .usage("--only takes names of \(Operation.names.joined(separator: ","))")
  }
  return names
}

extension Child {
  /// Where the server listens, as it says itself.
  func listeningPort() throws(Complaint) -> UInt16 {
    while let line = line() {
      guard line.hasPrefix("listening on ") else { continue }
      let digits = line.split(separator: ":").last ?? ""
      if let port = UInt16(digits) { return port }
    }
    throw Complaint("the server ended before it listened", code: 69)
  }
}

/// The processor time of each operation in an earlier run's JSON.
private func formerCosts(_ path: String) throws -> [String: Double] {
  let text = System.text(of: path)
  guard case .array(let rows) = try JSONParser.parse(Array(text.utf8)) else {
    throw Complaint("\(path) is not what `run --json` prints", code: 65)
  }
  var costs: [String: Double] = [:]
  for row in rows {
    guard case .string(let name)? = row["op"] else { continue }
    switch row["CPU ms"] {
    case .double(let cost)?: costs[name] = cost
    case .integer(let cost)?: costs[name] = Double(cost)
    default: continue
    }
  }
  return costs
}

extension BenchHouse {
  /// How many statements one request of an operation runs, once it was run before; `nil` for one
  /// that writes, which happens in another thread.
  fileprivate func statements(
    of operation: Operation,
    _ sessions: Session...
  ) throws -> Int? {
    guard let (document, variables) = operation.requests.first, operation.name != "Q5",
      let session = sessions.first(where: { $0.token == operation.token })
    else { return nil }
    _ = try answer(Array(document.utf8), variables, for: session)
    let before = statements
    _ = try answer(Array(document.utf8), variables, for: session)
    return statements - before
  }
}
