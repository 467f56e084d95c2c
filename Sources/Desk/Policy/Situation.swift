/// A ticket type's place in the workflow of the moment; a negative one is unknown.
public struct TypePlace: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// A type that is not in the workflow: everything governed is hidden there.
  public static let unknown = TypePlace(rawValue: -1)
}

/// A step's place among the steps of ALL types in the workflow; a negative one is unknown.
public struct StepPlace: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// A step that is not in the workflow: everything governed is hidden there.
  public static let unknown = StepPlace(rawValue: -1)
}

/// A parameter's place among the parameters of its type.
///
/// The ten that every type has come first, at the same places everywhere, so that a column of the
/// ticket itself knows its rule without a look-up. A type's own parameters follow from
/// ``firstOwn`` on.
public struct ParameterPlace: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  public init(_ parameter: CommonParameter) {
    rawValue = Int32(parameter.place)
  }

  /// Where a type's own parameters begin.
  public static let firstOwn = ParameterPlace(rawValue: Int32(CommonParameter.allCases.count))
  /// A parameter that its type does not have: it is hidden.
  public static let unknown = ParameterPlace(rawValue: -1)
}

/// What every ticket has and a rule can govern: six parameters and four sections.
///
/// - Invariant: the raw values are the keys under which rules, `@governed` and problems name them;
///   no type may have a parameter of its own with such a key.
public enum CommonParameter: String, Hashable, Sendable, CaseIterable {
  case subject
  case requestText
  case priority
  case product
  case dueDate
  case solution
  case discussion
  case attachments
  case stepHistory
  case understandings

  /// Its place in every type, in the order of the cases.
  public var place: Int {
    switch self {
    case .subject: 0
    case .requestText: 1
    case .priority: 2
    case .product: 3
    case .dueDate: 4
    case .solution: 5
    case .discussion: 6
    case .attachments: 7
    case .stepHistory: 8
    case .understandings: 9
    }
  }
}

/// Everything that the access decision looks at, for one parameter of one ticket.
///
/// - Source: F1, R73.
public struct Situation: Hashable, Sendable {
  /// From which side the ticket is looked at.
  public var audience: Audience
  /// The type of the ticket's OWN customer (Q7); `nil` where it cannot be read.
  public var customerType: CustomerType?
  public var type: TypePlace
  public var step: StepPlace
  public var parameter: ParameterPlace
  /// `nil` where it cannot be read.
  public var status: TicketStatus?
  /// `nil` where it cannot be read.
  public var responsibility: Responsibility?
  /// Whether the ticket is a dependant's, which its reader may not change.
  public var isDependants = false

  public init(
    audience: Audience,
    customerType: CustomerType?,
    type: TypePlace,
    step: StepPlace,
    parameter: ParameterPlace,
    status: TicketStatus?,
    responsibility: Responsibility?
  ) {
    self.audience = audience
    self.customerType = customerType
    self.type = type
    self.step = step
    self.parameter = parameter
    self.status = status
    self.responsibility = responsibility
  }
}

/// The situations of a column of tickets, seen by one viewer.
///
/// - Shape: seven columns of equal length; cell `i` of each is of ticket `i`.
public struct Situations: Hashable, Sendable {
  public var audience: Audience
  public private(set) var customerTypes: [CustomerType?] = []
  public private(set) var types: [TypePlace] = []
  public private(set) var steps: [StepPlace] = []
  public private(set) var statuses: [TicketStatus?] = []
  public private(set) var responsibilities: [Responsibility?] = []
  private var areDependants: [Bool] = []

  public init(audience: Audience, reservingCells cells: Int = 0) {
    self.audience = audience
    customerTypes.reserveCapacity(cells)
    types.reserveCapacity(cells)
    steps.reserveCapacity(cells)
    statuses.reserveCapacity(cells)
    responsibilities.reserveCapacity(cells)
    areDependants.reserveCapacity(cells)
  }

  public var count: Int { steps.count }

  /// Adds the situation of one more ticket.
  public mutating func append(
    customerType: CustomerType?,
    type: TypePlace,
    step: StepPlace,
    status: TicketStatus?,
    responsibility: Responsibility?,
    isDependants: Bool = false
  ) {
    customerTypes.append(customerType)
    types.append(type)
    steps.append(step)
    statuses.append(status)
    responsibilities.append(responsibility)
    areDependants.append(isDependants)
  }

  /// The situation of a parameter of a ticket; of a ticket that is not there, nothing is known.
  public func situation(of parameter: ParameterPlace, at ticket: Int) -> Situation {
    guard steps.indices.contains(ticket) else {
      return Situation(
        audience: audience,
        customerType: nil,
        type: .unknown,
        step: .unknown,
        parameter: parameter,
        status: nil,
        responsibility: nil
      )
    }
    var situation = Situation(
      audience: audience,
      customerType: customerTypes[ticket],
      type: types[ticket],
      step: steps[ticket],
      parameter: parameter,
      status: statuses[ticket],
      responsibility: responsibilities[ticket]
    )
    situation.isDependants = areDependants[ticket]
    return situation
  }
}
