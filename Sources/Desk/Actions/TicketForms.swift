public import SQLite

/// What a gate asks of a viewer, by the keys of parameters and sections.
public struct FormGate: Sendable {
  /// All that has to be filled in, in the order of the form; only what the viewer sees and can
  /// write.
  public let needs: [String]
  /// What of it is empty still.
  public let missing: [String]
}

/// The forms of tickets where they stand, for one viewer.
///
/// - Shape: ticket `i` owns `fields.items[fields.offsets[i]..<fields.offsets[i + 1]]`, the ways
///   `transitions[transitionOffsets[i]..<transitionOffsets[i + 1]]` and `completions[i]`.
public struct TicketForms: Sendable {
  public let fields: TicketParameters
  public internal(set) var transitionOffsets: [Int32] = [0]
  /// The ways on which the viewer could hand the ticket over now.
  public internal(set) var transitions: [Transition] = []
  /// What each of these ways asks for.
  public internal(set) var gates: [FormGate] = []
  /// What completing asks for; `nil` where the viewer cannot complete the ticket now.
  public internal(set) var completions: [FormGate?] = []

  init(fields: TicketParameters) { self.fields = fields }

  public var count: Int { completions.count }
}

extension DeskReader {
  /// The forms of some tickets: their fields as the viewer meets them, and what it takes to move on.
  ///
  /// - Parameters:
  ///   - tickets: Read with the columns of the core values, else those read as empty.
  ///   - viewer: Who asks.
  /// - Returns: A form for each ticket.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(parameters x ways out), two statements, stepped once a ticket.
  public func forms(
    of tickets: Tickets,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketForms {
    let fields = try parameters(of: tickets, for: viewer)
    var forms = TicketForms(fields: fields)
    for (place, ground) in try grounds(of: tickets, for: viewer).enumerated() {
      let range = Int(fields.offsets[place])..<Int(fields.offsets[place + 1])
      try append(ground, fields.items[range], to: &forms, for: viewer)
    }
    return forms
  }

  private func append(
    _ ground: ActionGround,
    _ fields: ArraySlice<TicketParameter>,
    to forms: inout TicketForms,
    for viewer: Viewer
  ) throws(SQLiteError) {
    let gates = FormGates(ground, fields, for: viewer, on: self)
    if try refusal(of: .submit, on: ground, to: viewer) == nil {
      for way in workflow.waysOut(of: ground.step) {
        forms.transitions.append(way)
        forms.gates.append(try gates?.gate(to: way.to) ?? FormGate(needs: [], missing: []))
      }
    }
    forms.transitionOffsets.append(Int32(clamping: forms.transitions.count))
    let canComplete = try refusal(of: .complete, on: ground, to: viewer) == nil
    forms.completions.append(canComplete ? try gates?.completion() : nil)
  }
}

/// Asks the gates of one ticket's step.
private struct FormGates {
  private let ground: ActionGround
  private let type: TicketType
  private let judgement: EditJudgement
  private let filled: Set<ParameterPlace>
  private let reader: DeskReader

  init?(
    _ ground: ActionGround,
    _ fields: ArraySlice<TicketParameter>,
    for viewer: Viewer,
    on reader: DeskReader
  ) {
    guard let type = reader.workflow.type(ground.type) else { return nil }
    self.ground = ground
    self.type = type
    self.reader = reader
    judgement = EditJudgement(
      type: type,
      policy: reader.workflow.policy,
      viewer: viewer,
      situation: ground.situation(of: .unknown, for: viewer.audience)
    )
    filled = Set(fields.filter { $0.value != nil }.map(\.parameter.place))
  }

  func gate(to destination: StepPlace) throws(SQLiteError) -> FormGate {
    try asked(
      Gate(
        type: type,
        destination: destination,
        judgement: judgement
      )
    )
  }

  func completion() throws(SQLiteError) -> FormGate {
    try asked(
      Gate(
        type: type,
        destination: nil,
        asksForSolution: true,
        judgement: judgement
      )
    )
  }

  private func asked(_ gate: Gate) throws(SQLiteError) -> FormGate {
    let demanded = gate.demanded()
    var filled = filled
    if demanded.contains(where: { $0.kind == .section }) {
      filled.formUnion(try reader.filledSections(of: ground.ticket))
    }
    return FormGate(
      needs: demanded.map(\.key),
      missing: demanded.filter { !filled.contains($0.place) }.map(\.key)
    )
  }
}
