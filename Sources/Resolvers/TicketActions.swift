import Desk
import GraphQL

/// What can be done with tickets: every action, ticket after ticket.
struct ActionStates: ParentColumn {
  let actions: [TicketAction]
  /// Why an action is not permitted; `nil` where it is.
  let refusals: [Refusal?]

  var count: Int { actions.count }

  /// The actions of each ticket, by the one table that the mutations decide by (F14).
  static func cells(of tickets: Tickets, _ context: RequestContext) -> ListCells<ActionStates> {
    let all = TicketAction.allCases
    var refusals: [Refusal?] = []
    refusals.reserveCapacity(tickets.count * all.count)
    var offsets: [Int32] = [0]
    for place in 0..<tickets.count {
      for action in all {
        refusals.append(
          refusal(
            of: action,
            by: context.viewer.actor,
            tickets.statuses[place],
            tickets.responsibilities[place]
          )
        )
      }
      offsets.append(Int32(clamping: refusals.count))
    }
    let actions = (0..<tickets.count).flatMap { _ in all }
    return ListCells(
      offsets: offsets,
      children: ActionStates(actions: actions, refusals: refusals)
    )
  }

  private static func refusal(
    of action: TicketAction,
    by actor: Actor?,
    _ status: TicketStatus,
    _ responsibility: Responsibility
  ) -> Refusal? {
    guard let actor else { return .onlyCustomers }
    return Permitted.refusal(
      of: action,
      by: actor,
      status: status,
      responsibility: responsibility
    )
  }
}

extension Bindings<RequestContext> {
  mutating func bindActions() {
    object("ActionState", parents: ActionStates.self) { fields in
      fields.enumerations("action", of: TicketAction.self) { states, _ in states.actions }
      fields.booleans("allowed") { states, _ in states.refusals.map { $0 == nil } }
      fields.enumerations("reasonCode", of: ProblemCode.self) { states, _ in
        states.refusals.map { $0.map(ProblemCode.init) }
      }
    }
  }
}
