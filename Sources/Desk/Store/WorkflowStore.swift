import SQLite

/// Reads the configuration and makes a ``Workflow`` of it.
///
/// What cannot be read is left out or hidden, and never takes a default that shows more (F2, L21):
/// a common parameter that a type lost, a rule with a broken flag and one that is not what was
/// published hide what they govern. Each such fault is among ``Workflow/faults``.
enum WorkflowStore {
  /// The workflow as it is now.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the configuration).
  static func load(_ connection: Connection) throws(SQLiteError) -> Workflow {
    try load(connection, rules: .inForce)
  }

  /// The workflow as it would be if other rules were published.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the configuration).
  static func load(
    _ connection: Connection,
    planned: PlannedRules
  ) throws(SQLiteError) -> Workflow {
    try load(connection, rules: .planned(planned))
  }

  /// The steps and parameters of now under one version of the rules.
  static func load(
    _ connection: Connection,
    rules: RuleChoice
  ) throws(SQLiteError) -> Workflow {
    WorkflowAssembly(of: try WorkflowRows(of: connection, rules: rules)).workflow()
  }
}

/// Rules that are not in force: those of a version, and in their place some cells that were never
/// written.
struct PlannedRules {
  /// A draft, or the version in force; `nil` has no rule.
  var base: RuleVersionID?
  var cells: [RuleCells.Key: RuleCell] = [:]
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
  private var faults: [DeskFault] = []

  init(of rows: WorkflowRows) {
    self.rows = rows
    let groups = rows.groups + Self.lostGroups(of: rows)
    placeSteps(in: groups)
    for (group, index) in zip(groups, 0...) { add(group, at: index) }
    addRules()
  }

  /// Stands for groups that types name and that are not there, so that the types stay.
  private static func lostGroups(of rows: WorkflowRows) -> [WorkflowRows.Group] {
    let known = Set(rows.groups.map(\.id))
    return Set(rows.types.map(\.group)).subtracting(known).sorted().map {
      WorkflowRows.Group(id: $0, key: "", name: "", description: nil)
    }
  }

  func workflow() -> Workflow {
    let stray = rows.stoodAt.filter { stepPlaces[$0] == nil }
    let missing = stray.map { fault(.missingStep, "step \($0)") }
    return Workflow(
      revision: rows.revision ?? 0,
      ruleVersion: rows.rules.version,
      groups: groups,
      types: types,
      steps: steps,
      transitions: transitions,
      reasons: rows.reasons,
      attendants: rows.attendants,
      defaultAttendant: rows.defaultAttendant.map { AttendantID($0) },
      policy: Policy(rules: rules.build()),
      faults: faults + missing,
      strayStepIDs: stray
    )
  }

  private func fault(_ kind: DeskFault.Kind, _ place: String) -> DeskFault {
    DeskFault(kind, at: place, revision: rows.revision ?? 0)
  }

  /// Numbers all steps in the order in which they will be added, for transitions lead forward.
  private mutating func placeSteps(in groups: [WorkflowRows.Group]) {
    var next: Int32 = 0
    for group in groups {
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
        faults.append(fault(.parameter, "parameter of type \(type), \(common.rawValue)"))
        continue
      }
      parameterPlaces[row.id] = (typePlace, place)
      parameters.append(parameter)
    }
    for row in own where row.origin == .own && CommonParameter(rawValue: row.key) == nil {
      let place = ParameterPlace(rawValue: Int32(clamping: parameters.count))
      guard let parameter = parameter(row, at: place) else {
        faults.append(fault(.parameter, "parameter \(row.id)"))
        continue
      }
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
}

extension WorkflowAssembly {
  private mutating func addRules() {
    let version = rows.rules
    if let place = rows.unreadablePlace {
      rules.close()
      faults.append(fault(.configuration, place))
      return
    }
    if version.isClosed {
      rules.close()
      faults.append(fault(.ruleVersions, "rule_version"))
      return
    }
    let name = version.version.map { "rule_version \($0)" } ?? "no rule_version"
    addWhatNoRuleKnows(name)
    for rule in version.rules { add(rule, in: name) }
    if let seals = version.seals { compare(with: seals, name) }
  }

  /// Hides what is not as it was published; a step without a seal had no rules.
  private mutating func compare(with seals: [Int64: RuleSeal?], _ name: String) {
    for step in rows.types.flatMap({ rows.steps[$0.id] ?? [] }) {
      guard let place = stepPlaces[step.id] else { continue }
      guard let seal = seals[step.id, default: .empty] else {
        hideAll(at: place)
        faults.append(fault(.step, "rule_seal of \(name) step \(step.id)"))
        continue
      }
      for parameter in seal.differing(from: rows.rules.rules(at: step.id)).sorted() {
        hide(parameter, at: place)
        faults.append(fault(.rule, "\(name) step \(step.id) parameter \(parameter)"))
      }
    }
  }

  /// Hides from customers what was added after the version was published, and from everybody that of
  /// which it cannot be told.
  private mutating func addWhatNoRuleKnows(_ name: String) {
    let number = rows.rules.number
    let unspoken = Int64(FieldFlags.invisibleOnline.rawValue)
    for type in rows.types {
      for step in rows.steps[type.id] ?? [] {
        guard let place = stepPlaces[step.id] else { continue }
        guard let stepKnown = step.knownFrom else {
          hideAll(at: place)
          faults.append(fault(.step, "step \(step.id)"))
          continue
        }
        for parameter in rows.parameters[type.id] ?? [] {
          guard let found = parameterPlaces[parameter.id] else { continue }
          guard let known = parameter.knownFrom else {
            rules.add(bits: -1, to: found.place, at: place)
            faults.append(fault(.parameter, "parameter \(parameter.id)"))
            continue
          }
          guard max(stepKnown, known) > number else { continue }
          rules.add(bits: unspoken, to: found.place, at: place)
        }
      }
    }
  }

  private mutating func hideAll(at place: StepPlace) {
    let type = steps.at(place.rawValue).flatMap { types.at($0.type.rawValue) }
    for parameter in type?.parameters ?? [] { rules.add(bits: -1, to: parameter.place, at: place) }
  }

  /// Hides a parameter at a step; one that is not of the step's type at all steps of its own, for
  /// nobody knows which of the two is wrong.
  private mutating func hide(_ parameter: Int64, at step: StepPlace) {
    guard let found = parameterPlaces[parameter] else { return }
    if steps.at(step.rawValue)?.type == found.type {
      rules.add(bits: -1, to: found.place, at: step)
      return
    }
    for other in steps where other.type == found.type {
      rules.add(bits: -1, to: found.place, at: other.place)
    }
  }

  private mutating func add(_ rule: RuleRow, in name: String) {
    let place = "\(name) step \(rule.step ?? 0) parameter \(rule.parameter ?? 0)"
    // One that names no step or parameter is missing where it belongs: its seal tells.
    guard let id = rule.step, let parameterID = rule.parameter, let step = stepPlaces[id],
      let parameter = parameterPlaces[parameterID]
    else {
      faults.append(fault(.rule, place))
      return
    }
    guard steps.at(step.rawValue)?.type == parameter.type else {
      hide(parameterID, at: step)
      faults.append(fault(.rule, place))
      return
    }
    let isKnown =
      switch rule.audience {
      case .everybody:
        rules.add(bits: rule.bits, to: parameter.place, at: step)
      case .type(let code):
        rules.refine(
          bits: rule.bits,
          for: code.flatMap { CustomerType(code: $0) },
          to: parameter.place,
          at: step
        )
      }
    if !isKnown || !rule.isReadable { faults.append(fault(.rule, place)) }
  }
}
