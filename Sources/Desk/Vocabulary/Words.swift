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

/// A word that rows hold as a number, because the access decision is indexed by it.
///
/// - Invariant: The code is the word's place in `allCases`; a new word is added at the end.
public protocol CodedWord: CaseIterable, Hashable, Sendable where AllCases == [Self] {
  /// The number that rows hold.
  var code: Int64 { get }

  /// The word of a number; `nil` where there is none, and what it governs is then hidden (F2).
  init?(code: Int64)
}

extension CodedWord {
  public init?(code: Int64) {
    guard let place = Int(exactly: code), Self.allCases.indices.contains(place) else { return nil }
    self = Self.allCases[place]
  }
}

extension CustomerType: CodedWord {
  public var code: Int64 {
    switch self {
    case .client: 0
    case .person: 1
    case .student: 2
    case .teacher: 3
    case .prospect: 4
    }
  }
}

extension TicketStatus: CodedWord {
  public var code: Int64 {
    switch self {
    case .pending: 0
    case .inProgress: 1
    case .completed: 2
    case .cancelled: 3
    }
  }
}

extension Responsibility: CodedWord {
  public var code: Int64 {
    switch self {
    case .customer: 0
    case .attendant: 1
    }
  }
}
