import Bytes
import Desk
import GraphQL

/// A session that just began: one object, or none.
struct Sessions: ParentColumn {
  let sessions: [SignIn.Session]
  var count: Int { sessions.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds how a session begins and ends.
  mutating func bindSession() {
    object(
      "signIn",
      of: Payload<SignIn.Session>.self,
      prepare: { arguments, context in
        // Off the writer's thread, for checking a password takes long.
        let input = arguments.object("input") ?? .none
        let signIn = SignIn(
          userCode: input.string("userCode") ?? "",
          password: input.string("password") ?? "",
          address: context.caller.address
        )
        return try signIn.prepare(with: context.reader, throttle: context.caller.throttle)
      },
      { _, call in
        guard let prepared = call.prepared as? SignIn.Prepared else {
          throw GraphQLError.internalError
        }
        let writer = try call.context.requireWriter()
        return ObjectCells(children: Payload(try SignIn.perform(prepared, in: writer)))
      }
    )
    object("signOut", of: Payload<Bool>.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      guard let token = context.caller.token else { throw context.error(.unauthenticated) }
      let writer = try context.requireWriter()
      let outcome = try SignOut(token: token).perform(in: writer)
      context.endSession()
      return ObjectCells(children: Payload(outcome))
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindSessionPayloads() {
    object("SignInPayload", parents: Payload<SignIn.Session>.self) { fields in
      fields.object("session", of: Sessions.self) { payload, _ in
        let session = payload.outcome.value
        return ObjectCells(
          slots: [session == nil ? -1 : 0],
          children: Sessions(sessions: session.map { [$0] } ?? [])
        )
      }
      fields.problems()
    }
    object("Session", parents: Sessions.self) { fields in
      fields.strings("token") { list, _ in list.sessions.map(\.token) }
      fields.texts("expiresAt") { list, _ in TextColumn(list.sessions.map(\.expiresAt)) }
    }
    object("SignOutPayload", parents: Payload<Bool>.self) { fields in
      fields.problems()
    }
  }
}
