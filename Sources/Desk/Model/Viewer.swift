/// Who reads or writes: a signed-in user with everything that decides what may be seen.
///
/// - Source: R10-R20, R37, Q7, Q8.
public struct Viewer: Hashable, Sendable {
  public let user: UserID
  /// What the user signs in with.
  public let userCode: String
  public let displayName: String
  public let language: Language
  /// What the user's profile grants, in the order of the cases.
  public let permissions: [Permission]
  /// Types that the profile blocks, ascending: absent everywhere (Q9).
  public let blockedTypes: [TicketTypeID]
  /// The customers that the user stands for, by type and then by id.
  ///
  /// Each ticket is judged by the type of its own customer; nothing is merged.
  public let identities: [Identity]
  /// The students whose tickets the viewer reads as their guardian, by id; none of them is among
  /// ``identities``.
  public let dependants: [Dependant]
  /// The session of the sign-in; `nil` for an access token and for what runs without a session.
  public let session: SessionID?
  /// The side from which this viewer looks at tickets.
  public let audience: Audience
  /// How the rules bind this viewer.
  public let reader: Reader
  /// Set where an administrator looks as this user: then nothing may be written.
  public internal(set) var lens: Lens?

  init(
    user: UserID,
    userCode: String,
    displayName: String,
    language: Language,
    permissions: [Permission],
    blockedTypes: [TicketTypeID],
    identities: [Identity],
    dependants: [Dependant] = [],
    session: SessionID? = nil
  ) {
    self.user = user
    self.userCode = userCode
    self.displayName = displayName
    self.language = language
    self.permissions = permissions
    self.blockedTypes = blockedTypes
    self.identities = identities
    self.dependants = dependants
    self.session = session
    let isStaff = permissions.contains(.attend) || permissions.contains(.administer)
    audience = isStaff ? .desk : .online
    reader = Reader.granted(by: Set(permissions))
  }

  /// Nobody: sees nothing.
  public static let anonymous = Viewer(
    user: UserID(0),
    userCode: "",
    displayName: "",
    language: .portuguese,
    permissions: [],
    blockedTypes: [],
    identities: []
  )

  /// Whether another viewer of the same session may see and do the same; names and languages aside.
  public func hasSameAccess(as other: Viewer) -> Bool {
    user == other.user && permissions == other.permissions && blockedTypes == other.blockedTypes
      && identities.map(\.customer) == other.identities.map(\.customer)
      && dependants.map(\.customer) == other.dependants.map(\.customer)
  }

  public var isAnonymous: Bool { user.rawValue == 0 }

  public func has(_ permission: Permission) -> Bool { permissions.contains(permission) }

  /// As what this viewer acts on tickets; `nil` where the profile lets act on none.
  public var actor: Actor? {
    if has(.administer) { return .administrator }
    if has(.attend) { return .attendant }
    return has(.portal) ? .customer : nil
  }

  /// Whether the profile lets meet tickets at all (R14).
  public var mayMeetTickets: Bool { audience == .desk || has(.portal) }

  /// Whether there is anybody whose tickets are the viewer's; for the desk, everybody's are (R19).
  public var standsForSomebody: Bool { audience == .desk || !identities.isEmpty }

  /// The customer types whose tickets the viewer can meet, each once.
  public var metCustomerTypes: [CustomerType] {
    if audience == .desk { return CustomerType.allCases }
    return CustomerType.allCases.filter { type in
      identities.contains { $0.type == type } || (type == .student && !dependants.isEmpty)
    }
  }

  /// Whether the viewer may read a customer's tickets and do nothing to them, as a guardian.
  ///
  /// `Ticket.actions`, the forms and the mutations all ask it, each of a ticket's own customer.
  public func onlyReads(ticketsOf customer: CustomerID) -> Bool {
    audience == .online && dependants.contains { $0.customer == customer }
  }

  /// Whether the viewer stands for a customer, or is a guardian of it, or works at the desk.
  public func knows(_ customer: CustomerID) -> Bool {
    audience == .desk || identities.contains { $0.customer == customer }
      || dependants.contains { $0.customer == customer }
  }

  /// Whether a customer's own record, its addresses and its contacts, is open to the viewer.
  ///
  /// It is to the desk, and to who was found at the record itself. A contact and a guardian read its
  /// name only.
  public func readsRecord(of customer: CustomerID) -> Bool {
    audience == .desk || identities.contains { $0.customer == customer && $0.via == .record }
  }
}

/// A student whose tickets a person reads as their guardian.
///
/// - Source: the guardians and dependants; Q7: the student's own rules decide.
public struct Dependant: Hashable, Sendable {
  public let customer: CustomerID
  public let name: String
  /// How the person is tied to the student, for example "Mãe".
  public let relation: String
}

/// A customer that a user stands for, and how that was found.
///
/// - Source: R19, R20.
public struct Identity: Hashable, Sendable {
  public let customer: CustomerID
  public let type: CustomerType
  /// The customer's name.
  public let name: String
  public let via: Via

  /// Where the user's code was found.
  public enum Via: Hashable, Sendable {
    /// At a contact of the customer, of this id and name.
    case contact(id: Int64, name: String)
    /// At the customer's own record.
    case record
  }
}

/// What a viewer may see of tickets before any rule of a step is asked.
///
/// The one predicate of visibility (Q8, Q9): a page cuts its index by it, a look-up by id judges
/// the row by it, and every page judges its rows by it once more.
public struct TicketScope: Hashable, Sendable {
  /// Whose tickets.
  public enum Reach: Hashable, Sendable {
    case nobody
    /// Those of these customers, ascending.
    case customers([CustomerID])
    /// Those of every customer.
    case desk
  }

  public let reach: Reach
  /// Types that are absent, ascending.
  public let blockedTypes: [TicketTypeID]

  public init(of viewer: Viewer) {
    blockedTypes = viewer.blockedTypes
    if viewer.audience == .desk {
      reach = .desk
    } else if viewer.mayMeetTickets, viewer.standsForSomebody {
      let customers = viewer.identities.map(\.customer) + viewer.dependants.map(\.customer)
      reach = .customers(customers.sorted())
    } else {
      reach = .nobody
    }
  }

  /// The part of a viewer's scope that lies with one customer; nobody's where it is not the viewer's.
  public init(of viewer: Viewer, within customer: CustomerID) {
    let whole = TicketScope(of: viewer)
    blockedTypes = whole.blockedTypes
    switch whole.reach {
    case .desk: reach = .customers([customer])
    case .customers(let customers):
      reach = customers.contains(customer) ? .customers([customer]) : .nobody
    case .nobody: reach = .nobody
    }
  }

  /// Whether tickets of a type are absent, whosever they are (Q9).
  public func blocks(_ type: TicketTypeID) -> Bool { blockedTypes.contains(type) }

  /// Whether a ticket of this customer and type is there for the viewer.
  public func contains(customer: CustomerID, type: TicketTypeID) -> Bool {
    if blocks(type) { return false }
    switch reach {
    case .nobody: return false
    case .customers(let customers): return customers.contains(customer)
    case .desk: return true
    }
  }
}
