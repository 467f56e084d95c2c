import SQLite

/// Where a ticket would begin: what `openTicket` opens and the opening form shows.
///
/// - Source: R39-R42, Q12, Q13.
struct Opening {
  let customer: CustomerID
  let customerType: CustomerType
  let type: TicketType
  let step: Step

  /// Finds where a ticket begins, or says all that stands against it.
  ///
  /// Where the rules cannot be read nothing is opened. A type that is blocked, closed or not for the
  /// customer is answered like one that never was.
  ///
  /// - Parameters:
  ///   - type: What is to be opened.
  ///   - owners: For whom.
  ///   - entryStep: Where; the type's default entry where it is absent.
  ///   - viewer: Who opens it.
  ///   - workflow: Where types and steps are looked for.
  /// - Returns: The opening, or the problems.
  static func find(
    _ type: Reference<TicketTypeID>,
    for owners: OpeningOwners,
    at entryStep: Reference<StepID>,
    by viewer: Viewer,
    in workflow: Workflow
  ) -> (opening: Opening?, problems: [Problem]) {
    if workflow.policy.isClosed { return (nil, [Problem(.rulesUnreadable)]) }
    let catalogue = Catalogue(workflow: workflow, viewer: viewer)
    var problems: [Problem] = []
    let type = type.id.flatMap { workflow.type($0) }
      .flatMap { catalogue.opens($0, for: owners.candidates.map(\.type)) ? $0 : nil }
    if type == nil { problems.append(Problem(.notFound, at: ["input", "type"])) }
    if let problem = owners.problem { problems.append(problem) }
    guard let type, problems.isEmpty else { return (nil, problems) }

    let fitting = owners.candidates.filter { type.opensFor.contains($0.type) }
    guard let owner = fitting.first, fitting.count == 1 else {
      return (nil, [Problem(.required, at: ["input", "customer"])])
    }
    guard let step = step(entryStep, of: type, in: workflow) else {
      return (nil, [Problem(.notFound, at: ["input", "entryStep"])])
    }
    let opening = Opening(
      customer: owner.customer,
      customerType: owner.type,
      type: type,
      step: step
    )
    return (opening, [])
  }

  private static func step(
    _ entryStep: Reference<StepID>,
    of type: TicketType,
    in workflow: Workflow
  ) -> Step? {
    switch entryStep {
    case .absent: type.defaultEntry.flatMap { workflow.step($0) }
    case .unreadable: nil
    case .id(let id):
      workflow.step(id).flatMap { $0.type == type.place && $0.isEntry ? $0 : nil }
    }
  }

  /// What the opener may write: a customer as in the draft, the desk as in a ticket in its hands.
  func judgement(for viewer: Viewer, in workflow: Workflow) -> EditJudgement {
    let isOnline = viewer.audience == .online
    return EditJudgement(
      type: type,
      policy: workflow.policy,
      viewer: viewer,
      situation: Situation(
        audience: viewer.audience,
        customerType: customerType,
        type: type.place,
        step: step.place,
        parameter: .unknown,
        status: isOnline ? .pending : .inProgress,
        responsibility: isOnline ? .customer : .attendant
      )
    )
  }
}

/// For whom a viewer could mean to open a ticket.
struct OpeningOwners {
  var candidates: [(customer: CustomerID, type: CustomerType)]
  var problem: Problem?

  /// A customer that is not the viewer's tells nothing of itself, its type not even by which types
  /// of ticket are refused: those that the viewer stands for decide then.
  static func of(
    _ customer: Reference<CustomerID>,
    for viewer: Viewer,
    on reader: DeskReader
  ) throws(SQLiteError) -> OpeningOwners {
    let missing = Problem(.notFound, at: ["input", "customer"])
    let mine = viewer.identities.map { (customer: $0.customer, type: $0.type) }
    switch (viewer.audience, customer) {
    case (.online, .absent): return OpeningOwners(candidates: mine)
    case (.online, let given):
      if let id = given.id, viewer.onlyReads(ticketsOf: id) {
        let refused = Problem(.dependantReadOnly, at: ["input", "customer"])
        return OpeningOwners(candidates: mine, problem: refused)
      }
      let named = mine.filter { $0.customer == given.id }
      return named.isEmpty
        ? OpeningOwners(candidates: mine, problem: missing) : OpeningOwners(candidates: named)
    case (.desk, .absent):
      let anybody = CustomerType.allCases.map { (customer: CustomerID(0), type: $0) }
      return OpeningOwners(
        candidates: anybody,
        problem: Problem(.required, at: ["input", "customer"])
      )
    case (.desk, let given):
      let id = given.id ?? CustomerID(0)
      let found = try reader.customers(ids: [id], for: viewer).rows
      guard let type = found.types.first else {
        let anybody = CustomerType.allCases.map { (customer: id, type: $0) }
        return OpeningOwners(candidates: anybody, problem: missing)
      }
      return OpeningOwners(candidates: [(customer: id, type: type)])
    }
  }
}

extension Parameter {
  /// What a new ticket holds unless its opener says something else; `nil` where the configuration
  /// says nothing, or nothing that would be taken from anybody.
  var initialValue: ParameterValue? {
    guard let defaultValue else { return nil }
    let value: ParameterValue? =
      switch kind {
      case .integer: Int32(defaultValue).map { .integer($0) }
      case .boolean:
        switch defaultValue {
        case "true", "1": .boolean(true)
        case "false", "0": .boolean(false)
        default: nil
        }
      case .text, .longText, .decimal, .date, .choice, .multiChoice, .section:
        ParameterValue(text: defaultValue, kind: kind)
      }
    guard let value, case .good(let judged) = judge(value) else { return nil }
    return judged
  }
}
