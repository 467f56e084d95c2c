/// Looks a workflow over for what would stop its tickets.
///
/// It is pure, and its sentences are made elsewhere. The findings come in the order of the types;
/// of a type, its entries, its ways, its parameters, its rules, and where somebody would be stuck.
///
/// - Complexity: O(steps x parameters x customer types) a type, and its walks (``WorkflowWalk``).
/// - Source: F11, F12; product page, `lintWorkflow`.
struct WorkflowLint {
  let workflow: Workflow
  /// Attendants who are off duty, or whose user may not attend.
  var cannotAttend: Set<AttendantID> = []

  /// What concerns the desk as a whole.
  func ofDesk() -> [LintFinding] {
    let isOpen = workflow.types.contains { $0.isActive && $0.defaultEntry != nil }
    guard isOpen, workflow.defaultAttendant == nil else { return [] }
    return [LintFinding(.attendantNotConfigured)]
  }

  /// What is wrong with a type.
  func findings(of type: TicketType) -> [LintFinding] {
    let map = TypeMap(of: type, in: workflow)
    let walks = type.opensFor.map { WorkflowWalk(of: type, for: $0, in: workflow) }
    var findings = entries(of: type)
    findings += ways(of: map)
    findings += parameters(of: map)
    findings += RuleLint(map: map, workflow: workflow).findings()
    let stuck = StuckLint(map: map, workflow: workflow, walks: walks)
    return stuck.leadingTo(findings) + stuck.findings(beside: findings)
  }

  private func entries(of type: TicketType) -> [LintFinding] {
    let entries = workflow.steps(of: type).filter(\.isEntry)
    var findings: [LintFinding] = []
    switch (entries.count, entries.count(where: \.isDefaultEntry)) {
    case (0, _): findings.append(LintFinding(.noEntry, type))
    case (_, 0): findings.append(LintFinding(.noDefaultEntry, type))
    case (_, 1): break
    case (_, _): findings.append(LintFinding(.severalDefaultEntries, type))
    }
    if type.opensFor.isEmpty { findings.append(LintFinding(.opensForNobody, type)) }
    return findings
  }

  private func ways(of map: TypeMap) -> [LintFinding] {
    let type = map.type
    var findings: [LintFinding] = []
    for step in workflow.steps(of: type) {
      func add(_ code: LintCode, _ transition: Transition? = nil) {
        var finding = LintFinding(code, type)
        finding.step = step
        finding.transition = transition
        findings.append(finding)
      }
      if map.hasEntry, map.turns(at: step.place).isEmpty { add(.unreachableStep) }
      if let attendant = step.attendant, cannotAttend.contains(attendant) {
        add(.stepAttendantCannotAttend)
      }
      for way in workflow.transitions(from: step) {
        if workflow.reasons(for: way).isEmpty { add(.transitionWithoutReason, way) }
        if way.conditionKey.isEmpty || way.conditionLabel.isEmpty {
          add(.transitionWithoutCondition, way)
        }
      }
    }
    return findings
  }

  private func parameters(of map: TypeMap) -> [LintFinding] {
    map.type.parameters.flatMap { parameter -> [LintFinding] in
      guard parameter.kind != .section, parameter.id.rawValue > 0 else { return [] }
      var findings: [LintFinding] = []
      func add(_ code: LintCode, at step: Step?) {
        var finding = LintFinding(code, map.type)
        finding.step = step
        finding.parameter = parameter
        findings.append(finding)
      }
      if parameter.defaultValue != nil, parameter.initialValue == nil {
        add(.defaultDoesNotFit, at: nil)
      }
      guard parameter.sampleValue == nil, let step = map.firstDemand(of: parameter) else {
        return findings
      }
      let isChoice = parameter.kind == .choice || parameter.kind == .multiChoice
      add(isChoice && parameter.choices.isEmpty ? .choiceWithoutChoices : .noValueFits, at: step)
      return findings
    }
  }
}

/// The steps of a type and the ways between them that somebody could go, whatever they ask for.
struct TypeMap {
  let type: TicketType
  let workflow: Workflow
  /// Where tickets can come to.
  private var reached: [StepPlace: Set<WorkflowWalk.Stand>] = [:]
  let hasEntry: Bool

  init(of type: TicketType, in workflow: Workflow) {
    self.type = type
    self.workflow = workflow
    let entries = workflow.steps(of: type).filter(\.isEntry)
    hasEntry = !entries.isEmpty
    for stand in Self.stands(from: entries, in: workflow, avoiding: nil) {
      reached[stand.step, default: []].insert(stand)
    }
  }

  /// Whose turn it can be at a step; nobody's where no ticket comes there.
  func turns(at step: StepPlace) -> Set<WorkflowWalk.Stand> { reached[step] ?? [] }

  /// Where tickets can have been before they come to a step for the first time.
  ///
  /// - Complexity: O(steps and ways of the type).
  func stands(before step: StepPlace) -> [WorkflowWalk.Stand] {
    let entries = workflow.steps(of: type).filter { $0.isEntry && $0.place != step }
    let earlier = Self.stands(from: entries, in: workflow, avoiding: step)
    // Of those, the ones from which the step can be reached.
    var leading: Set<StepPlace> = [step]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for from in workflow.steps(of: type) where !leading.contains(from.place) {
        guard workflow.waysOut(of: from.place).contains(where: { leading.contains($0.to) }) else {
          continue
        }
        leading.insert(from.place)
        isGrowing = true
      }
    }
    return earlier.filter { leading.contains($0.step) }
  }

  /// The first step at which somebody would be asked for a parameter, or on the way to which.
  func firstDemand(of parameter: Parameter) -> Step? {
    workflow.steps(of: type).first { step in
      type.opensFor.contains { customerType in
        let flags = workflow.policy.flags(
          of: parameter.place,
          at: step.place,
          of: type.place,
          customerType: customerType
        )
        return flags.map { !$0.isDisjoint(with: [.required, .neededFromPrevious]) } ?? false
      }
    }
  }

  private static func stands(
    from entries: [Step],
    in workflow: Workflow,
    avoiding step: StepPlace?
  ) -> [WorkflowWalk.Stand] {
    var stands = entries.map {
      WorkflowWalk.Stand(step: $0.place, status: .pending, responsibility: .customer)
    }
    var seen = Set(stands)
    var next = 0
    while next < stands.count {
      let stand = stands[next]
      next += 1
      for way in workflow.waysOut(of: stand.step) where way.to != step {
        let after = WorkflowWalk.Stand(
          step: way.to,
          status: .inProgress,
          responsibility: way.responsibility
        )
        if seen.insert(after).inserted { stands.append(after) }
      }
    }
    return stands
  }
}
