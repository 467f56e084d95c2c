import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindGroupMutations() {
    action("createTicketGroup") {
      CreateTicketGroup($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateTicketGroup") {
      UpdateTicketGroup($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteTicketGroup") {
      DeleteTicketGroup(group: $0.groupReference("group"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindGroupPayloads() {
    for name in ["CreateTicketGroupPayload", "UpdateTicketGroupPayload"] {
      object(name, parents: Payload<TicketGroupID>.self) { fields in
        fields.object("group", of: Groups.self) { payload, call in
          let groups = call.context.workflow.groups
          let place = payload.outcome.value.flatMap { id in
            groups.firstIndex { $0.id == id }
          }
          return ObjectCells(slots: [place == nil ? -1 : 0], children: Groups(places: [place ?? 0]))
        }
        fields.problems()
      }
    }
    object("DeleteTicketGroupPayload", parents: Payload<TicketGroupID>.self) { fields in
      fields.deleted(.group)
      fields.problems()
    }
  }
}

extension CreateTicketGroup {
  fileprivate init(_ input: Arguments) {
    self.init(
      key: input.string("key") ?? "",
      name: input.string("name") ?? "",
      description: input.string("description"),
      position: input.int("position")
    )
  }
}

extension UpdateTicketGroup {
  fileprivate init(_ input: Arguments) {
    self.init(
      group: input.groupReference("group"),
      name: input.change("name"),
      description: input.optionalChange("description"),
      position: input.int("position")
    )
  }
}
