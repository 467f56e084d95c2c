/// What can be done to a ticket.
///
/// - Source: the action table of the product page; R26-R36, R51-R63, Q1, Q2.
public enum TicketAction: String, Hashable, Sendable, CaseIterable {
  case editParameters = "EDIT_PARAMETERS"
  case submit = "SUBMIT"
  case postMessage = "POST_MESSAGE"
  case addAttachment = "ADD_ATTACHMENT"
  case proposeUnderstanding = "PROPOSE_UNDERSTANDING"
  case decideUnderstanding = "DECIDE_UNDERSTANDING"
  case complete = "COMPLETE"
  /// To take a ticket at the desk into one's own hands.
  case take = "TAKE"
  /// To give a ticket at the desk to another attendant.
  case reassign = "REASSIGN"
  case cancel = "CANCEL"
  case delete = "DELETE"

  /// The section that it adds to, under whose rules it stands beside the table.
  public var section: CommonParameter? {
    switch self {
    case .postMessage: .discussion
    case .addAttachment: .attachments
    case .proposeUnderstanding, .decideUnderstanding: .understandings
    case .editParameters, .submit, .complete, .take, .reassign, .cancel, .delete: nil
    }
  }

  /// Whether the step history gets a row of it, for which somebody has to be configured (R21, Q11).
  public var isMovement: Bool {
    switch self {
    case .submit, .decideUnderstanding, .complete, .take, .reassign, .cancel: true
    case .editParameters, .postMessage, .addAttachment, .proposeUnderstanding, .delete: false
    }
  }
}

/// As what somebody acts on a ticket.
public enum Actor: String, Hashable, Sendable, CaseIterable {
  case customer = "CUSTOMER"
  case attendant = "ATTENDANT"
  case administrator = "ADMINISTRATOR"
}

/// Why an action is not permitted.
public enum Refusal: String, Hashable, Sendable, CaseIterable {
  /// It is the attendant's turn (R28-R32).
  case awaitingAttendant = "AWAITING_ATTENDANT"
  /// It is the customer's turn (R26).
  case awaitingCustomer = "AWAITING_CUSTOMER"
  /// The ticket has not entered the flow yet.
  case ticketPending = "TICKET_PENDING"
  /// Nothing of a completed ticket is altered (R34).
  case ticketCompleted = "TICKET_COMPLETED"
  /// Nothing of a cancelled ticket is altered (R36).
  case ticketCancelled = "TICKET_CANCELLED"
  /// Only a cancelled ticket can be deleted (R60).
  case notCancelled = "NOT_CANCELLED"
  case onlyCustomers = "ONLY_CUSTOMERS"
  case onlyAttendants = "ONLY_ATTENDANTS"
  case onlyAdministrators = "ONLY_ADMINISTRATORS"
  /// A guardian reads the tickets of a dependant and changes nothing of them, whatever their state:
  /// no row of the table says so, but the ticket's customer.
  case dependantReadOnly = "DEPENDANT_READ_ONLY"
}

/// The one table of what is permitted to whom and when.
///
/// `Ticket.actions`, every mutation and the lock in the access decision read it, so they cannot
/// disagree (F14).
public enum Permitted {
  /// Why an action is refused; `nil` where it is permitted.
  ///
  /// - Complexity: O(1).
  public static func refusal(
    of action: TicketAction,
    by actor: Actor,
    status: TicketStatus,
    responsibility: Responsibility
  ) -> Refusal? {
    let row = row(of: action)
    let now = row.actors(status, responsibility)
    if now.contains(Actors(actor)) { return nil }
    if !row.ever.contains(Actors(actor)) { return row.ownersOnly }
    if action == .delete { return .notCancelled }
    switch status {
    case .completed: return .ticketCompleted
    case .cancelled: return .ticketCancelled
    case .pending where now.isEmpty: return .ticketPending
    case .pending, .inProgress:
      return responsibility == .attendant ? .awaitingAttendant : .awaitingCustomer
    }
  }

  /// What is permitted, action by action, as the product page shows it.
  // A table is read by its columns:
  // swift-format-ignore
  private static func row(of action: TicketAction) -> Row {
    switch action {
    //                              PENDING    IN_PROGRESS  IN_PROGRESS
    //                              CUSTOMER   CUSTOMER     ATTENDANT  COMPLETED  CANCELLED
    case .editParameters:       Row(.customer, .customer,   .desk,     .nobody,   .nobody)
    case .submit:               Row(.customer, .customer,   .desk,     .nobody,   .nobody)
    case .postMessage:          Row(.anybody,  .anybody,    .anybody,  .nobody,   .nobody)
    case .addAttachment:        Row(.anybody,  .anybody,    .anybody,  .nobody,   .nobody)
    case .proposeUnderstanding: Row(.nobody,   .nobody,     .desk,     .nobody,   .nobody)
    case .decideUnderstanding:  Row(.nobody,   .customer,   .nobody,   .nobody,   .nobody)
    case .complete:             Row(.nobody,   .nobody,     .desk,     .nobody,   .nobody)
    case .take:                 Row(.nobody,   .nobody,     .desk,     .nobody,   .nobody)
    case .reassign:             Row(.nobody,   .nobody,     .desk,     .nobody,   .nobody)
    case .cancel:               Row(.admin,    .admin,      .nobody,   .nobody,   .nobody)
    case .delete:               Row(.nobody,   .nobody,     .nobody,   .nobody,   .admin)
    }
  }

  /// Whom an action is permitted to in each state of a ticket.
  private struct Row {
    let pending: Actors
    let customersTurn: Actors
    let attendantsTurn: Actors
    let completed: Actors
    let cancelled: Actors

    init(
      _ pending: Actors,
      _ customersTurn: Actors,
      _ attendantsTurn: Actors,
      _ completed: Actors,
      _ cancelled: Actors
    ) {
      self.pending = pending
      self.customersTurn = customersTurn
      self.attendantsTurn = attendantsTurn
      self.completed = completed
      self.cancelled = cancelled
    }

    /// A draft under the attendant's responsibility cannot be; nobody does anything to one.
    func actors(_ status: TicketStatus, _ responsibility: Responsibility) -> Actors {
      switch (status, responsibility) {
      case (.pending, .customer): pending
      case (.pending, .attendant): .nobody
      case (.inProgress, .customer): customersTurn
      case (.inProgress, .attendant): attendantsTurn
      case (.completed, _): completed
      case (.cancelled, _): cancelled
      }
    }

    var ever: Actors {
      [pending, customersTurn, attendantsTurn, completed, cancelled]
    }

    var ownersOnly: Refusal {
      if ever.contains(.customer) { return .onlyCustomers }
      return ever.contains(Actors(.attendant)) ? .onlyAttendants : .onlyAdministrators
    }
  }

  /// A set of actors.
  private struct Actors: OptionSet {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ actor: Actor) {
      switch actor {
      case .customer: self = .customer
      case .attendant: self = Actors(rawValue: 2)
      case .administrator: self = .admin
      }
    }

    static let nobody: Actors = []
    static let customer = Actors(rawValue: 1)
    static let admin = Actors(rawValue: 4)
    /// Administrators may do what attendants may.
    static let desk = Actors(rawValue: 2 | 4)
    static let anybody: Actors = [.customer, .desk]
  }
}
