/// How much reference data is made: the full size is what speed is measured on.
///
/// Groups, types, steps and rules are the same at every scale.
public struct ReferenceScale: Hashable, Sendable {
  /// How many thousandths of the full size.
  public let thousandths: Int

  /// - Parameter thousandths: Of the full size, 1…10,000; `nil` for anything else.
  public init?(thousandths: Int) {
    guard Self.range.contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  private init(known thousandths: Int) { self.thousandths = thousandths }

  /// 200,000 tickets of 10,000 customers.
  public static let full = ReferenceScale(known: 1_000)
  /// A smaller one has no page to turn; a greater one no disk to stand on.
  public static let range = 1...10_000

  public var tickets: Int { thousandths * 200 }
  /// At least one page of each type.
  public var customers: Int { max(100, thousandths * 10) }
  /// Those with about a hundred tickets more than the others.
  public var busyCustomers: Int { max(10, thousandths / 5) }
  /// One a customer, the staff, and further contacts.
  public var users: Int { customers + max(20, customers / 50) }
  public var attendants: Int { max(10, thousandths / 10) }
  /// Six a ticket.
  public var messages: Int { tickets * 6 }
  /// Four a ticket.
  public var movements: Int { tickets * 4 }
  /// One a ticket.
  public var attachments: Int { tickets }
}

/// The data that speed is measured on: people, workflow and tickets out of a seed.
///
/// It is the same, byte for byte, for the same scale, seed and version of the program.
public enum ReferenceData {
  /// The password of everybody who can sign in.
  public static let password = "guiche-bench"
  /// Made once: a new one has a salt of its own, and the data would differ at every run.
  static let passwordHash =
    "$y$j9T$zl2HmXLrhHIZQ9MbVrq1Y.$7PbpGdRsmx6oKHbxOuAMkmik443m/r3pZOvwnYlP8y."

  /// Somebody who can sign in.
  public enum User: String, Hashable, Sendable, CaseIterable {
    /// The contact of a busy client.
    case client
    /// A busy person.
    case person
    /// A busy student.
    case student
    /// A busy teacher.
    case teacher
    /// The contact of a busy prospect.
    case prospect
    /// Person, student and teacher at once.
    case many
    /// A student for whom two types are blocked.
    case narrow
    /// Who attends at several steps.
    case attendant
    /// An attendant for whom three types are blocked.
    case narrowAttendant = "attendant.narrow"
    case admin

    /// What they sign in with.
    public var code: String { rawValue }

    /// Whether they look from the customers' side.
    public var isCustomer: Bool { !Self.staff.contains(self) }

    static let staff: [User] = [.attendant, .narrowAttendant, .admin]
  }
}
