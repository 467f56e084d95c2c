/// What the rules alone give both sides at a step, for a customer who is nobody.
///
/// It knows no ticket: neither whose it is, nor what values it has, nor what a profile blocks.
///
/// - Source: product page, "What nobody else has"; playground, the two lenses.
public struct SyntheticView: Hashable, Sendable {
  public let step: StepPlace
  public let type: TypePlace
  public let customerType: CustomerType
  /// What each side has in each state that a ticket can have at the step: the states in their order,
  /// of each the customer's side first.
  public let sides: [SyntheticSide]
}

/// What one side has in one state.
public struct SyntheticSide: Hashable, Sendable {
  public let audience: Audience
  public let status: TicketStatus
  public let responsibility: Responsibility
  /// The parameters in the order of the form, then the sections; hidden ones too.
  public let fields: [SyntheticField]
  /// What the side could do, as far as the state and the rules decide it.
  public let actions: [TicketAction]
  /// On which ways it could hand the ticket over, in order.
  public let ways: [SyntheticWay]
  /// The keys of what it would have to fill in to complete the ticket; `nil` where it could not.
  public let completionNeeds: [String]?
}

/// What a side has of a parameter.
public struct SyntheticField: Hashable, Sendable {
  public let parameter: Parameter
  public let access: Access
}

/// A way out, and what it asks of who takes it.
public struct SyntheticWay: Hashable, Sendable {
  public let transition: Transition
  /// The keys of all that would have to be filled in, in the order of the form.
  public let needs: [String]
}

extension DeskReader {
  /// What a customer of a type, and the desk, would have at a step by the rules in force.
  ///
  /// It asks the policy, the table of actions and the gates that tickets are judged by.
  ///
  /// - Returns: `nil` for a step that is not there or of a type that is blocked for the viewer, and
  ///   for a viewer who is no administrator.
  /// - Complexity: O(states x parameters x ways out): no statement.
  public func syntheticView(
    at step: StepID,
    of customerType: CustomerType,
    for viewer: Viewer
  ) -> SyntheticView? {
    guard viewer.has(.administer), viewer.lens == nil, let step = workflow.step(step),
      let type = workflow.type(step.type), !viewer.blockedTypes.contains(type.id)
    else { return nil }
    let place = SyntheticPlace(
      workflow: workflow,
      type: type,
      step: step,
      customerType: customerType
    )
    return SyntheticView(
      step: step.place,
      type: type.place,
      customerType: customerType,
      sides: place.states.flatMap { status, responsibility in
        Audience.allCases.map { place.side($0, status, responsibility) }
      }
    )
  }
}

/// A step for a customer type.
private struct SyntheticPlace {
  let workflow: Workflow
  let type: TicketType
  let step: Step
  let customerType: CustomerType

  /// A draft stands only where tickets begin; what is over stays with who ended it.
  var states: [(TicketStatus, Responsibility)] {
    let pending: [(TicketStatus, Responsibility)] = step.isEntry ? [(.pending, .customer)] : []
    return pending + [
      (.inProgress, .customer), (.inProgress, .attendant), (.completed, .attendant),
      (.cancelled, .customer),
    ]
  }

  func side(
    _ audience: Audience,
    _ status: TicketStatus,
    _ responsibility: Responsibility
  ) -> SyntheticSide {
    let judgement = EditJudgement(
      type: type,
      policy: workflow.policy,
      viewer: .synthetic(on: audience),
      situation: Situation(
        audience: audience,
        customerType: customerType,
        type: type.place,
        step: step.place,
        parameter: .unknown,
        status: status,
        responsibility: responsibility
      )
    )
    let actor: Actor = audience == .desk ? .attendant : .customer
    let actions = TicketAction.allCases.filter { action in
      let refusal = Permitted.refusal(
        of: action,
        by: actor,
        status: status,
        responsibility: responsibility
      )
      return refusal == nil
        && workflow.refusal(of: action, in: judgement.situation, for: .ruled) == nil
    }
    let ways = actions.contains(.submit) ? workflow.waysOut(of: step.place) : []
    return SyntheticSide(
      audience: audience,
      status: status,
      responsibility: responsibility,
      fields: type.governed.map {
        SyntheticField(parameter: $0, access: judgement.access(to: $0))
      },
      actions: actions,
      ways: ways.map { way in
        let gate = Gate(
          type: type,
          destination: way.to,
          judgement: judgement
        )
        return SyntheticWay(transition: way, needs: gate.demanded().map(\.key))
      },
      completionNeeds: actions.contains(.complete)
        ? Gate(
          type: type,
          destination: nil,
          asksForSolution: true,
          judgement: judgement
        ).demanded().map(\.key) : nil
    )
  }
}

extension Viewer {
  /// Somebody on one side whom the rules bind, and of whom nothing else is known.
  fileprivate static func synthetic(on audience: Audience) -> Viewer {
    Viewer(
      user: UserID(0),
      userCode: "",
      displayName: "",
      language: .portuguese,
      permissions: [audience == .desk ? .attend : .portal],
      blockedTypes: [],
      identities: []
    )
  }
}
