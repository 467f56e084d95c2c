import Bytes
import Desk
import GraphQL
import Resolvers
import SQLite
import Server

/// As whom an administrator looks, for whole requests.
extension DeskHost {
  /// Whom a request is answered as that asks to look as somebody else.
  ///
  /// Who may not look learns that and nothing else, whomever the request names.
  ///
  /// - Throws: `PrincipalRefusal` where there can be no lens; the audit log is told of it where an
  ///   administrator asked.
  func look(
    _ claim: LensClaim,
    by administrator: Viewer,
    _ credentials: Credentials,
    on reader: DeskReader
  ) throws -> Viewer {
    guard administrator.has(.administer), administrator.session != nil else {
      throw refusal(.notPermitted, administrator, credentials)
    }
    _ = try reason(of: claim, administrator, credentials)
    var finding = LensFinding.refused(.malformed, nil)
    if let target = LensTarget(field: claim.target) {
      finding = try reader.viewer(as: target, for: administrator)
    }
    switch finding {
    case .viewer(let viewer): return viewer
    case .refused(let refused, let user):
      let use = LensUse(user: user, refusal: refused, reason: nil, sight: .request(document: nil))
      desk.note(use, ofRequest: credentials.requestID, by: administrator) { [log] error in
        let field = JSON.Member(name: "error", value: .string("\(error)"))
        log.record(.error, "refused lens not recorded", [field])
      }
      throw refusal(refused, administrator, credentials)
    }
  }

  func viewedAs(_ viewer: Viewer) -> String? { viewer.lensField }

  func record(
    _ views: [LensView],
    of viewer: Viewer,
    credentials: Credentials
  ) throws(PrincipalRefusal) {
    guard viewer.lens != nil, let claim = credentials.lens, let token = credentials.token else {
      throw refusal(.notPermitted, viewer, credentials)
    }
    let reason = try reason(of: claim, viewer, credentials)
    let uses = views.map { view in
      let sight: LensUse.Sight =
        switch view {
        case .document(let hash): .request(document: hash)
        case .file(let name): .download(name)
        }
      return LensUse(user: viewer.user, reason: reason, sight: sight)
    }
    let record: Desk.LensRecord
    do {
      record = try desk.record(uses, ofRequest: credentials.requestID, sessionToken: token)
    } catch WriterThread.Refusal.overloaded {
      throw PrincipalRefusal(503, caller(viewer, credentials).overloaded)
    } catch {
      let field = JSON.Member(name: "error", value: .string("\(error)"))
      log.record(.error, "lens not recorded", [field])
      throw PrincipalRefusal(500, .internalError)
    }
    guard record == .kept else { throw PrincipalRefusal(401, sessionEnded(for: credentials)) }
  }

  func refusal(
    _ refused: LensRefusal,
    _ viewer: Viewer,
    _ credentials: Credentials
  ) -> PrincipalRefusal {
    let isForbidden = refused == .notPermitted || refused == .administrator
    return PrincipalRefusal(isForbidden ? 403 : 400, caller(viewer, credentials).error(refused))
  }

  private func reason(
    of claim: LensClaim,
    _ viewer: Viewer,
    _ credentials: Credentials
  ) throws(PrincipalRefusal) -> String? {
    do throws(GraphQLError) {
      return try caller(viewer, credentials).lensReason(claim.reason)
    } catch {
      throw PrincipalRefusal(400, error)
    }
  }
}
