/// What one side, or one user, has of a parameter, with all that counts in the decision.
public struct AccessDecision: Hashable, Sendable {
  public let situation: Situation
  public let access: Access
  /// What the rules and the lock alone decide; another than ``access`` only for an administrator.
  public let ruled: Access
  /// The flags that count at the step for the ticket's customer type, each with where it is set.
  public let flags: [Because]

  /// - Parameters:
  ///   - situation: What is asked about.
  ///   - policy: Decides it.
  ///   - reader: Who asks.
  init(_ situation: Situation, by policy: Policy, for reader: Reader = .ruled) {
    self.situation = situation
    access = policy.access(in: situation, for: reader)
    ruled = policy.access(in: situation)
    flags = policy.flags(in: situation)
  }

  /// Whether a flag was set only by what is added for the customer type.
  public func isRefined(_ flag: FieldFlags) -> Bool {
    flags.contains(.flag(flag, isRefinement: true))
  }
}

/// Why a parameter is seen, read or written, on both sides and for one user.
///
/// - Source: F8; it is answered by ``Policy`` and by the predicates that every read asks.
public struct AccessExplanation: Hashable, Sendable {
  /// `nil` where no ticket is meant, but a step and a customer type.
  public let ticket: TicketID?
  public let type: TypePlace
  public let step: StepPlace
  public let customerType: CustomerType
  public let parameterKey: String
  /// `nil` where the type has none of the key.
  public let parameter: Parameter?
  public let online: AccessDecision
  public let desk: AccessDecision
  /// Whether a ticket enters the step only with the parameter filled (Q5).
  public let isNeededToEnter: Bool
  /// The rules that decided; `nil` where none were ever published.
  public let ruleVersion: RuleVersionID?
  /// `nil` where no user was asked about.
  public let user: UserAccess?
}

/// What stands between a user and a parameter of a ticket.
public struct UserAccess: Hashable, Sendable {
  public let user: UserID
  /// In the order in which they are passed.
  public let gates: [AccessGate]
  /// What the rules let the user do with the parameter, once all gates before are passed.
  public let decision: AccessDecision

  /// Whether the user sees the parameter.
  public var sees: Bool { !gates.contains { $0.stops == .seeing } }
}

/// One thing that has to be so before a user sees, or writes, a parameter of a ticket.
public struct AccessGate: Hashable, Sendable {
  public let kind: Kind
  /// What it keeps the user from; `nil` where it is passed.
  public let stops: Effect?
  /// What it was judged by.
  public let finding: Finding

  /// The gates, in the order in which they are passed.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The user can sign in.
    case signIn = "SIGN_IN"
    /// The profile lets meet tickets (R14).
    case permission = "PERMISSION"
    /// The profile does not block the ticket's type (Q9).
    case type = "TYPE"
    /// The user's code is found at a customer, or at a contact (R19, R20).
    case identity = "IDENTITY"
    /// The ticket's customer is one of those (Q8).
    case ownership = "OWNERSHIP"
    /// The ticket's state and whose turn it is let this side write (R26-R36).
    case state = "STATE"
    /// The workflow knows the ticket's step.
    case step = "STEP"
    /// The rules of the step show the parameter, and let it be written.
    case field = "FIELD"
  }

  /// What a gate that is shut keeps somebody from.
  public enum Effect: String, Hashable, Sendable, CaseIterable {
    case seeing = "SEEING"
    /// From writing alone.
    case writing = "WRITING"
  }

  /// What a gate was judged by, for what is said of it.
  public enum Finding: Hashable, Sendable {
    /// The gate is passed, and there is no more to say.
    case passed
    case disabled
    case noPassword
    case noPermission
    case typeBlocked
    /// The user works at the desk, where every customer's tickets are.
    case desk
    /// As whom the user was found, and the records that do not count because a contact was found.
    case identities([Identity], passedOver: [Identity])
    /// As whom the ticket is the user's.
    case owner(Identity)
    case guardian(Dependant)
    /// The ticket is of another customer; one of them, where its record does not count because a
    /// contact was found.
    case notTheirs(passedOver: Identity?)
    case locked(Because)
    case stepUnknown
    case decided(AccessDecision)
  }

  init(_ kind: Kind, stops: Effect? = nil, _ finding: Finding = .passed) {
    self.kind = kind
    self.stops = stops
    self.finding = finding
  }
}

/// What an administrator asks to be explained.
public struct AccessQuestion: Hashable, Sendable {
  /// Of what.
  public var place: Place
  public var parameterKey: String
  /// For whom; a ticket alone can be asked about for a user.
  public var user: UserID?

  public init(_ place: Place, parameterKey: String, user: UserID? = nil) {
    self.place = place
    self.parameterKey = parameterKey
    self.user = user
  }

  /// A ticket as it is, or as one could be.
  public enum Place: Hashable, Sendable {
    case ticket(TicketID)
    /// `responsibility` that is left out is each side's own turn.
    case step(
      StepID,
      CustomerType,
      status: TicketStatus,
      responsibility: Responsibility?
    )
  }
}
