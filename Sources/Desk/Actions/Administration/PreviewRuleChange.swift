public import SQLite

/// Asks what other rules would change, without writing anything.
///
/// It tells who would see, write or have to fill in more or less, and in how many open tickets.
///
/// - Source: product page, `previewRuleChange`; F10.
public struct PreviewRuleChange: Sendable {
  /// Whose rules they are; `.absent` is those in force.
  public let draft: Reference<RuleVersionID>
  /// Cells in the place of what these say.
  public let rules: [SetFieldRules.Rule]
  /// Of one type alone; `.absent` is all that are not blocked for the viewer.
  public let type: Reference<TicketTypeID>

  public init(
    draft: Reference<RuleVersionID>,
    rules: [SetFieldRules.Rule],
    type: Reference<TicketTypeID>
  ) {
    self.draft = draft
    self.rules = rules
    self.type = type
  }

  /// Compares the policy of today with the one that would be.
  ///
  /// - Returns: `nil` for what is no draft or no type, and for a viewer who is no administrator.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(the configuration + open tickets where something changes), the latter by one
  ///   index, and a look-up a ticket for each parameter of a type's own.
  public func read(
    for viewer: Viewer,
    on reader: DeskReader
  ) throws(SQLiteError) -> RulePreview? {
    guard let administrator = Administrator(viewer) else { return nil }
    let catalogue = Catalogue(workflow: reader.workflow, viewer: viewer)
    var types = Set(reader.workflow.types.filter { catalogue.shows($0.place) }.map(\.id))
    if type != .absent { types.formIntersection(type.id.map { [$0] } ?? []) }
    if type != .absent, types.isEmpty { return nil }
    guard var planned = try planned(for: viewer, on: reader) else { return nil }

    var preview = RulePreview(draft: draft.id)
    guard rules.count <= Limits.ruleCells else {
      preview.problems = [Problem(.invalidValue, at: ["rules"])]
      return preview
    }
    var findings = Findings()
    let cells = findings.cells(rules, of: administrator, in: reader.workflow)
    guard findings.isEmpty else {
      // A query has arguments where a mutation has its input.
      preview.problems = findings.problems.map { problem in
        Problem(
          problem.code,
          at: Array(problem.path.dropFirst()),
          parameterKey: problem.parameterKey
        )
      }
      return preview
    }
    for cell in cells {
      let key = RuleCells.Key(step: cell.step.id, parameter: cell.parameter.id)
      planned.cells[key] = cell.rule
    }
    // Both are read here, so that they have the same places whatever the reader remembers.
    let comparison = PolicyComparison(
      now: try WorkflowStore.load(reader.connection),
      later: try WorkflowStore.load(reader.connection, planned: planned),
      types: types
    )
    var impact = RuleImpact(of: comparison, on: reader)
    try impact.add(to: &preview)
    try comparison.lint(into: &preview, on: reader)
    return preview
  }

  private func planned(
    for viewer: Viewer,
    on reader: DeskReader
  ) throws(SQLiteError) -> PlannedRules? {
    if draft == .absent {
      return PlannedRules(base: reader.workflow.ruleVersion.map { RuleVersionID($0) })
    }
    guard let id = draft.id else { return nil }
    return try reader.plan(id, viewer)
  }
}

/// Two policies side by side, over the same steps and parameters.
private struct PolicyComparison {
  let now: Workflow
  let later: Workflow
  let types: Set<TicketTypeID>

  /// A place where the two say something else for one side.
  struct Difference {
    let place: OpenPlace
    /// Of no state yet.
    let situation: Situation
    let step: StepPlace
    let parameter: Parameter
    let customerType: CustomerType
    let before: AccessState
    let after: AccessState
  }

  /// Goes through all that differs, in the order of types, steps and the form.
  func eachDifference(
    on reader: DeskReader,
    _ body: (Difference) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    for type in now.types where types.contains(type.id) {
      try reader.checkDeadline()
      let governed = type.governed
      for step in now.steps(of: type) {
        for parameter in governed {
          for customerType in CustomerType.allCases {
            let isSame =
              flags(now, parameter, step, customerType)
              == flags(later, parameter, step, customerType)
            if isSame { continue }
            for audience in Audience.allCases {
              if let difference = difference(parameter, step, customerType, audience) {
                try body(difference)
              }
            }
          }
        }
      }
    }
  }

  private func flags(
    _ workflow: Workflow,
    _ parameter: Parameter,
    _ step: Step,
    _ customerType: CustomerType
  ) -> FieldFlags? {
    workflow.policy.flags(
      of: parameter.place,
      at: step.place,
      of: step.type,
      customerType: customerType
    )
  }

  private func difference(
    _ parameter: Parameter,
    _ step: Step,
    _ customerType: CustomerType,
    _ audience: Audience
  ) -> Difference? {
    // The lock is left aside: each side is looked at where it is its turn.
    let situation = Situation(
      audience: audience,
      customerType: customerType,
      type: step.type,
      step: step.place,
      parameter: parameter.place,
      status: .inProgress,
      responsibility: audience == .desk ? .attendant : .customer
    )
    let (before, after) = states(in: situation)
    guard before != after else { return nil }
    return Difference(
      place: OpenPlace(step: step.id, customerType: customerType),
      situation: situation,
      step: step.place,
      parameter: parameter,
      customerType: customerType,
      before: before,
      after: after
    )
  }

  /// What a side has in a situation, now and then.
  func states(in situation: Situation) -> (before: AccessState, after: AccessState) {
    (now.policy.state(in: situation), later.policy.state(in: situation))
  }

  /// What the rules would bring and heal of all that can be wrong with the types.
  func lint(into preview: inout RulePreview, on reader: DeskReader) throws(SQLiteError) {
    for type in now.types where types.contains(type.id) {
      try reader.checkDeadline()
      guard let twin = later.type(type.id) else { continue }
      let before = WorkflowLint(workflow: now).findings(of: type)
      let after = WorkflowLint(workflow: later).findings(of: twin)
      preview.brought += after.beyond(before)
      preview.healed += before.beyond(after)
    }
    preview.brought = Array(preview.brought.prefix(Limits.lintFindings))
    preview.healed = Array(preview.healed.prefix(Limits.lintFindings))
  }
}

extension Policy {
  fileprivate func state(in situation: Situation) -> AccessState {
    let access = access(in: situation)
    let isAwaited = situation.customerType.map { customerType in
      isNeeded(
        situation.parameter,
        toEnter: situation.step,
        of: situation.type,
        customerType: customerType
      )
    }
    return AccessState(
      exposure: access.exposure,
      isRequired: access.isRequired,
      isNeededToEnter: isAwaited ?? false
    )
  }
}

/// Counts what differences would be felt in.
private struct RuleImpact {
  private let comparison: PolicyComparison
  private let reader: DeskReader
  private var standing: [OpenPlace: Standing] = [:]
  private var values: [ValuePlace: Int] = [:]
  /// Where each effect is felt; tickets of two places are never the same.
  private var felt: [Feeling: Felt] = [:]
  private var allValues = 0

  /// The open tickets of a place, newest first, counted once.
  private struct Standing {
    let tickets: [StandingTicket]
    let customers: Int
    let onTurn: [Audience: Int]

    init(_ tickets: [StandingTicket]) {
      self.tickets = tickets.sorted { $0.id > $1.id }
      customers = Set(tickets.map(\.customer)).count
      let customers = tickets.count { $0.responsibility == .customer }
      onTurn = [.online: customers, .desk: tickets.count - customers]
    }
  }

  private struct ValuePlace: Hashable {
    let place: OpenPlace
    let parameter: ParameterID
  }

  private struct Felt {
    var changes = 0
    var values = 0
    var places: Set<OpenPlace> = []
  }

  private struct Feeling: Hashable {
    let audience: Audience
    let effect: AccessEffect
  }

  init(of comparison: PolicyComparison, on reader: DeskReader) {
    self.comparison = comparison
    self.reader = reader
  }

  mutating func add(to preview: inout RulePreview) throws(SQLiteError) {
    var changes: [AccessChange] = []
    var total = 0
    let comparison = comparison
    try comparison.eachDifference(on: reader) {
      (difference: PolicyComparison.Difference) throws(SQLiteError) -> Void in
      total += 1
      let change = try measure(difference)
      if changes.count < Limits.previewedChanges { changes.append(change) }
    }
    preview.changes = changes
    preview.totalCount = total
    for audience in Audience.allCases {
      for effect in AccessEffect.allCases {
        guard let found = felt[Feeling(audience: audience, effect: effect)] else { continue }
        var reach = reach(over: [audience: found.places])
        reach.values = found.values
        preview.totals.append(
          EffectTotal(audience: audience, effect: effect, changes: found.changes, reach: reach)
        )
      }
    }
    var places: [Audience: Set<OpenPlace>] = [:]
    for (feeling, found) in felt { places[feeling.audience, default: []].formUnion(found.places) }
    preview.reach = reach(over: places)
    preview.reach.values = allValues
  }

  private mutating func measure(
    _ difference: PolicyComparison.Difference
  ) throws(SQLiteError) -> AccessChange {
    let place = difference.place
    let audience = difference.situation.audience
    let standing = try standing(at: place)
    var reach = Reach()
    reach.openTickets = standing.tickets.count
    reach.onTurn = standing.onTurn[audience] ?? 0
    reach.customers = standing.customers
    reach.values = try values(of: difference.parameter, at: place, for: audience)
    allValues += reach.values
    let effects = AccessEffect.between(difference.before, difference.after)
    for effect in effects {
      let feeling = Feeling(audience: audience, effect: effect)
      var found = felt[feeling] ?? Felt()
      found.changes += 1
      found.values += reach.values
      found.places.insert(place)
      felt[feeling] = found
    }
    let sample = standing.tickets.prefix(Limits.previewedTickets).map { ticket in
      var situation = difference.situation
      situation.status = ticket.status
      situation.responsibility = ticket.responsibility
      let (before, after) = comparison.states(in: situation)
      return AccessChange.Sampled(ticket: ticket.id, before: before, after: after)
    }
    return AccessChange(
      step: difference.step,
      parameter: difference.parameter,
      customerType: difference.customerType,
      audience: audience,
      before: difference.before,
      after: difference.after,
      effects: effects,
      reach: reach,
      sample: sample
    )
  }

  private mutating func standing(at place: OpenPlace) throws(SQLiteError) -> Standing {
    if let known = standing[place] { return known }
    let found = Standing(try reader.openTickets(at: place))
    standing[place] = found
    return found
  }

  /// How many of the tickets of a place have something for a side to see.
  private mutating func values(
    of parameter: Parameter,
    at place: OpenPlace,
    for audience: Audience
  ) throws(SQLiteError) -> Int {
    let tickets = try standing(at: place).tickets
    if let common = parameter.common {
      return tickets.count { $0.has(common, for: audience) }
    }
    guard !tickets.isEmpty else { return 0 }
    let key = ValuePlace(place: place, parameter: parameter.id)
    if let known = values[key] { return known }
    let count = try reader.openValues(of: parameter.id, at: place)
    values[key] = count
    return count
  }

  /// The tickets and people of some places that were read before.
  private func reach(over places: [Audience: Set<OpenPlace>]) -> Reach {
    var reach = Reach()
    var customers: Set<CustomerID> = []
    for place in places.values.reduce(into: Set<OpenPlace>(), { $0.formUnion($1) }) {
      let tickets = standing[place]?.tickets ?? []
      reach.openTickets += tickets.count
      customers.formUnion(tickets.map(\.customer))
    }
    for (audience, places) in places {
      for place in places { reach.onTurn += standing[place]?.onTurn[audience] ?? 0 }
    }
    reach.customers = customers.count
    return reach
  }
}
