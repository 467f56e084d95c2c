public import Bytes

/// Which columns of tickets are wanted; the key, the type and the state always come.
public struct TicketFields: OptionSet, Hashable, Sendable {
  public let rawValue: UInt64

  /// A set of fields; bits that mean none are left out.
  public init(rawValue: UInt64) { self.rawValue = rawValue & 127 }

  /// Who opened it and who attends to it.
  public static let people = TicketFields(rawValue: 1)
  /// Version and times.
  public static let dates = TicketFields(rawValue: 2)
  /// How many children it has; wanted with every section.
  public static let counts = TicketFields(rawValue: 4)
  public static let subject = TicketFields(rawValue: 8)
  /// Priority, product and due date.
  public static let details = TicketFields(rawValue: 16)
  public static let requestText = TicketFields(rawValue: 32)
  public static let solution = TicketFields(rawValue: 64)
  public static let all = TicketFields(rawValue: 127)

  /// The columns that hold some common parameters.
  public init(holding parameters: some Sequence<CommonParameter>) {
    var fields: TicketFields = []
    for parameter in parameters {
      switch parameter {
      case .subject: fields.insert(.subject)
      case .requestText: fields.insert(.requestText)
      case .priority, .product, .dueDate: fields.insert(.details)
      case .solution: fields.insert(.solution)
      case .discussion, .attachments, .stepHistory, .understandings: fields.insert(.counts)
      }
    }
    self = fields
  }
}

/// Tickets that a viewer may see, column by column.
///
/// What rules govern is sealed in here and comes out only as the viewer may see it.
///
/// - Shape: cell `i` of each column is of ticket `i`. A column that was not wanted has none.
public struct Tickets: Sendable {
  /// Behind one reference, for a column of parents is handed to each of its fields: copying it would
  /// count the references of all these arrays.
  private final class Shared: Sendable {
    let columns: TicketColumns

    init(_ columns: TicketColumns) { self.columns = columns }
  }

  private let shared: Shared
  /// Which columns were read.
  public let fields: TicketFields
  private let policy: Policy
  private let reader: Reader

  init(_ columns: TicketColumns, fields: TicketFields, policy: Policy, reader: Reader) {
    shared = Shared(columns)
    self.fields = fields
    self.policy = policy
    self.reader = reader
  }

  public var ids: [TicketID] { shared.columns.ids }
  public var customers: [CustomerID] { shared.columns.customers }
  public var customerTypes: [CustomerType] { shared.columns.customerTypes }
  public var types: [TypePlace] { shared.columns.types }
  public var steps: [StepPlace] { shared.columns.steps }
  public var statuses: [TicketStatus] { shared.columns.statuses }
  public var responsibilities: [Responsibility] { shared.columns.responsibilities }

  /// Wanted by ``TicketFields/people``.
  public var openedBy: [ParticipantKey] { shared.columns.openedBy }
  public var attendants: [AttendantID?] { shared.columns.attendants }

  /// Wanted by ``TicketFields/dates``.
  public var versions: [Int64] { shared.columns.versions }
  public var openedAt: [Instant] { shared.columns.openedAt }
  public var updatedAt: [Instant] { shared.columns.updatedAt }

  /// As ``TicketColumns/childCounts``.
  var childCounts: [Int32] { shared.columns.childCounts }
  var subjects: Governed<TextColumn> { shared.columns.subjects }
  private var situations: Situations { shared.columns.situations }

  public var count: Int { ids.count }

  public var audience: Audience { situations.audience }

  /// The decision about one of the ten common parameters, ticket by ticket.
  ///
  /// - Complexity: O(tickets).
  public func accesses(to parameter: CommonParameter) -> Accesses {
    policy.accesses(to: parameter, in: situations, for: reader)
  }

  /// From whom the rules hide a parameter of a ticket, as ``Policy/hidings(in:for:)``.
  public func hidings(of parameter: ParameterPlace, at ticket: Int) -> [Hiding] {
    policy.hidings(in: situations.situation(of: parameter, at: ticket), for: reader)
  }

  /// The decision about any parameters of the tickets.
  ///
  /// - Parameters:
  ///   - parameters: Places within the types of the tickets.
  ///   - tickets: The ticket of each parameter, as its place here.
  /// - Returns: As many decisions as there are parameters.
  public func accesses(to parameters: [ParameterPlace], of tickets: [Int32]) -> Accesses {
    policy.accesses(to: parameters, of: tickets, in: situations, for: reader)
  }

  /// The texts of a common parameter as the viewer may see them: null where one is hidden or empty.
  ///
  /// - Returns: As many cells as there are tickets; all null for a parameter that holds no text or
  ///   was not wanted.
  /// - Complexity: O(bytes).
  public func texts(_ parameter: CommonParameter) -> TextColumn {
    let sealed: Governed<TextColumn>
    switch parameter {
    case .subject: sealed = subjects
    case .requestText: sealed = shared.columns.requestTexts
    case .product: sealed = shared.columns.products
    case .dueDate: sealed = shared.columns.dueDates
    case .solution: sealed = shared.columns.solutions
    case .priority, .discussion, .attachments, .stepHistory, .understandings:
      return TextColumn([String?](repeating: nil, count: count))
    }
    guard sealed.count == count else {
      return TextColumn([String?](repeating: nil, count: count))
    }
    return sealed.opened(with: accesses(to: parameter))
  }

  /// The priorities as the viewer may see them: null where one is hidden or empty.
  public func visiblePriorities() -> [Priority?] {
    let priorities = shared.columns.priorities
    guard priorities.count == count else { return [Priority?](repeating: nil, count: count) }
    return priorities.opened(with: accesses(to: .priority))
  }
}

/// Somebody who did something in a ticket; their name is another read, for many at once.
public struct ParticipantKey: Hashable, Sendable {
  public let user: UserID
  /// As which attendant, for one who acted as such.
  public let attendant: AttendantID?
  /// For which side.
  public let side: Responsibility

  public init(user: UserID, attendant: AttendantID?, side: Responsibility) {
    self.user = user
    self.attendant = attendant
    self.side = side
  }
}

/// The names of those who took part, as the viewer may see them.
///
/// - Shape: the key that was asked for at `i` is answered by row `slots[i]`; -1 where it was null.
public struct Participants: Sendable {
  public internal(set) var slots: [Int32] = []
  public internal(set) var displayNames = TextColumn()
  public internal(set) var isAttendant: [Bool] = []
  /// Null for customers, who get no more than a name (L28).
  public internal(set) var userCodes = TextColumn()

  public var count: Int { isAttendant.count }
}
