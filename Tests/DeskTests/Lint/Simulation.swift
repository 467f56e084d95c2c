import SQLite
import Testing

@testable import Desk

/// Plays a type through with the mutations themselves, as its customer and an attendant: the other
/// way to find out where somebody is stuck, which knows nothing of ``WorkflowWalk``.
///
/// In each state each way is tried twice: by who fills in only what is asked for, and by who fills
/// in all that can be filled.
struct Simulation {
  let desk: SketchDesk
  let type: TicketType
  let customerType: CustomerType
  /// What to try for each of the type's own parameters.
  let guesses: [String: [ParameterValue]]

  private(set) var reached: Set<WorkflowWalk.Stand> = []
  private(set) var stuck: Set<WorkflowWalk.Stand> = []
  private var seen: Set<Key> = []

  /// What makes two states of a ticket the same.
  private struct Key: Hashable {
    let stand: WorkflowWalk.Stand
    let filled: Set<ParameterPlace>
  }

  init(
    _ desk: SketchDesk,
    _ type: TicketType,
    _ customerType: CustomerType,
    guesses: [String: [ParameterValue]]
  ) {
    self.desk = desk
    self.type = type
    self.customerType = customerType
    self.guesses = guesses
  }

  mutating func run() throws {
    for step in desk.workflow.steps(of: type) where step.isEntry {
      try desk.undoing {
        let customer = try desk.viewer(customerType)
        let outcome = try OpenTicket(type: .id(type.id), entryStep: .id(step.id))
          .perform(for: customer, in: desk.context)
        try explore(try #require(outcome.value, "\(outcome.problems)"))
      }
    }
  }

  private func record(_ ticket: TicketID) throws -> TicketRecord {
    try #require(try desk.context.ticket(ticket, for: try desk.viewer("admin")))
  }

  private mutating func explore(_ ticket: TicketID) throws {
    let record = try record(ticket)
    guard record.status == .pending || record.status == .inProgress else { return }
    let stand = WorkflowWalk.Stand(
      step: record.step,
      status: record.status,
      responsibility: record.responsibility
    )
    var filled = Set(try desk.context.values(of: record).keys)
    filled.formUnion(try desk.reader.filledSections(of: ticket))
    guard seen.insert(Key(stand: stand, filled: filled)).inserted else { return }
    reached.insert(stand)

    let isDesks = stand.responsibility == .attendant
    let mover = try isDesks ? desk.viewer("staff") : desk.viewer(customerType)
    var canMove = false
    let step = try #require(desk.workflow.step(stand.step))
    for way in desk.workflow.transitions(from: step) {
      for fillsAll in [false, true] {
        try desk.undoing {
          if fillsAll { try fillAll(ticket, as: mover) }
          let isDone = try insist(ticket, as: mover) { () throws(SQLiteError) in
            try SubmitTicket(ticket: .id(ticket), condition: way.conditionKey, reason: "r")
              .perform(for: mover, in: desk.context).problems
          }
          guard isDone else { return }
          canMove = true
          try explore(ticket)
        }
      }
    }
    if isDesks {
      try desk.undoing {
        let isDone = try insist(ticket, as: mover) { () throws(SQLiteError) in
          try CompleteTicket(ticket: .id(ticket), solution: nil)
            .perform(for: mover, in: desk.context).problems
        }
        if isDone { canMove = true }
      }
    }
    if !canMove { stuck.insert(stand) }
  }

  /// Tries something until it is done, filling in what it asks for, or until that cannot be done.
  private func insist(
    _ ticket: TicketID,
    as mover: Viewer,
    _ attempt: () throws(SQLiteError) -> [Problem]
  ) throws -> Bool {
    for _ in 0..<4 {
      let problems = try attempt()
      if problems.isEmpty { return true }
      guard problems.allSatisfy({ $0.code == .parameterRequired }) else { return false }
      for problem in problems {
        guard let key = problem.parameterKey, try fill(key, of: ticket, as: mover) else {
          return false
        }
      }
    }
    return false
  }

  private func fillAll(_ ticket: TicketID, as mover: Viewer) throws {
    for key in guesses.keys.sorted() { _ = try fill(key, of: ticket, as: mover) }
    for section in ["discussion", "understandings"] {
      _ = try fill(section, of: ticket, as: mover)
    }
  }

  /// Fills in a parameter or section by a mutation, where one takes it.
  private func fill(_ key: String, of ticket: TicketID, as mover: Viewer) throws -> Bool {
    switch key {
    case "discussion":
      return try PostMessage(ticket: .id(ticket), text: "x")
        .perform(for: mover, in: desk.context).value != nil
    case "understandings":
      return try ProposeUnderstanding(ticket: .id(ticket), text: "x")
        .perform(for: mover, in: desk.context).value != nil
    default:
      for value in guesses[key] ?? [.text("x")] {
        let edit = ParameterEdit(key: key, value: value)
        let outcome = try UpdateTicket(ticket: .id(ticket), parameters: [edit])
          .perform(for: mover, in: desk.context)
        if outcome.value != nil { return true }
      }
      return false
    }
  }
}

extension Sketch {
  /// A type that nobody thought about.
  static func random(_ numbers: inout SeededNumbers) -> Sketch {
    let steps = Array(["a", "b", "c", "d"].prefix(Int.random(in: 1...4, using: &numbers)))
    var sketch = Sketch(steps: steps, ways: [], parameters: [Own(), hard(&numbers)])
    if steps.count > 1, Bool.random(using: &numbers) { sketch.entries.append(steps[1]) }
    for from in steps {
      for _ in 0..<Int.random(in: 0...2, using: &numbers) {
        let to = steps.randomElement(using: &numbers) ?? from
        sketch.ways.append("\(from)>\(to):\(Bool.random(using: &numbers) ? "C" : "A")")
      }
    }
    for step in steps {
      for key in ["x", "y", "understandings", "discussion", "solution"]
      where Int.random(in: 0..<3, using: &numbers) == 0 {
        let flags = FieldFlags(rawValue: UInt8.random(in: 0..<32, using: &numbers))
        let added = FieldFlags(rawValue: UInt8.random(in: 0..<32, using: &numbers))
        let isRefined = Bool.random(using: &numbers)
        sketch.rules.append(Rule(step, key, flags, isRefined ? (.student, added) : nil))
      }
    }
    return sketch
  }

  /// A parameter that may be one for which nothing fits.
  private static func hard(_ numbers: inout SeededNumbers) -> Own {
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: Own(key: "y", kind: .choice)
    case 1: Own(key: "y", kind: .decimal, minimum: "0.2", maximum: "0.9", fractionDigits: 0)
    case 2: Own(key: "y", kind: .multiChoice)
    case 3: Own(key: "y", kind: .choice, choices: ["one"])
    case 4: Own(key: "y", kind: .decimal, minimum: "-1.5", maximum: "-0.2", fractionDigits: 0)
    default: Own(key: "y", kind: .integer, defaultValue: "7", minimum: "5", maximum: "9")
    }
  }

  /// What a person would try.
  static let guesses: [String: [ParameterValue]] = [
    "x": [.text("x")],
    "y": [
      .integer(6), .choice("one"), .choices(["one"]), .decimal("0"), .decimal("1"),
      .decimal("0.5"), .decimal("-1"), .decimal("-2"),
    ],
  ]
}
