import Desk
import GraphQL

extension ObjectBinding<Root, RequestContext> {
  /// Binds what is done with people.
  mutating func bindPeopleMutations() {
    bindPasswordMutations()
    action("endSession") {
      EndSession(
        session: $0.reference("session") { if case .userSession(let id) = $0 { id } else { nil } }
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("endOtherSessions") { _ in
      EndOtherSessions()
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("endUserSessions") {
      EndUserSessions(user: $0.user)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateUser") {
      UpdateUser($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    bindCustomerMutations()
    bindProfileMutations()
    bindIntegrationMutations()
  }

  private mutating func bindCustomerMutations() {
    action("createCustomer") {
      CreateCustomer($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateCustomer") {
      UpdateCustomer($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteCustomer") {
      DeleteCustomer(customer: $0.customer("customer"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("createContact") {
      CreateContact($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateContact") {
      UpdateContact($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteContact") {
      DeleteContact(contact: $0.contact)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("setGuardians") {
      SetGuardians($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }

  private mutating func bindProfileMutations() {
    action("createProfile") {
      CreateProfile($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateProfile") {
      UpdateProfile($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteProfile") {
      DeleteProfile(profile: $0.profile)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }

  private mutating func bindIntegrationMutations() {
    action("createAccessToken") {
      CreateAccessToken(
        user: $0.user,
        name: $0.string("name") ?? "",
        expiresAt: $0.string("expiresAt") ?? ""
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("revokeAccessToken") {
      RevokeAccessToken(
        accessToken: $0.reference("accessToken") {
          if case .accessToken(let id) = $0 { id } else { nil }
        }
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("upsertEnrolment") {
      UpsertEnrolment($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("openTicketFor") {
      OpenTicketFor($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }

  /// Binds what needs a password hashed, which is done off the writer's thread.
  private mutating func bindPasswordMutations() {
    object(
      "createUser",
      of: Payload<UserID>.self,
      prepare: { arguments, context in
        CreateUser(arguments.object("input") ?? .none).prepare(for: context.viewer)
      },
      { _, call in
        try call.context.requireSignIn()
        guard let prepared = call.prepared as? CreateUser.Prepared else {
          throw GraphQLError.internalError
        }
        let writer = try call.context.requireWriter()
        return ObjectCells(
          children: Payload(
            try CreateUser.perform(prepared, for: call.context.viewer, in: writer)
          )
        )
      }
    )
    object(
      "setUserPassword",
      of: Payload<UserID>.self,
      prepare: { arguments, context in
        let input = arguments.object("input") ?? .none
        return SetUserPassword(user: input.user, password: input.string("password") ?? "")
          .prepare(for: context.viewer)
      },
      { _, call in
        try call.context.requireSignIn()
        guard let prepared = call.prepared as? SetUserPassword.Prepared else {
          throw GraphQLError.internalError
        }
        let writer = try call.context.requireWriter()
        return ObjectCells(
          children: Payload(
            try SetUserPassword.perform(prepared, for: call.context.viewer, in: writer)
          )
        )
      }
    )
    object(
      "changePassword",
      of: Payload<UserID>.self,
      prepare: { arguments, context in
        let input = arguments.object("input") ?? .none
        return try ChangePassword(
          currentPassword: input.string("currentPassword") ?? "",
          newPassword: input.string("newPassword") ?? "",
          address: context.caller.address
        ).prepare(for: context.viewer, with: context.reader, throttle: context.caller.throttle)
      },
      { _, call in
        try call.context.requireSignIn()
        guard let prepared = call.prepared as? ChangePassword.Prepared else {
          throw GraphQLError.internalError
        }
        let writer = try call.context.requireWriter()
        return ObjectCells(
          children: Payload(
            try ChangePassword.perform(prepared, for: call.context.viewer, in: writer)
          )
        )
      }
    )
  }
}
