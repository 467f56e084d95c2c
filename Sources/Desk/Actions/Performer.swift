/// As whom a viewer does something to a ticket.
struct Performer {
  let key: ParticipantKey
  /// The contact of the ticket's customer that the viewer was found as.
  let contact: Int64?

  init(_ viewer: Viewer, of customer: CustomerID, in workflow: Workflow) {
    let isDesk = viewer.audience == .desk
    key = ParticipantKey(
      user: viewer.user,
      attendant: isDesk ? workflow.attendant(of: viewer.user)?.id : nil,
      side: isDesk ? .attendant : .customer
    )
    let identity = viewer.identities.first { $0.customer == customer }
    if !isDesk, let identity, case .contact(let id, _) = identity.via {
      contact = id
    } else {
      contact = nil
    }
  }
}
