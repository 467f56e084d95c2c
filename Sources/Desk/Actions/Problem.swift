import SQLite

/// The codes of problems, which never change their meaning.
///
/// - Invariant: the raw values are the cases of the schema's `ProblemCode`; every ``Refusal`` is
///   among them.
public enum ProblemCode: String, Hashable, Sendable, CaseIterable {
  /// User code and password do not go together, or may not sign in.
  case invalidCredentials = "INVALID_CREDENTIALS"
  case tooManyAttempts = "TOO_MANY_ATTEMPTS"
  /// The profile does not grant it.
  case notPermitted = "NOT_PERMITTED"
  /// There is none, or none that the viewer may see: the two are told apart nowhere (L16).
  case notFound = "NOT_FOUND"
  /// The parameter is not there, or is hidden: the two are told apart nowhere (L9, L10).
  case parameterUnknown = "PARAMETER_UNKNOWN"
  case parameterReadOnly = "PARAMETER_READ_ONLY"
  /// The parameter is filled before the ticket moves on.
  case parameterRequired = "PARAMETER_REQUIRED"
  case invalidValue = "INVALID_VALUE"
  /// Something besides a parameter is missing.
  case required = "REQUIRED"
  case unknownCondition = "UNKNOWN_CONDITION"
  case unknownReason = "UNKNOWN_REASON"
  /// What is to be changed has changed since it was seen (L26).
  case conflict = "CONFLICT"
  case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
  /// Another object has this key or code.
  case alreadyExists = "ALREADY_EXISTS"
  /// Something refers to the object, so it stays.
  case inUse = "IN_USE"
  /// As many as there may be are there.
  case limitReached = "LIMIT_REACHED"
  /// The file is longer than the desk takes.
  case fileTooLarge = "FILE_TOO_LARGE"
  /// The understanding was decided before, or a newer one took its place.
  case alreadyDecided = "ALREADY_DECIDED"
  /// The ticket is in the hands of the attendant who should get it, and of no other.
  case alreadyAssigned = "ALREADY_ASSIGNED"
  /// The ticket's step has no transition.
  case noWayOut = "NO_WAY_OUT"
  /// Nobody would be left who can administer the desk.
  case lastAdministrator = "LAST_ADMINISTRATOR"
  /// The version of the rules is published, so it stays as it is.
  case notADraft = "NOT_A_DRAFT"
  /// Tickets would be stuck in the workflow that this makes, or puts rules in force for (F11).
  case workflowHasErrors = "WORKFLOW_HAS_ERRORS"
  /// Q11.
  case attendantNotConfigured = "ATTENDANT_NOT_CONFIGURED"
  case awaitingAttendant = "AWAITING_ATTENDANT"
  case awaitingCustomer = "AWAITING_CUSTOMER"
  case ticketPending = "TICKET_PENDING"
  case ticketCompleted = "TICKET_COMPLETED"
  case ticketCancelled = "TICKET_CANCELLED"
  case notCancelled = "NOT_CANCELLED"
  case onlyCustomers = "ONLY_CUSTOMERS"
  case onlyAttendants = "ONLY_ATTENDANTS"
  case onlyAdministrators = "ONLY_ADMINISTRATORS"
  /// The ticket is a dependant's, which a guardian only reads.
  case dependantReadOnly = "DEPENDANT_READ_ONLY"
  /// The rules cannot be read, so nothing is written until they can (L21).
  case rulesUnreadable = "RULES_UNREADABLE"

  /// The code of a refusal of the action table.
  public init(_ refusal: Refusal) {
    self =
      switch refusal {
      case .awaitingAttendant: .awaitingAttendant
      case .awaitingCustomer: .awaitingCustomer
      case .ticketPending: .ticketPending
      case .ticketCompleted: .ticketCompleted
      case .ticketCancelled: .ticketCancelled
      case .notCancelled: .notCancelled
      case .onlyCustomers: .onlyCustomers
      case .onlyAttendants: .onlyAttendants
      case .onlyAdministrators: .onlyAdministrators
      case .dependantReadOnly: .dependantReadOnly
      }
  }
}

/// What kept an action from being done, for the caller to put right.
///
/// It has no sentence: those are made elsewhere, in the viewer's language.
public struct Problem: Hashable, Sendable {
  public let code: ProblemCode
  /// From `input` inwards, names and places in lists; empty where it concerns the whole.
  public let path: [String]
  public let parameterKey: String?
  /// Only of a parameter that the viewer may see.
  public let parameterLabel: String?
  /// What is wrong with the workflow, where that is the problem.
  public let finding: LintFinding?

  public init(
    _ code: ProblemCode,
    at path: [String] = [],
    parameterKey: String? = nil,
    parameterLabel: String? = nil
  ) {
    self.code = code
    self.path = path
    self.parameterKey = parameterKey
    self.parameterLabel = parameterLabel
    finding = nil
  }

  /// An error of a workflow.
  init(_ finding: LintFinding, at path: [String]) {
    code = .workflowHasErrors
    self.path = path
    parameterKey = finding.parameter?.key
    parameterLabel = finding.parameter?.label
    self.finding = finding
  }
}

/// What came of an action: its value, or all that stood against it.
///
/// - Invariant: where there are problems, nothing was written.
public enum Outcome<Value: Sendable>: Sendable {
  case done(Value)
  /// At least one.
  case refused([Problem])

  public var value: Value? {
    guard case .done(let value) = self else { return nil }
    return value
  }

  public var problems: [Problem] {
    guard case .refused(let problems) = self else { return [] }
    return problems
  }

  static func refused(_ code: ProblemCode, at path: String...) -> Outcome {
    .refused([Problem(code, at: path)])
  }
}

extension Outcome: Equatable where Value: Equatable {}
extension Outcome: Hashable where Value: Hashable {}

/// An object as a caller names it.
public enum Reference<ID: RecordID>: Hashable, Sendable {
  /// It was left out.
  case absent
  /// What was given names no object of the kind; it is answered like one that is not there.
  case unreadable
  case id(ID)

  public init(_ id: ID?) { self = id.map(Reference.id) ?? .unreadable }

  /// The object's key; `nil` where it was left out, or names none.
  public var id: ID? {
    guard case .id(let id) = self else { return nil }
    return id
  }

  /// Whether it was given at all.
  public var given: Bool {
    if case .absent = self { return false }
    return true
  }
}

extension Reference where ID == TicketID {
  /// The ticket as it is in this transaction; `nil` where there is none that the viewer may see.
  func record(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> TicketRecord? {
    guard let id else { return nil }
    return try context.ticket(id, for: viewer)
  }
}
