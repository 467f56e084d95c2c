import Bytes
public import Desk
public import GraphQL

/// What the header field `X-Guiche-View-As` says: `user:` and the id or the code of a user, or
/// `customer:` and the id of a customer.
extension LensTarget {
  /// - Returns: `nil` for a text of another form.
  public init?(field text: String) {
    if let user = text.dropping(prefix: "user:") {
      switch GlobalID(user) {
      case .user(let id)?: self = .user(id)
      case nil: self = .userCode(user)
      case _?: return nil
      }
    } else if let customer = text.dropping(prefix: "customer:") {
      guard case .customer(let id)? = GlobalID(customer) else { return nil }
      self = .customer(id)
    } else {
      return nil
    }
  }
}

extension Viewer {
  /// As whom an administrator sees, as `X-Guiche-Viewing-As` says it; `nil` without a lens.
  public var lensField: String? {
    guard lens != nil else { return nil }
    return GlobalID.column(.user, [user.rawValue]).text(0).map { "user:\($0)" }
  }
}

extension Caller {
  /// The error of a lens that is not put on.
  public func error(_ refusal: LensRefusal) -> GraphQLError {
    ErrorTexts(language: language).error(.lens(refusal))
  }

  /// The reason of a lens as the audit log keeps it.
  ///
  /// - Throws: The error of one that is too long or has control characters.
  public func lensReason(_ text: String?) throws(GraphQLError) -> String? {
    do throws(RequestError) {
      return try LensReason.checked(text)
    } catch {
      throw ErrorTexts(language: language).error(error)
    }
  }
}

extension String {
  /// What follows a prefix; `nil` where there is nothing, or another beginning.
  fileprivate func dropping(prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8), utf8.count > prefix.utf8.count else { return nil }
    return String(dropFirst(prefix.count))
  }
}
