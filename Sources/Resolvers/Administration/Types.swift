import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  mutating func bindTypeMutations() {
    action("createTicketType") {
      CreateTicketType($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateTicketType") {
      UpdateTicketType($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteTicketType") {
      DeleteTicketType(type: $0.typeReference("type"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindTypePayloads() {
    for name in ["CreateTicketTypePayload", "UpdateTicketTypePayload"] {
      object(name, parents: Payload<TicketTypeID>.self) { fields in
        fields.object("type", of: Types.self) { payload, call in
          let place = payload.outcome.value.map { call.context.workflow.place(of: $0) }
          return ObjectCells(
            slots: [place == nil ? -1 : 0],
            children: Types(places: [place ?? .unknown])
          )
        }
        fields.problems()
      }
    }
    object("DeleteTicketTypePayload", parents: Payload<TicketTypeID>.self) { fields in
      fields.deleted(.type)
      fields.problems()
    }
  }
}

extension CreateTicketType {
  fileprivate init(_ input: Arguments) {
    self.init(
      group: input.groupReference("group"),
      key: input.string("key") ?? "",
      name: input.string("name") ?? "",
      description: input.string("description"),
      opensFor: input.enumerations("customerTypes", as: CustomerType.self) ?? [],
      position: input.int("position")
    )
  }
}

extension UpdateTicketType {
  fileprivate init(_ input: Arguments) {
    self.init(
      type: input.typeReference("type"),
      group: input.groupReference("group"),
      name: input.change("name"),
      description: input.optionalChange("description"),
      isActive: input.boolean("isActive"),
      opensFor: input.enumerations("customerTypes", as: CustomerType.self),
      position: input.int("position")
    )
  }
}
