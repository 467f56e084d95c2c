import Desk
import GraphQL

extension Bindings<RequestContext> {
  /// Binds what comes of mutations on people.
  mutating func bindPeoplePayloads() {
    for (name, field) in [
      ("CreateCustomer", "customer"), ("UpdateCustomer", "customer"), ("SetGuardians", "student"),
    ] {
      object("\(name)Payload", parents: Payload<CustomerID>.self) { fields in
        fields.object(field, of: Customers.self) { payload, call in
          try call.context.customers([payload.outcome.value])
        }
        fields.problems()
      }
    }
    problemsOnly("DeleteCustomer", CustomerID.self)
    for name in ["CreateContact", "UpdateContact"] {
      object("\(name)Payload", parents: Payload<ContactKey>.self) { fields in
        fields.object("contact", of: Contacts.self) { payload, call in
          let ids = payload.outcome.value.map { [$0] } ?? []
          let found = try call.context.reader.contacts(ids: ids, for: call.context.viewer)
          return ObjectCells(slots: found.single, children: found.rows)
        }
        fields.problems()
      }
    }
    problemsOnly("DeleteContact", ContactKey.self)
    bindUserPayloads()
    bindProfilePayloads()
    bindSessionEndPayloads()
    bindIntegrationPayloads()
  }

  private mutating func problemsOnly<Value: Sendable>(_ name: String, _ value: Value.Type) {
    object("\(name)Payload", parents: Payload<Value>.self) { fields in fields.problems() }
  }

  private mutating func bindUserPayloads() {
    for name in ["CreateUser", "UpdateUser"] {
      object("\(name)Payload", parents: Payload<UserID>.self) { fields in
        fields.object("user", of: Users.self) { payload, call in
          let ids = payload.outcome.value.map { [$0] } ?? []
          let found = try call.context.reader.users(ids: ids, for: call.context.viewer)
          return ObjectCells(slots: found.single, children: found.rows)
        }
        fields.problems()
      }
    }
    problemsOnly("SetUserPassword", UserID.self)
    problemsOnly("ChangePassword", UserID.self)
  }

  private mutating func bindProfilePayloads() {
    for name in ["CreateProfile", "UpdateProfile"] {
      object("\(name)Payload", parents: Payload<ProfileID>.self) { fields in
        fields.object("profile", of: Profiles.self) { payload, call in
          let ids = payload.outcome.value.map { [$0] } ?? []
          let found = try call.context.reader.profiles(ids: ids, for: call.context.viewer)
          return ObjectCells(slots: found.single, children: found.rows)
        }
        fields.problems()
      }
    }
    problemsOnly("DeleteProfile", ProfileID.self)
  }

  private mutating func bindSessionEndPayloads() {
    problemsOnly("EndSession", SessionID.self)
    for name in ["EndOtherSessions", "EndUserSessions"] {
      object("\(name)Payload", parents: Payload<Int>.self) { fields in
        fields.ints("endedSessions") { payload, _ in
          [payload.outcome.value.map { Int32(clamping: $0) }]
        }
        fields.problems()
      }
    }
  }

  private mutating func bindIntegrationPayloads() {
    object("CreateAccessTokenPayload", parents: Payload<CreateAccessToken.Made>.self) { fields in
      fields.strings("token") { payload, _ in [payload.outcome.value?.token] }
      fields.object("accessToken", of: OpenSessions.self) { payload, call in
        guard let made = payload.outcome.value else {
          return ObjectCells(slots: [-1], children: OpenSessions.none)
        }
        let found = try call.context.reader.accessToken(made.id, for: call.context.viewer)
        return ObjectCells(slots: [found.count == 0 ? -1 : 0], children: found)
      }
      fields.problems()
    }
    problemsOnly("RevokeAccessToken", SessionID.self)
    object("UpsertEnrolmentPayload", parents: Payload<UpsertEnrolment.Written>.self) { fields in
      fields.strings("externalId") { payload, _ in [payload.outcome.value?.externalID] }
      fields.problems()
    }
    object("OpenTicketForPayload", parents: Payload<String>.self) { fields in
      fields.object("ticket", of: ExternalTickets.self) { payload, call in
        let context = call.context
        let found = try context.reader.externalTicket(
          payload.outcome.value ?? "",
          for: context.viewer
        )
        return ObjectCells(slots: [found.count == 0 ? -1 : 0], children: found)
      }
      fields.problems()
    }
  }
}
