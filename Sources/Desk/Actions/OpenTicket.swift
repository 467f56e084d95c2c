public import SQLite

/// Opens a ticket as a draft: PENDING, the customer's turn, at an entry step of its type.
///
/// - Source: R4, R39-R46, Q11-Q13.
public struct OpenTicket: Sendable {
  public let type: Reference<TicketTypeID>
  public let customer: Reference<CustomerID>
  public let entryStep: Reference<StepID>
  public let parameters: [ParameterEdit]
  public let idempotencyKey: String?
  public let academicContext: Reference<EnrolmentID>

  public init(
    type: Reference<TicketTypeID>,
    customer: Reference<CustomerID> = .absent,
    entryStep: Reference<StepID> = .absent,
    parameters: [ParameterEdit] = [],
    idempotencyKey: String? = nil,
    academicContext: Reference<EnrolmentID> = .absent
  ) {
    self.type = type
    self.customer = customer
    self.entryStep = entryStep
    self.parameters = parameters
    self.idempotencyKey = idempotencyKey
    self.academicContext = academicContext
  }

  /// Opens the ticket, or says all that stands against it.
  ///
  /// The opening is the first movement of the history, so it too needs the configured attendant
  /// (Q11). What nobody fills in has the default that its type gives it, seen by the opener or not.
  ///
  /// - Returns: The new ticket, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketID> {
    guard viewer.actor != nil, viewer.lens == nil else { return .refused(.notPermitted) }
    let attempt = Attempt("openTicket", key: idempotencyKey, digest: digest)
    switch try attempt.recall(for: viewer, in: context) {
    case .first: break
    case .again(let written): return .done(written.ticket)
    case .refused(let problem): return .refused([problem])
    }
    if context.workflow.policy.isClosed { return .refused(.rulesUnreadable) }
    guard let configured = context.workflow.defaultAttendant else {
      return .refused(.attendantNotConfigured)
    }

    let owners = try OpeningOwners.of(customer, for: viewer, on: context.reader)
    let found = Opening.find(
      type,
      for: owners,
      at: entryStep,
      by: viewer,
      in: context.workflow
    )
    guard let opening = found.opening else { return .refused(found.problems) }
    let judgement = opening.judgement(for: viewer, in: context.workflow)
    let (changes, faults) = judgement.judge(parameters)
    var problems = faults
    if try !isContextOpen(to: opening.customer, in: context) {
      problems.append(Problem(.notFound, at: ["input", "academicContext"]))
    }
    guard problems.isEmpty else { return .refused(problems) }

    let author = Performer(viewer, of: opening.customer, in: context.workflow)
    let ticket = try context.insert(
      NewTicket(
        customer: opening.customer,
        customerType: opening.customerType,
        type: opening.type.id,
        step: opening.step.id,
        openedBy: author.key,
        contact: author.contact
      )
    )
    if let enrolment = academicContext.id { try context.set(enrolment, of: ticket) }
    for change in changes + defaults(of: opening.type, except: changes) {
      try context.set(change.parameter, to: change.value, of: ticket)
    }
    _ = try context.insert(
      NewMovement(
        kind: .opened,
        requestedBy: author.key,
        performedBy: author.key.attendant ?? configured,
        from: nil,
        to: opening.step.id,
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

  /// Whether the academic context, where one is named, is an active one of the ticket's customer.
  private func isContextOpen(
    to customer: CustomerID,
    in context: WriteContext
  ) throws(SQLiteError) -> Bool {
    if academicContext == .absent { return true }
    guard let id = academicContext.id else { return false }
    return try context.isOpen(id, to: customer)
  }

  /// The defaults of what the opener says nothing of.
  private func defaults(
    of type: TicketType,
    except changes: [ParameterChange]
  ) -> [ParameterChange] {
    let given = Set(changes.map(\.parameter.place))
    return type.parameters.compactMap { parameter in
      guard !given.contains(parameter.place), let value = parameter.initialValue else {
        return nil
      }
      return ParameterChange(parameter: parameter, value: value)
    }
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(type.id?.rawValue)
    digest.add(customer.id?.rawValue)
    digest.add(entryStep.id?.rawValue)
    digest.add(parameters)
    if academicContext != .absent { digest.add(academicContext.id?.rawValue) }
    return digest
  }
}
