import Bytes
public import Desk
public import GraphQL
import Synchronization

extension ObjectBinding<Root, RequestContext> {
  /// Binds what lets an administrator see what somebody else is answered.
  mutating func bindLens() {
    perspective("viewAs") { _, call in
      try call.context.requireSignIn()
      return [try call.context.perspective(call.arguments)]
    }
  }
}

extension RequestContext {
  /// The query root as the named user has it.
  ///
  /// - Throws: The error of whom a lens cannot be put on, which the audit log is told of too.
  fileprivate func perspective(_ arguments: Arguments) throws -> Perspective<RequestContext> {
    let seen = try lookedAs(arguments)
    guard let house = caller.house else { throw GraphQLError.internalError }
    let texts = ErrorTexts(language: caller.language)
    return Perspective(
      schema: house.schema(for: seen),
      context: RequestContext(caller.seeing(as: seen), reader: reader),
      refusal: { texts.error(refusedBySchema: $0) }
    )
  }

  /// The user whom the argument `user` names, as whom an administrator looks from now on, for the
  /// `reason` that stands beside it.
  ///
  /// - Parameters:
  ///   - arguments: A field's.
  ///   - sight: What is looked at; the answer to the field where it is left out.
  /// - Returns: The user as a viewer.
  /// - Throws: The error of whom a lens cannot be put on, which the audit log is told of too.
  func lookedAs(_ arguments: Arguments, at sight: LensUse.Sight? = nil) throws -> Viewer {
    let reason: String?
    do throws(RequestError) {
      reason = try LensReason.checked(arguments.string("reason"))
    } catch {
      throw self.error(error)
    }
    var finding = LensFinding.refused(.unknownUser, nil)
    if case .user(let id)? = arguments.string("user").flatMap(GlobalID.init) {
      finding = try reader.viewer(as: .user(id), for: viewer)
    }
    switch finding {
    case .refused(let refusal, let user):
      if viewer.has(.administer) { looks.add(user, refusal, reason, sight) }
      throw error(.lens(refusal))
    case .viewer(let seen):
      looks.add(seen.user, nil, reason, sight)
      return seen
    }
  }
}

/// Why an administrator looks as somebody.
enum LensReason {
  /// The reason as the audit log keeps it; `nil` where there is none.
  static func checked(_ text: String?) throws(RequestError) -> String? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    let isShort = text.utf8.count / 4 <= Limits.lensReason
    guard isShort, text.unicodeScalars.count <= Limits.lensReason,
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { throw .lensReason }
    return text
  }
}

/// As whom one operation looked, in order.
final class Looks: Sendable {
  struct Look {
    let user: UserID?
    let refusal: LensRefusal?
    let reason: String?
    /// What was looked at, where it was not the answer to the field.
    let sight: LensUse.Sight?
  }

  private let stored = Mutex<[Look]>([])

  var all: [Look] { stored.withLock { $0 } }

  func add(
    _ user: UserID?,
    _ refusal: LensRefusal?,
    _ reason: String?,
    _ sight: LensUse.Sight? = nil
  ) {
    let look = Look(user: user, refusal: refusal, reason: reason, sight: sight)
    stored.withLock { $0.append(look) }
  }
}

extension RequestContext {
  /// Tells the audit log as whom the operation looked, before anything of the answer is shown.
  ///
  /// It is on disk when it returns; an operation that looked as nobody takes no time. It waits for the
  /// disk, so it is for a worker, and for no thread with an open snapshot.
  ///
  /// - Parameters:
  ///   - operation: What was run.
  ///   - desk: Where it was run.
  /// - Returns: What is answered in place of the result where the log was not told.
  /// - Throws: Where the log could not be written.
  public func recordLenses(
    of operation: PlannedOperation,
    on desk: Desk
  ) throws -> GraphQLError? {
    let looks = looks.all
    guard !looks.isEmpty else { return nil }
    guard let token = caller.token else { return error(.lens(.notPermitted)) }
    let document = SHA256.hash(Array(operation.plan.source.bytes))
    let uses = looks.map { look in
      LensUse(
        user: look.user,
        refusal: look.refusal,
        reason: look.reason,
        sight: look.sight ?? .field(document: document)
      )
    }
    switch try desk.record(uses, ofRequest: caller.requestID, sessionToken: token) {
    case .kept: return nil
    case .notPermitted: return error(.sessionEnded)
    }
  }
}
