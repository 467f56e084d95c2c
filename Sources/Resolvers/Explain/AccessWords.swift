import Desk

/// The words of the schema for the flags of a rule.
enum AccessFlag: String, Hashable, Sendable, CaseIterable {
  case required = "REQUIRED"
  case readOnly = "READ_ONLY"
  case neededFromPrevious = "NEEDED_FROM_PREVIOUS"
  case invisible = "INVISIBLE"
  case invisibleOnline = "INVISIBLE_ONLINE"

  /// - Parameter flag: Exactly one; else it is `nil`.
  init?(_ flag: FieldFlags) {
    switch flag {
    case .required: self = .required
    case .readOnly: self = .readOnly
    case .neededFromPrevious: self = .neededFromPrevious
    case .invisible: self = .invisible
    case .invisibleOnline: self = .invisibleOnline
    default: return nil
    }
  }

  /// What the rules call it: a field of `FieldRule`.
  var ruleName: String {
    switch self {
    case .required: "required"
    case .readOnly: "readOnly"
    case .neededFromPrevious: "neededFromPrevious"
    case .invisible: "invisible"
    case .invisibleOnline: "invisibleOnline"
    }
  }
}

/// The words of the schema for ``Because``.
enum AccessReason: String, Hashable, Sendable, CaseIterable {
  case nothingForbids = "NOTHING_FORBIDS"
  case flag = "FLAG"
  case lock = "LOCK"
  case neverWritten = "NEVER_WRITTEN"
  case administratorReads = "ADMINISTRATOR_READS"
  case unknownCustomerType = "UNKNOWN_CUSTOMER_TYPE"
  case unknownStep = "UNKNOWN_STEP"
  case unknownParameter = "UNKNOWN_PARAMETER"
  case unknownState = "UNKNOWN_STATE"
  case unreadableRule = "UNREADABLE_RULE"

  init(_ because: Because) {
    switch because {
    case .nothingForbids: self = .nothingForbids
    case .unknown(.customerType): self = .unknownCustomerType
    case .unknown(.step): self = .unknownStep
    case .unknown(.parameter): self = .unknownParameter
    case .unknown(.state): self = .unknownState
    case .unreadableRule: self = .unreadableRule
    case .flag: self = .flag
    case .locked: self = .lock
    case .neverWritten: self = .neverWritten
    case .administratorReads: self = .administratorReads
    }
  }
}

extension Because {
  /// The flag that decided; `nil` where none did.
  var word: AccessFlag? {
    guard case .flag(let flag, _) = self else { return nil }
    return AccessFlag(flag)
  }

  /// Whether the flag was set only by what is added for the ticket's customer type.
  var isRefinement: Bool {
    guard case .flag(_, let isRefinement) = self else { return false }
    return isRefinement
  }

  /// Why the ticket's state lets nobody on the side write, where that decided.
  var lock: ProblemCode? {
    guard case .locked(let refusal) = self else { return nil }
    return ProblemCode(refusal)
  }
}
