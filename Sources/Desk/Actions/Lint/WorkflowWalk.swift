/// Every state that tickets of one type can come to, for one type of customer, and from which of
/// them nobody can move on: the proof that no customer can be stuck.
///
/// A state is a step, the ticket's status, whose turn it is, and what is filled in of that which
/// some mover has to find filled and cannot fill. Of everything else it does not matter whether it
/// is filled, for who is asked for it can fill it. The moves are those of the mutations: the table
/// of actions, the ways out of the step, and ``Demand``.
///
/// - Invariant: with the gate of today only the understandings are remembered so, which customers
///   can be asked for and only the desk can make; so there are at most six states a step.
/// - Complexity: O(steps x 3 x 2^r x (ways x parameters)) with r remembered parameters, at most
///   ``Limits/rememberedParameters``; each state is visited once.
/// - Source: F12.
struct WorkflowWalk {
  /// A step with whose turn it is there.
  struct Stand: Hashable {
    let step: StepPlace
    let status: TicketStatus
    let responsibility: Responsibility
  }

  /// A stand, and which of the remembered parameters are filled there.
  struct State: Hashable {
    let stand: Stand
    /// - Shape: bit `i` is of `remembered[i]`.
    let filled: UInt8
  }

  /// A state that nobody whose turn it is can leave.
  struct Stuck {
    let state: State
    /// What the ways out, or the completion, ask for in vain; none where there is no way.
    let missing: [Parameter]
  }

  let type: TicketType
  let customerType: CustomerType
  let workflow: Workflow
  private(set) var remembered: [Parameter] = []
  /// In the order in which they were come to, so by the shortest way first.
  private(set) var states: [State] = []
  private(set) var stuck: [Stuck] = []
  /// From where a ticket goes on and on and is never completed, though it is stuck nowhere.
  private(set) var endless: [State] = []
  private var origins: [State: (from: State, way: Transition)] = [:]

  init(of type: TicketType, for customerType: CustomerType, in workflow: Workflow) {
    self.type = type
    self.customerType = customerType
    self.workflow = workflow
    remembered = findRemembered()
    walk()
  }

  /// The entry step and the ways by which a state is come to.
  func way(to state: State) -> (entry: StepPlace, ways: [Transition]) {
    var ways: [Transition] = []
    var state = state
    while let origin = origins[state] {
      ways.append(origin.way)
      state = origin.from
    }
    return (state.stand.step, ways.reversed())
  }

  // MARK: The states

  private mutating func walk() {
    var seen: Set<State> = []
    var sources: [State: [State]] = [:]
    var ended: [State] = []
    for entry in entries() where seen.insert(entry).inserted { states.append(entry) }
    var next = 0
    while next < states.count {
      let state = states[next]
      next += 1
      let moves = moves(from: state)
      if moves.canComplete { ended.append(state) }
      if moves.reached.isEmpty, !moves.canComplete {
        stuck.append(Stuck(state: state, missing: moves.missing))
      }
      for (way, reached) in moves.reached {
        sources[reached, default: []].append(state)
        guard seen.insert(reached).inserted else { continue }
        origins[reached] = (state, way)
        states.append(reached)
      }
    }
    // Backwards from where a ticket is completed or stuck: what is left goes round for ever.
    var settled = Set(ended + stuck.map(\.state))
    var open = Array(settled)
    while let state = open.popLast() {
      for source in sources[state] ?? [] where settled.insert(source).inserted {
        open.append(source)
      }
    }
    endless = states.filter { !settled.contains($0) }
  }

  /// Where tickets are opened: the default entry first, with all that may be filled by then.
  private func entries() -> [State] {
    let steps = workflow.steps(of: type).filter(\.isEntry)
    let inOrder = steps.filter(\.isDefaultEntry) + steps.filter { !$0.isDefaultEntry }
    return inOrder.flatMap { step in
      let stand = Stand(step: step.place, status: .pending, responsibility: .customer)
      var masks: [UInt8] = [0]
      for (place, parameter) in remembered.enumerated() {
        let bit = UInt8(1) << UInt8(truncatingIfNeeded: place)
        // The desk opens a draft as if it were in its hands.
        let isFree =
          parameter.kind != .section
          && (workflow.policy.lets(situation(stand), fill: parameter)
            || workflow.policy.lets(openedByDesk(at: step.place), fill: parameter))
        if isFree {
          masks += masks.map { $0 | bit }
        } else if parameter.initialValue != nil {
          masks = masks.map { $0 | bit }
        }
      }
      return masks.map { State(stand: stand, filled: $0) }
    }
  }

  /// What the side whose turn it is can do in a state.
  private func moves(
    from state: State
  ) -> (reached: [(Transition, State)], canComplete: Bool, missing: [Parameter]) {
    let stand = state.stand
    var reached: [(Transition, State)] = []
    var missing: [Parameter] = []
    func note(_ lacking: [Parameter]) {
      for parameter in lacking where !missing.contains(where: { $0.place == parameter.place }) {
        missing.append(parameter)
      }
    }
    if isPermitted(.submit, at: stand) {
      for way in workflow.waysOut(of: stand.step) {
        let demanded = demand(at: stand, to: way.to)
        let lacking = demanded.filter { !canHave($0, in: state) }
        note(lacking)
        guard lacking.isEmpty else { continue }
        let after = Stand(
          step: way.to,
          status: .inProgress,
          responsibility: way.responsibility
        )
        for filled in masks(leaving: state, demanded) {
          reached.append((way, State(stand: after, filled: filled)))
        }
      }
    }
    var canComplete = false
    if isPermitted(.complete, at: stand) {
      let lacking = demand(at: stand, to: nil).filter { !canHave($0, in: state) }
      canComplete = lacking.isEmpty
      note(lacking)
    }
    return (reached, canComplete, missing)
  }

  private func isPermitted(_ action: TicketAction, at stand: Stand) -> Bool {
    let actor: Actor = stand.responsibility == .customer ? .customer : .attendant
    return Permitted.refusal(
      of: action,
      by: actor,
      status: stand.status,
      responsibility: stand.responsibility
    ) == nil
  }

  /// What the mover has to have filled on a way, or to complete where it leads nowhere.
  private func demand(at stand: Stand, to destination: StepPlace?) -> [Parameter] {
    Demand(
      type: type,
      policy: workflow.policy,
      situation: situation(stand),
      destination: destination,
      asksForSolution: destination == nil
    ).parameters()
  }

  /// Whether what is demanded is filled in a state, or can be by who is asked for it.
  private func canHave(_ parameter: Parameter, in state: State) -> Bool {
    if workflow.policy.lets(situation(state.stand), fill: parameter) { return true }
    guard let place = remembered.firstIndex(where: { $0.place == parameter.place }) else {
      return false
    }
    return state.filled & (UInt8(1) << UInt8(truncatingIfNeeded: place)) != 0
  }

  /// What can be filled of the remembered when a state is left: all that the mover may choose.
  private func masks(leaving state: State, _ demanded: [Parameter]) -> [UInt8] {
    var masks: [UInt8] = [state.filled]
    for (place, parameter) in remembered.enumerated() {
      let bit = UInt8(1) << UInt8(truncatingIfNeeded: place)
      guard workflow.policy.lets(situation(state.stand), fill: parameter) else { continue }
      let isDemanded = demanded.contains { $0.place == parameter.place }
      let filled = masks.map { $0 | bit }
      // What has a value can be emptied; what was said or proposed stays.
      let emptied = parameter.kind == .section ? masks : masks.map { $0 & ~bit }
      masks = isDemanded ? filled : Array(Set(filled + emptied)).sorted()
    }
    return masks
  }

  // MARK: What is remembered

  /// What is demanded somewhere of a mover who cannot fill it, and that somebody can fill elsewhere.
  private func findRemembered() -> [Parameter] {
    var demanded: [Parameter] = []
    var fillable: Set<ParameterPlace> = []
    for step in workflow.steps(of: type) {
      for (status, responsibility) in Self.turns {
        let stand = Stand(step: step.place, status: status, responsibility: responsibility)
        let ends: [StepPlace?] = [nil] + workflow.waysOut(of: step.place).map(\.to)
        let asked = ends.flatMap { demand(at: stand, to: $0) }
        for parameter in asked where !workflow.policy.lets(situation(stand), fill: parameter) {
          demanded.append(parameter)
        }
      }
    }
    var distinct: [Parameter] = []
    for parameter in demanded where !distinct.contains(where: { $0.place == parameter.place }) {
      distinct.append(parameter)
    }
    for step in workflow.steps(of: type) {
      for (status, responsibility) in Self.turns {
        let stand = Stand(step: step.place, status: status, responsibility: responsibility)
        for parameter in distinct
        where workflow.policy.lets(situation(stand), fill: parameter)
          || parameter.initialValue != nil
        {
          fillable.insert(parameter.place)
        }
      }
    }
    return Array(
      distinct.filter { fillable.contains($0.place) }.prefix(Limits.rememberedParameters)
    )
  }

  private static let turns: [(TicketStatus, Responsibility)] = [
    (.pending, .customer), (.inProgress, .customer), (.inProgress, .attendant),
  ]

  /// What the decision looks at for the side whose turn it is.
  func situation(_ stand: Stand) -> Situation {
    Situation(
      audience: stand.responsibility == .customer ? .online : .desk,
      customerType: customerType,
      type: type.place,
      step: stand.step,
      parameter: .unknown,
      status: stand.status,
      responsibility: stand.responsibility
    )
  }

  private func openedByDesk(at step: StepPlace) -> Situation {
    situation(Stand(step: step, status: .inProgress, responsibility: .attendant))
  }
}
