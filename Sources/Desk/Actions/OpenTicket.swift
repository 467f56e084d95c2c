public import SQLite

/// Opens a ticket as a draft: PENDING, the customer's turn, at an entry step of its type.
///
/// - Source: R4, R39-R46, Q12, Q13.
public struct OpenTicket: Sendable {
  public let type: Reference<TicketTypeID>
  public let customer: Reference<CustomerID>
  public let entryStep: Reference<StepID>
  public let parameters: [ParameterEdit]
  public let idempotencyKey: String?

  public init(
    type: Reference<TicketTypeID>,
    customer: Reference<CustomerID> = .absent,
    entryStep: Reference<StepID> = .absent,
    parameters: [ParameterEdit] = [],
    idempotencyKey: String? = nil
  ) {
    self.type = type
    self.customer = customer
    self.entryStep = entryStep
    self.parameters = parameters
    self.idempotencyKey = idempotencyKey
  }

  /// Opens the ticket, or says all that stands against it.
  ///
  /// A type that is blocked, closed or not for the customer is answered like one that never was.
  ///
  /// - Returns: The new ticket, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketID> {
    guard viewer.actor != nil else { return .refused(.notPermitted) }
    let attempt = Attempt("openTicket", key: idempotencyKey, digest: digest)
    switch try attempt.recall(for: viewer, in: context) {
    case .first: break
    case .again(let written): return .done(written.ticket)
    case .refused(let problem): return .refused([problem])
    }

    let found = try customerAndType(for: viewer, in: context)
    guard let place = found.place else { return .refused(found.problems) }
    let judgement = judgement(at: place, for: viewer, in: context)
    let (changes, problems) = judgement.judge(parameters)
    guard problems.isEmpty else { return .refused(problems) }

    let author = Performer(viewer, of: place.customer, in: context.workflow)
    let ticket = try context.insert(
      NewTicket(
        customer: place.customer,
        customerType: place.customerType,
        type: place.type.id,
        step: place.step.id,
        openedBy: author.key,
        contact: author.contact
      )
    )
    for change in changes {
      try context.set(change.parameter, to: change.value, of: ticket)
    }
    _ = try context.insert(
      NewMovement(
        kind: .opened,
        requestedBy: author.key,
        performedBy: author.key.attendant ?? context.workflow.defaultAttendant,
        from: nil,
        to: place.step.id,
        transition: nil,
        reason: nil,
        justification: nil,
        status: .pending,
        responsibility: .customer
      ),
      of: ticket
    )
    try attempt.keep(Written(ticket: ticket, number: 0), for: viewer, in: context)
    return .done(ticket)
  }

  /// Where the ticket is to begin.
  private struct Place {
    let customer: CustomerID
    let customerType: CustomerType
    let type: TicketType
    let step: Step
  }

  private func customerAndType(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> (place: Place?, problems: [Problem]) {
    let owners = try owners(for: viewer, in: context)
    var problems: [Problem] = []
    let type = type.id.flatMap { context.workflow.type($0) }
      .flatMap { type in
        let isOpen = type.isActive && !viewer.blockedTypes.contains(type.id)
        return isOpen && owners.candidates.contains { type.opensFor.contains($0.type) }
          ? type : nil
      }
    if type == nil { problems.append(Problem(.notFound, at: ["input", "type"])) }
    if let problem = owners.problem { problems.append(problem) }
    guard let type, problems.isEmpty else { return (nil, problems) }

    let fitting = owners.candidates.filter { type.opensFor.contains($0.type) }
    guard let owner = fitting.first, fitting.count == 1 else {
      return (nil, [Problem(.required, at: ["input", "customer"])])
    }
    let step: Step?
    switch entryStep {
    case .absent: step = type.defaultEntry.flatMap { context.workflow.step($0) }
    case .unreadable: step = nil
    case .id(let id):
      step = context.workflow.step(id).flatMap { $0.type == type.place && $0.isEntry ? $0 : nil }
    }
    guard let step else {
      return (nil, [Problem(.notFound, at: ["input", "entryStep"])])
    }
    let place = Place(
      customer: owner.customer,
      customerType: owner.type,
      type: type,
      step: step
    )
    return (place, [])
  }

  /// For whom the viewer could mean to open it.
  private struct Owners {
    var candidates: [(customer: CustomerID, type: CustomerType)]
    var problem: Problem?
  }

  /// A customer that is not the viewer's tells nothing of itself, its type not even by which types
  /// of ticket are refused: those that the viewer stands for decide then.
  private func owners(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Owners {
    let missing = Problem(.notFound, at: ["input", "customer"])
    let mine = viewer.identities.map { (customer: $0.customer, type: $0.type) }
    switch (viewer.audience, customer) {
    case (.online, .absent): return Owners(candidates: mine)
    case (.online, let given):
      let named = mine.filter { $0.customer == given.id }
      return named.isEmpty ? Owners(candidates: mine, problem: missing) : Owners(candidates: named)
    case (.desk, .absent):
      let anybody = CustomerType.allCases.map { (customer: CustomerID(0), type: $0) }
      return Owners(
        candidates: anybody,
        problem: Problem(.required, at: ["input", "customer"])
      )
    case (.desk, let given):
      let id = given.id ?? CustomerID(0)
      let found = try context.reader.customers(ids: [id], for: viewer).rows
      guard let type = found.types.first else {
        let anybody = CustomerType.allCases.map { (customer: id, type: $0) }
        return Owners(candidates: anybody, problem: missing)
      }
      return Owners(candidates: [(customer: id, type: type)])
    }
  }

  /// What the opener may write: a customer as in the draft, the desk as in a ticket in its hands.
  private func judgement(
    at place: Place,
    for viewer: Viewer,
    in context: WriteContext
  ) -> EditJudgement {
    let isOnline = viewer.audience == .online
    return EditJudgement(
      type: place.type,
      policy: context.workflow.policy,
      viewer: viewer,
      situation: Situation(
        audience: viewer.audience,
        customerType: place.customerType,
        type: place.type.place,
        step: place.step.place,
        parameter: .unknown,
        status: isOnline ? .pending : .inProgress,
        responsibility: isOnline ? .customer : .attendant
      )
    )
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(type.id?.rawValue)
    digest.add(customer.id?.rawValue)
    digest.add(entryStep.id?.rawValue)
    digest.add(parameters)
    return digest
  }
}
