import SQLite

/// Reads the configuration and makes a ``Workflow`` of it.
///
/// What cannot be read is left out or hidden, and never takes a default that shows more (F2, L21):
/// a common parameter that a type lost and a rule with a broken flag hide what they govern.
enum WorkflowStore {
  /// The workflow as it is now.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the configuration).
  static func load(_ connection: Connection) throws(SQLiteError) -> Workflow {
    WorkflowAssembly(of: try WorkflowRows(of: connection)).workflow()
  }

  /// The workflow as it would be if a draft of the rules were published.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the configuration).
  static func load(
    _ connection: Connection,
    draft: RuleVersionID
  ) throws(SQLiteError) -> Workflow {
    WorkflowAssembly(of: try WorkflowRows(of: connection, draft: draft)).workflow()
  }
}

/// Puts the rows of the configuration together.
private struct WorkflowAssembly {
  private let rows: WorkflowRows
  private var groups: [TicketGroup] = []
  private var types: [TicketType] = []
  private var steps: [Step] = []
  private var transitions: [Transition] = []
  private var rules = RuleSet.Builder()
  private var stepPlaces: [Int64: StepPlace] = [:]
  private var parameterPlaces: [Int64: (type: TypePlace, place: ParameterPlace)] = [:]

  init(of rows: WorkflowRows) {
    self.rows = rows
    placeSteps()
    for (group, index) in zip(rows.groups, 0...) { add(group, at: index) }
    for rule in rows.rules { add(rule) }
  }

  func workflow() -> Workflow {
    Workflow(
      revision: rows.revision,
      ruleVersion: rows.ruleVersion,
      groups: groups,
      types: types,
      steps: steps,
      transitions: transitions,
      reasons: rows.reasons,
      attendants: rows.attendants,
      defaultAttendant: rows.defaultAttendant.map { AttendantID($0) },
      policy: Policy(rules: rules.build())
    )
  }

  /// Numbers all steps in the order in which they will be added, for transitions lead forward.
  private mutating func placeSteps() {
    var next: Int32 = 0
    for group in rows.groups {
      for type in rows.types where type.group == group.id {
        for step in rows.steps[type.id] ?? [] {
          stepPlaces[step.id] = StepPlace(rawValue: next)
          next += 1
        }
      }
    }
  }

  private mutating func add(_ group: WorkflowRows.Group, at index: Int) {
    var places: [TypePlace] = []
    for type in rows.types where type.group == group.id {
      let place = TypePlace(rawValue: Int32(clamping: types.count))
      places.append(place)
      add(type, at: place, inGroup: index)
    }
    groups.append(
      TicketGroup(
        id: TicketGroupID(group.id),
        key: group.key,
        name: group.name,
        description: group.description,
        types: places
      )
    )
  }

  private mutating func add(_ type: WorkflowRows.TypeRow, at place: TypePlace, inGroup group: Int) {
    let parameters = parameters(of: type.id, at: place)
    let firstStep = steps.count
    for step in rows.steps[type.id] ?? [] { add(step, of: place, parameters: parameters) }
    let own = rows.parameters[type.id] ?? []
    types.append(
      TicketType(
        id: TicketTypeID(type.id),
        place: place,
        group: group,
        key: type.key,
        name: type.name,
        description: type.description,
        isActive: type.isActive,
        opensFor: type.opensFor,
        steps: firstStep..<steps.count,
        defaultEntry: steps[firstStep...].first(where: \.isDefaultEntry)?.place,
        parameters: parameters,
        formOrder: own.compactMap { row in
          row.kind == .section ? nil : parameterPlaces[row.id]?.place
        }
      )
    )
  }

  /// The ten common ones at their fixed places, then the type's own in order.
  private mutating func parameters(of type: Int64, at typePlace: TypePlace) -> [Parameter] {
    let own = rows.parameters[type] ?? []
    var parameters: [Parameter] = []
    for common in CommonParameter.allCases {
      let place = ParameterPlace(common)
      let row = own.first { $0.key == common.rawValue && $0.origin != .own }
      guard let row, let parameter = parameter(row, at: place) else {
        parameters.append(Self.lost(common))
        continue
      }
      parameterPlaces[row.id] = (typePlace, place)
      parameters.append(parameter)
    }
    for row in own where row.origin == .own && CommonParameter(rawValue: row.key) == nil {
      let place = ParameterPlace(rawValue: Int32(clamping: parameters.count))
      guard let parameter = parameter(row, at: place) else { continue }
      parameterPlaces[row.id] = (typePlace, place)
      parameters.append(parameter)
    }
    return parameters
  }

  private func parameter(
    _ row: WorkflowRows.ParameterRow,
    at place: ParameterPlace
  ) -> Parameter? {
    guard let kind = row.kind, let origin = row.origin else { return nil }
    return Parameter(
      id: ParameterID(row.id),
      place: place,
      key: row.key,
      label: row.label,
      origin: origin,
      kind: kind,
      help: row.help,
      defaultValue: row.defaultValue,
      lengthMax: row.lengthMax,
      minimum: row.minimum,
      maximum: row.maximum,
      fractionDigits: row.fractionDigits,
      choices: rows.choices[row.id] ?? []
    )
  }

  /// Holds the place of a common parameter that the database has no readable row of.
  private static func lost(_ common: CommonParameter) -> Parameter {
    Parameter(
      id: ParameterID(0),
      place: ParameterPlace(common),
      key: common.rawValue,
      label: common.rawValue,
      origin: .core,
      kind: .text,
      help: nil,
      defaultValue: nil,
      lengthMax: nil,
      minimum: nil,
      maximum: nil,
      fractionDigits: nil,
      choices: []
    )
  }

  private mutating func add(
    _ step: WorkflowRows.StepRow,
    of type: TypePlace,
    parameters: [Parameter]
  ) {
    let place = rules.addStep(of: type, parameters: parameters.count)
    for parameter in parameters where parameter.id.rawValue == 0 {
      rules.add(bits: -1, to: parameter.place, at: place)
    }
    let firstTransition = transitions.count
    for transition in rows.transitions[step.id] ?? [] { add(transition, from: place) }
    steps.append(
      Step(
        id: StepID(step.id),
        place: place,
        type: type,
        key: step.key,
        name: step.name,
        isEntry: step.isEntry,
        isDefaultEntry: step.isDefaultEntry,
        attendant: step.attendant.map { AttendantID($0) },
        transitions: firstTransition..<transitions.count
      )
    )
  }

  private mutating func add(_ transition: WorkflowRows.TransitionRow, from: StepPlace) {
    guard let to = stepPlaces[transition.to], let responsibility = transition.responsibility
    else { return }
    transitions.append(
      Transition(
        id: TransitionID(transition.id),
        from: from,
        to: to,
        conditionKey: transition.conditionKey,
        conditionLabel: transition.conditionLabel,
        responsibility: responsibility,
        reasons: rows.transitionReasons[transition.id] ?? []
      )
    )
  }

  /// A rule of a step or parameter that is not there governs nothing, and so is left out.
  private mutating func add(_ rule: WorkflowRows.RuleRow) {
    guard let step = stepPlaces[rule.step], let parameter = parameterPlaces[rule.parameter],
      steps.at(step.rawValue)?.type == parameter.type
    else { return }
    guard let code = rule.customerType else {
      rules.add(bits: rule.bits, to: parameter.place, at: step)
      return
    }
    rules.refine(
      bits: rule.bits,
      for: CustomerType(code: code),
      to: parameter.place,
      at: step
    )
  }
}
