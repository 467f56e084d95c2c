public import SQLite

extension ProblemCode {
  /// Why an action cannot write to a section that the decision is about; `nil` where it can.
  ///
  /// Where there is nothing to see there is nothing to write to.
  init?(writingUnder access: Access) {
    switch access.exposure {
    case .hidden: self = .notPermitted
    case .readOnly: self = .parameterReadOnly
    case .writable: return nil
    }
  }
}

/// What an action is judged by before its input is looked at: where the ticket stands.
struct ActionGround {
  let ticket: TicketID
  let customerType: CustomerType
  let type: TypePlace
  let step: StepPlace
  let status: TicketStatus
  let responsibility: Responsibility
  let attendant: AttendantID?
  /// Whether the viewer it was found for is the customer's guardian, who changes nothing of it.
  let isDependants: Bool

  /// What the decision about a parameter looks at.
  func situation(of parameter: ParameterPlace, for audience: Audience) -> Situation {
    var situation = Situation(
      audience: audience,
      customerType: customerType,
      type: type,
      step: step,
      parameter: parameter,
      status: status,
      responsibility: responsibility
    )
    situation.isDependants = isDependants
    return situation
  }
}

extension Workflow {
  /// Why the rules of a step leave an action nothing to do.
  ///
  /// - Parameters:
  ///   - action: What is to be done.
  ///   - situation: The ticket's own, of whichever parameter.
  ///   - reader: Who acts.
  /// - Returns: `nil` where they leave something.
  /// - Complexity: O(the type's parameters): no statement.
  func refusal(
    of action: TicketAction,
    in situation: Situation,
    for reader: Reader
  ) -> ProblemCode? {
    func access(to parameter: ParameterPlace) -> Access {
      var situation = situation
      situation.parameter = parameter
      return policy.access(in: situation, for: reader)
    }
    if let section = action.section {
      return ProblemCode(writingUnder: access(to: ParameterPlace(section)))
    }
    switch action {
    case .editParameters:
      let form = type(situation.type)?.formOrder ?? []
      return form.contains { access(to: $0).isWritable } ? nil : .parameterReadOnly
    case .submit: return waysOut(of: situation.step).isEmpty ? .noWayOut : nil
    default: return nil
    }
  }
}

extension DeskReader {
  /// Why an action would be refused whatever it is given; `nil` where it would not.
  ///
  /// `Ticket.actions` and every mutation ask this and nothing else, in this order: the profile,
  /// whether the viewer only reads the customer's tickets, whether there are rules to judge by, the
  /// table, the configured attendant, the rules of the step, and what the action needs to find (F14,
  /// Q11).
  ///
  /// - Complexity: O(the type's parameters and the step's ways out); one statement where an
  ///   understanding could be decided.
  func refusal(
    of action: TicketAction,
    on ground: ActionGround,
    to viewer: Viewer
  ) throws(SQLiteError) -> ProblemCode? {
    guard let actor = viewer.actor else { return .notPermitted }
    if ground.isDependants { return .dependantReadOnly }
    if workflow.policy.isClosed { return .rulesUnreadable }
    let refusal = Permitted.refusal(
      of: action,
      by: actor,
      status: ground.status,
      responsibility: ground.responsibility
    )
    if let refusal { return ProblemCode(refusal) }
    if action.isMovement, workflow.defaultAttendant == nil { return .attendantNotConfigured }
    let situation = ground.situation(of: .unknown, for: viewer.audience)
    if let code = workflow.refusal(of: action, in: situation, for: viewer.reader) { return code }
    switch action {
    case .postMessage, .addAttachment, .proposeUnderstanding, .complete, .cancel, .delete,
      .editParameters, .submit:
      return nil
    case .decideUnderstanding:
      guard let latest = try latestUnderstanding(of: ground.ticket) else { return .notFound }
      return latest.state == .proposed ? nil : .alreadyDecided
    case .take:
      guard let own = workflow.attendant(of: viewer.user) else { return .onlyAttendants }
      return own.id == ground.attendant ? .alreadyAssigned : nil
    case .reassign:
      let others = workflow.attendants.filter { $0.isActive && $0.id != ground.attendant }
      return others.isEmpty ? .alreadyAssigned : nil
    }
  }

  /// Why each action would be refused on each of some tickets; `nil` where it would not.
  ///
  /// - Parameters:
  ///   - tickets: Best read with ``TicketFields/people``, else that is read here.
  ///   - viewer: Who asks.
  /// - Returns: For each ticket all actions, in the order of `TicketAction.allCases`.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(tickets x parameters), and one statement, stepped once for each ticket whose
  ///   understanding could be decided.
  public func refusals(
    on tickets: Tickets,
    to viewer: Viewer
  ) throws(SQLiteError) -> [ProblemCode?] {
    var refusals: [ProblemCode?] = []
    refusals.reserveCapacity(tickets.count * TicketAction.allCases.count)
    for ground in try grounds(of: tickets, for: viewer) {
      for action in TicketAction.allCases {
        refusals.append(try refusal(of: action, on: ground, to: viewer))
      }
    }
    return refusals
  }

  /// Where tickets stand.
  func grounds(of tickets: Tickets, for viewer: Viewer) throws(SQLiteError) -> [ActionGround] {
    var attendants = tickets.attendants
    if attendants.count != tickets.count {
      let found = try self.tickets(ids: tickets.ids, fields: .people, for: viewer)
      attendants = found.slots.map { $0 < 0 ? nil : found.rows.attendants[Int($0)] }
    }
    return (0..<tickets.count).map { place in
      ActionGround(
        ticket: tickets.ids[place],
        customerType: tickets.customerTypes[place],
        type: tickets.types[place],
        step: tickets.steps[place],
        status: tickets.statuses[place],
        responsibility: tickets.responsibilities[place],
        attendant: attendants[place],
        isDependants: viewer.onlyReads(ticketsOf: tickets.customers[place])
      )
    }
  }
}
