/// A parameter of a type of the proof: its kind, and from whom the rules hide it.
struct ProofParameter: Sendable {
  let key: String
  let kind: ProofKind
  /// The side that does not see it; `nil` where both do.
  let hiddenFrom: Side?
  /// Whether every ticket has it; such a parameter is a field of `Ticket` too.
  var isCore = false

  /// An edit of the parameter, as `ParameterInput`.
  func edit(_ value: ProofValue?) -> String {
    let literal = value.map { kind.input(kind.literal($0, key: key)) } ?? "null"
    return "{key: \"\(key)\", value: \(literal)}"
  }
}

/// The two sides of the desk, as the rules know them.
enum Side: String, CaseIterable, Sendable {
  case online
  case desk

  var other: Side { self == .online ? .desk : .online }
  /// The flag that hides from it.
  var flag: String { self == .online ? "invisibleOnline" : "invisible" }
}

/// How a rule hides: for every customer's ticket, or by a refinement of each customer type.
enum Hiding: String, CaseIterable, Sendable {
  case flag
  case refinement
}

/// A type of ticket made for the proof.
///
/// Its three steps have the same rules, so that what is hidden stays so wherever a ticket goes.
struct ProofType: Sendable {
  let key: String
  let hiding: Hiding
  /// The parameters that can hold a value, core ones and the type's own.
  let parameters: [ProofParameter]
  /// The side from whom all four sections are hidden; `nil` where both have them.
  let sectionsHiddenFrom: Side?

  static let sections = ["discussion", "attachments", "stepHistory", "understandings"]

  /// One parameter of each kind that customers do not see, one that the desk does not, one for all.
  private static func own(_ hiding: Hiding) -> ProofType {
    let sides: [(String, Side?)] = [("Open", nil), ("Online", .online), ("Desk", .desk)]
    return ProofType(
      key: "own-\(hiding)",
      hiding: hiding,
      parameters: core(hiddenFrom: nil)
        + ProofKind.allCases.flatMap { kind in
          sides.map { ProofParameter(key: "\(kind)\($0)", kind: kind, hiddenFrom: $1) }
        },
      sectionsHiddenFrom: nil
    )
  }

  /// Every core parameter and every section is hidden from one side.
  private static func core(_ side: Side, _ hiding: Hiding) -> ProofType {
    ProofType(
      key: "core-\(side)-\(hiding)",
      hiding: hiding,
      parameters: core(hiddenFrom: side),
      sectionsHiddenFrom: side
    )
  }

  private static func core(hiddenFrom side: Side?) -> [ProofParameter] {
    [
      ("subject", ProofKind.text), ("requestText", .longText), ("priority", .choice),
      ("product", .text), ("dueDate", .date), ("solution", .longText),
    ].map { ProofParameter(key: $0, kind: $1, hiddenFrom: side, isCore: true) }
  }

  static let all = Hiding.allCases.flatMap { hiding in
    [own(hiding), core(.online, hiding), core(.desk, hiding)]
  }

  /// A type that profiles block, with nothing hidden.
  static let blocked = ProofType(
    key: "blocked",
    hiding: .flag,
    parameters: core(hiddenFrom: nil),
    sectionsHiddenFrom: nil
  )

  /// The keys that the rules hide, each with the side.
  var hidden: [(key: String, from: Side)] {
    parameters.compactMap { parameter in parameter.hiddenFrom.map { (parameter.key, $0) } }
      + (sectionsHiddenFrom.map { side in Self.sections.map { ($0, side) } } ?? [])
  }

  /// Whether it has something that is hidden from a side.
  func hides(from side: Side) -> Bool { hidden.contains { $0.from == side } }
}

/// Where a ticket of the proof stands.
enum ProofState: String, CaseIterable, Sendable {
  case pending
  case withAttendant
  case withCustomer
  case completed
  case cancelled
}
