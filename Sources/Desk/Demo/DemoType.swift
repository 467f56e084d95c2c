/// A ticket type of the demo story: its way, its rules and what its tickets say.
struct DemoType: Sendable {
  let key: String
  let name: String
  let summary: String
  /// Key of a ``DemoGroup``.
  let group: String
  let opensFor: [CustomerType]
  /// The type's own parameters, in the order of the form.
  let parameters: [DemoParameter]
  /// Rules that count at every step.
  let always: [DemoRule]
  let steps: [DemoStep]
  /// One way through the steps for each ``DemoOutcome``, as the conditions taken.
  ///
  /// - Shape: as many as there are outcomes, in their order.
  let journeys: [[String]]
  let words: DemoWords

  /// The step in which its tickets are opened when nothing else is said.
  var entry: DemoStep? { steps.first { $0.isDefaultEntry } }

  func step(_ key: String) -> DemoStep? { steps.first { $0.key == key } }
}

/// How far a ticket of the demo story has come.
enum DemoOutcome: Int, CaseIterable, Sendable {
  /// PENDING: not handed over yet.
  case draft
  /// IN_PROGRESS with an attendant, once around.
  case atDesk
  /// IN_PROGRESS, sent back to the customer.
  case returned
  case completed
  case cancelled
  /// IN_PROGRESS with an attendant, after a loop through the customer.
  case atDeskAgain
  /// IN_PROGRESS, far on the way and the customer's turn.
  case returnedAgain
}

/// A group of ticket types.
struct DemoGroup: Sendable {
  let key: String
  let name: String
  let summary: String
}

/// A parameter that only one type has.
struct DemoParameter: Sendable {
  let key: String
  let label: String
  let kind: ParameterKind
  /// Values in use, one ticket after the other; for MULTI_CHOICE keys apart by `+`.
  let samples: [String]
  var choices: [DemoChoice] = []
  var lengthMax: Int64?
  var minimum: String?
  var maximum: String?
  var fractionDigits: Int64?
  /// Filled in by the desk, so empty while the ticket has not reached it.
  var isDesks = false
}

/// Something that can be chosen.
struct DemoChoice: Sendable {
  let key: String
  let label: String

  init(_ key: String, _ label: String) {
    self.key = key
    self.label = label
  }
}

/// A step and the ways out of it.
struct DemoStep: Sendable {
  let key: String
  let name: String
  var isEntry = false
  var isDefaultEntry = false
  /// User code of the attendant who gets the ticket here; the configured one where there is none.
  var attendant: String?
  let ways: [DemoWay]
  var rules: [DemoRule] = []
}

/// A way from one step to another.
struct DemoWay: Sendable {
  let condition: String
  let label: String
  let to: String
  let turn: Responsibility
  /// Keys of ``DemoReason``s.
  let reasons: [String]

  init(
    _ condition: String,
    _ label: String,
    to: String,
    _ turn: Responsibility,
    _ reasons: String...
  ) {
    self.condition = condition
    self.label = label
    self.to = to
    self.turn = turn
    self.reasons = reasons
  }
}

/// What a rule sets on a parameter or section at a step.
struct DemoRule: Sendable {
  let parameter: String
  let flags: FieldFlags
  /// What is added for one customer type.
  let refinements: [(customerType: CustomerType, flags: FieldFlags)]

  init(
    _ parameter: String,
    _ flags: FieldFlags = [],
    _ refinements: (CustomerType, FieldFlags)...
  ) {
    self.parameter = parameter
    self.flags = flags
    self.refinements = refinements.map { (customerType: $0, flags: $1) }
  }
}

/// What people write in the tickets of a type.
struct DemoWords: Sendable {
  /// A subject and the request that goes with it.
  let requests: [(subject: String, text: String)]
  let fromCustomer: [String]
  let fromAttendant: [String]
  /// For the desk alone.
  let amongAttendants: [String]
  let understandings: [String]
  let solutions: [String]
  let products: [String]
  /// File names of attachments.
  let files: [String]
}

extension DemoType {
  /// The flags that count for a customer type at a step, as the story tells them.
  ///
  /// Written apart from ``Policy`` on purpose: the canaries are planted by the story's own words,
  /// so that they can convict the decision.
  func flags(of parameter: String, at step: DemoStep, for customerType: CustomerType) -> FieldFlags
  {
    var flags: FieldFlags = []
    for rule in always + step.rules where rule.parameter == parameter {
      flags.formUnion(rule.flags)
      for refinement in rule.refinements where refinement.customerType == customerType {
        flags.formUnion(refinement.flags)
      }
    }
    return flags
  }
}
