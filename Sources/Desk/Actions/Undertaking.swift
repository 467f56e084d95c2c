import Bytes
import SQLite

/// An action on a ticket that nothing stands against but, perhaps, its input.
///
/// All actions begin the same way, in the same order: the ticket has to be there for the viewer, a
/// request that came before is answered as it was, a loser of a race learns of the race, and then
/// ``DeskReader/refusal(of:on:to:)`` speaks.
struct Undertaking {
  let viewer: Viewer
  let ticket: TicketRecord
  let type: TicketType
  /// As whom the viewer acts.
  let author: ParticipantKey

  /// What became of the beginning.
  enum Beginning {
    case begun(Undertaking)
    /// The same request came before.
    case again(Written)
    case refused([Problem])
  }

  /// - Parameters:
  ///   - action: What is to be done.
  ///   - ticket: To which ticket.
  ///   - path: Where in the input the ticket is named.
  ///   - expectedVersion: The version that the viewer saw; `nil` where it does not matter.
  ///   - attempt: What the request is remembered by.
  ///   - viewer: Who acts.
  ///   - context: What is written in.
  /// - Returns: The action, or what was found in its place.
  /// - Throws: `SQLiteError`.
  static func begin(
    _ action: TicketAction,
    on ticket: Reference<TicketID>,
    named path: [String] = ["input", "ticket"],
    expectedVersion: Int64? = nil,
    as attempt: Attempt,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Beginning {
    guard viewer.actor != nil, viewer.lens == nil else { return .refused([Problem(.notPermitted)]) }
    guard let target = try ticket.record(for: viewer, in: context),
      let type = context.workflow.type(target.type)
    else { return .refused([Problem(.notFound, at: path)]) }
    switch try attempt.recall(for: viewer, in: context) {
    case .first: break
    case .again(let written): return .again(written)
    case .refused(let problem): return .refused([problem])
    }
    // A loser of a race learns of the race first: the ticket's state is not what was seen.
    if let expectedVersion, expectedVersion != target.version {
      return .refused([Problem(.conflict, at: ["input", "expectedVersion"])])
    }
    if let code = try context.reader.refusal(of: action, on: target.ground, to: viewer) {
      return .refused([Problem(code, parameterKey: action.section(refusedAs: code))])
    }
    return .begun(
      Undertaking(
        viewer: viewer,
        ticket: target,
        type: type,
        author: Performer(viewer, of: target.customer, in: context.workflow).key
      )
    )
  }

  /// Judges edits in the ticket's present state.
  func judgement(in workflow: Workflow) -> EditJudgement {
    EditJudgement(
      type: type,
      policy: workflow.policy,
      viewer: viewer,
      situation: ticket.situation(of: .unknown, for: viewer.audience)
    )
  }

  /// What is filled of the ticket.
  func values(
    in context: WriteContext
  ) throws(SQLiteError) -> [ParameterPlace: ParameterValue] {
    try context.values(of: ticket)
  }

  /// Those of some changes that make a difference to what is filled.
  func real(
    _ changes: [ParameterChange],
    over values: [ParameterPlace: ParameterValue]
  ) -> [ParameterChange] {
    changes.filter { change in
      switch (change.value, values[change.parameter.place]) {
      case (nil, nil): false
      case (let new?, let old?): !new.isSame(as: old)
      case (nil, _?), (_?, nil): true
      }
    }
  }

  /// Writes parameters that are ``real(_:over:)``; the versions are the caller's to raise.
  func write(_ changes: [ParameterChange], in context: WriteContext) throws(SQLiteError) {
    for change in changes {
      try context.set(change.parameter, to: change.value, of: ticket.id)
    }
  }

  /// The sides that see at least one of some parameters at the ticket's step.
  func sides(seeing changes: [ParameterChange], in workflow: Workflow) -> Set<Audience> {
    changes.reduce(into: []) { sides, change in
      sides.formUnion(self.sides(seeing: change.parameter.place, in: workflow))
    }
  }

  /// The sides that see a section at the ticket's step.
  func sides(seeing section: CommonParameter, in workflow: Workflow) -> Set<Audience> {
    sides(seeing: ParameterPlace(section), in: workflow)
  }

  private func sides(seeing place: ParameterPlace, in workflow: Workflow) -> Set<Audience> {
    Set(
      Audience.allCases.filter { audience in
        !workflow.policy.access(in: ticket.situation(of: place, for: audience)).isHidden
      }
    )
  }

  /// Where a movement leads.
  struct Destination {
    var step: StepID?
    var status: TicketStatus
    var responsibility: Responsibility
    var attendant: AttendantID?
    var transition: Transition?
    var reason: ReasonID?
  }

  /// Where the ticket stands, for a movement that changes only a part of it.
  var here: Destination {
    Destination(
      status: ticket.status,
      responsibility: ticket.responsibility,
      attendant: ticket.attendant
    )
  }

  /// Moves the ticket and writes the one row of its history.
  ///
  /// - Returns: The movement; `nil` where the ticket's step is not known any more.
  func move(
    _ kind: MovementKind,
    to destination: Destination,
    justification: String? = nil,
    in context: WriteContext
  ) throws(SQLiteError) -> ChildID? {
    guard let from = context.workflow.step(ticket.step) else { return nil }
    let to = destination.step ?? from.id
    try context.place(
      ticket.id,
      at: to,
      destination.status,
      destination.responsibility,
      attendant: destination.attendant
    )
    return try context.insert(
      NewMovement(
        kind: kind,
        requestedBy: author,
        performedBy: author.attendant ?? context.workflow.defaultAttendant,
        from: from.id,
        to: to,
        transition: destination.transition,
        reason: destination.reason,
        justification: justification,
        status: destination.status,
        responsibility: destination.responsibility
      ),
      of: ticket.id
    )
  }
}

extension TicketAction {
  /// The key of the section that a refusal is about, where the viewer sees it.
  fileprivate func section(refusedAs code: ProblemCode) -> String? {
    code == .parameterReadOnly ? section?.rawValue : nil
  }
}

extension TicketRecord {
  /// What actions are judged by.
  var ground: ActionGround {
    ActionGround(
      ticket: id,
      customerType: customerType,
      type: type,
      step: step,
      status: status,
      responsibility: responsibility,
      attendant: attendant,
      isDependants: isDependants
    )
  }
}

extension ParameterValue {
  /// Whether the two are kept as the same bytes.
  func isSame(as other: ParameterValue) -> Bool {
    switch (self, other) {
    case (.text(let one), .text(let two)), (.decimal(let one), .decimal(let two)),
      (.date(let one), .date(let two)), (.choice(let one), .choice(let two)):
      one.hasSameBytes(as: two)
    default: self == other
    }
  }
}
