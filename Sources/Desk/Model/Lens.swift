/// Through what an administrator sees what somebody else sees: that user's identity, permissions and
/// blocked types in place of the own ones, for reading alone.
///
/// A lens never widens a user: it is exactly what that user gets. What the administrator's own
/// profile blocks does not count, for it is not asked.
///
/// - Source: F9; product page, "What nobody else has".
public struct Lens: Hashable, Sendable {
  /// Who really asks.
  public let administrator: UserID

  init(of administrator: Viewer) { self.administrator = administrator.user }
}

/// Whom a lens is to be put on.
public enum LensTarget: Hashable, Sendable {
  case user(UserID)
  /// What the user signs in with.
  case userCode(String)
  /// The user who stands for the customer.
  case customer(CustomerID)
}

/// Why a lens is not put on somebody.
public enum LensRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// Who asks is no administrator with a session.
  case notPermitted = "LENS_NOT_PERMITTED"
  /// It is not said whom, or not in a form that is understood.
  case malformed = "LENS_MALFORMED"
  /// There is no such user.
  case unknownUser = "LENS_USER_UNKNOWN"
  /// The user is disabled, and so gets nothing.
  case disabledUser = "LENS_USER_DISABLED"
  /// There is no such customer, or no enabled user stands for it.
  case noUserOfCustomer = "LENS_CUSTOMER_WITHOUT_USER"
  /// The user is an administrator too.
  case administrator = "LENS_ON_ADMINISTRATOR"
}

/// What was found where a lens is to be put.
public enum LensFinding: Hashable, Sendable {
  /// The user as a viewer, ``Viewer/lens`` set.
  case viewer(Viewer)
  /// Why there is none, and about which user, where one is meant.
  case refused(LensRefusal, UserID?)
}

/// One use of a lens, as the audit log tells it.
public struct LensUse: Hashable, Sendable {
  /// Who was looked as; `nil` where nobody was found.
  public let user: UserID?
  /// Why nothing was shown; `nil` where something was.
  public let refusal: LensRefusal?
  /// Why the administrator looked, where that was said.
  public let reason: String?
  /// What was looked at.
  public let sight: Sight

  /// What was looked at.
  public enum Sight: Hashable, Sendable {
    /// The answer to a field of a document, of which the log keeps the SHA-256.
    case field(document: [UInt8])
    /// The answer to a whole request with a document.
    case request(document: [UInt8]?)
    /// How much of the answer to a document depends on what is hidden from the user.
    case leakCheck(document: [UInt8])
    /// A file, by what its address said.
    case download(String)
  }

  public init(user: UserID?, refusal: LensRefusal? = nil, reason: String?, sight: Sight) {
    self.user = user
    self.refusal = refusal
    self.reason = reason
    self.sight = sight
  }
}
