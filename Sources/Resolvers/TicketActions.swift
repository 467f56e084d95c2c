import Desk
import GraphQL

/// What can be done with tickets: every action, ticket after ticket.
struct ActionStates: ParentColumn {
  let actions: [TicketAction]
  /// Why an action is not permitted; `nil` where it is.
  let refusals: [ProblemCode?]

  var count: Int { actions.count }

  /// The actions of each ticket, as the mutations would judge them (F14).
  static func cells(of tickets: Tickets, _ context: RequestContext) -> ListCells<ActionStates> {
    let all = TicketAction.allCases
    let columns = all.map { tickets.refusals(of: $0, to: context.viewer) }
    var refusals: [ProblemCode?] = []
    refusals.reserveCapacity(tickets.count * all.count)
    var offsets: [Int32] = [0]
    for place in 0..<tickets.count {
      for column in columns { refusals.append(column[place]) }
      offsets.append(Int32(clamping: refusals.count))
    }
    let actions = (0..<tickets.count).flatMap { _ in all }
    return ListCells(
      offsets: offsets,
      children: ActionStates(actions: actions, refusals: refusals)
    )
  }
}

extension Bindings<RequestContext> {
  mutating func bindActions() {
    object("ActionState", parents: ActionStates.self) { fields in
      fields.enumerations("action", of: TicketAction.self) { states, _ in states.actions }
      fields.booleans("allowed") { states, _ in states.refusals.map { $0 == nil } }
      fields.enumerations("reasonCode", of: ProblemCode.self) { states, _ in
        states.refusals
      }
    }
  }
}
