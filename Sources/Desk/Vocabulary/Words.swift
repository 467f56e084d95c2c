/// The five kinds of record that a customer can be, in the order in which identities are listed.
///
/// - Source: R10, R11 (tables FCFO, PPESSOA, SALUNO, SPROFESSOR, HPROSPECT).
public enum CustomerType: String, Hashable, Sendable, CaseIterable {
  case client = "CLIENT"
  case person = "PERSON"
  case student = "STUDENT"
  case teacher = "TEACHER"
  case prospect = "PROSPECT"
}

/// Where a ticket is in its life.
///
/// - Source: Q10.
public enum TicketStatus: String, Hashable, Sendable, CaseIterable {
  /// Not yet in the flow.
  case pending = "PENDING"
  case inProgress = "IN_PROGRESS"
  case completed = "COMPLETED"
  case cancelled = "CANCELLED"
}

/// Whose turn it is.
///
/// - Source: R26-R32, Q10.
public enum Responsibility: String, Hashable, Sendable, CaseIterable {
  case customer = "CUSTOMER"
  case attendant = "ATTENDANT"
}

/// From which side a ticket is looked at.
///
/// - Source: R64-R67: `invisibleOnline` acts on `online` alone, `invisible` on `desk` alone.
public enum Audience: String, Hashable, Sendable, CaseIterable {
  /// Customers.
  case online = "ONLINE"
  /// Attendants.
  case desk = "DESK"
}

/// What a profile can grant.
///
/// - Source: R14.
public enum Permission: String, Hashable, Sendable, CaseIterable {
  case portal = "PORTAL"
  case attend = "ATTEND"
  case administer = "ADMINISTER"
  case integrate = "INTEGRATE"
}
