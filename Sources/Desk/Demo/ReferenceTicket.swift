/// How a ticket of the reference data goes, up to where it stands now.
struct ReferenceJourney: Sendable {
  /// What a ticket goes through, in order.
  enum Event: Sendable {
    /// A way out, as its place in ``ReferenceWorkflow/ways``.
    case way(Int)
    case approve
    case reject
    case complete
    case cancel
  }

  let events: [Event]

  private init(_ events: Event...) { self.events = events }

  private init(_ ways: [Int], _ end: Event? = nil) {
    events = ways.map { .way($0) } + (end.map { [$0] } ?? [])
  }

  /// Twenty-five tickets in some order: two drafts, three at the desk, three with their customers,
  /// three cancelled and fourteen completed, with a hundred movements in all.
  static let round: [ReferenceJourney] =
    [ReferenceJourney([]), ReferenceJourney([])]
    + [ReferenceJourney([0]), ReferenceJourney([0, 2]), ReferenceJourney([0, 2])]
    + [ReferenceJourney([0, 1]), ReferenceJourney([0, 2, 3]), ReferenceJourney([0, 2, 3])]
    + [
      ReferenceJourney([], .cancel), ReferenceJourney([0, 1], .cancel),
      ReferenceJourney([0, 1], .cancel),
    ]
    + [ReferenceJourney](repeating: ReferenceJourney([0, 2], .complete), count: 6)
    + [ReferenceJourney](repeating: ReferenceJourney([0, 2, 4], .complete), count: 6)
    + [
      ReferenceJourney(.way(0), .way(2), .way(3), .approve, .way(6), .complete),
      ReferenceJourney(.way(0), .way(2), .way(3), .reject, .way(5), .way(4), .complete),
    ]

  /// How many messages twenty-five tickets have: six a ticket.
  static let messages = [
    0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 11, 12,
  ]
  /// How many attachments twenty-five tickets have: one a ticket.
  static let attachments = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4,
  ]
}

/// One ticket of the reference data, before it is written.
struct ReferenceTicket: Sendable {
  /// Somebody who does something in a ticket.
  struct Author: Sendable {
    let user: Int64
    /// `nil` on the customer's side.
    let attendant: Int64?

    var side: Responsibility { attendant == nil ? .customer : .attendant }
  }

  /// A row of the step history.
  struct Movement: Sendable {
    let kind: MovementKind
    let author: Author
    let performer: Int64
    let from: Int?
    let to: Int
    /// The way's place in ``ReferenceWorkflow/ways``.
    let way: Int?
    let status: TicketStatus
    let responsibility: Responsibility
    let at: Int64
  }

  /// A proposal, and what the customer said to it.
  struct Understanding: Sendable {
    let author: Author
    let at: Int64
    var state = UnderstandingState.proposed
    var decidedAt: Int64?
  }

  let number: Int
  /// The customer's place.
  let customer: Int
  let type: ReferenceWorkflow.TypeKeys
  let opener: Author
  /// The contact as whom it was opened.
  let contact: Int64?
  private(set) var step = 0
  private(set) var status = TicketStatus.pending
  private(set) var responsibility = Responsibility.customer
  private(set) var attendant: Int64?
  private(set) var movements: [Movement] = []
  private(set) var understandings: [Understanding] = []
  let openedAt: Int64
  /// When the last movement was.
  private(set) var updatedAt: Int64

  /// Opens a ticket; ``go(_:_:_:)`` does the rest.
  init(
    number: Int,
    customer: Int,
    type: ReferenceWorkflow.TypeKeys,
    opener: Author,
    contact: Int64?,
    openedAt: Int64
  ) {
    self.number = number
    self.customer = customer
    self.type = type
    self.opener = opener
    self.contact = contact
    self.openedAt = openedAt
    updatedAt = openedAt
    move(.opened, by: opener, performer: ReferencePeople.performer, from: nil)
  }

  /// Goes a journey to its end.
  mutating func go(
    _ journey: ReferenceJourney,
    _ people: ReferencePeople,
    _ random: inout ReferenceRandom
  ) {
    for event in journey.events {
      // Between one and thirty hours later.
      updatedAt += 3_600_000 + Int64(random.below(104_400)) * 1_000
      let from = step
      switch event {
      case .way(let way): take(way, people)
      case .approve, .reject: decide(isApproved: event.isApproval, people)
      case .complete:
        status = .completed
        let author = standing(people)
        move(.completed, by: author, performer: author.attendant, from: from)
      case .cancel:
        status = .cancelled
        let author = people.author(ReferencePeople.administrator)
        move(.cancelled, by: author, performer: author.attendant, from: from)
      }
    }
  }

  /// Who stands at the step.
  func standing(_ people: ReferencePeople) -> Author {
    people.author(attendant ?? ReferencePeople.performer)
  }

  private mutating func take(_ place: Int, _ people: ReferencePeople) {
    let way = ReferenceWorkflow.ways[place]
    let from = step
    let isCustomers = responsibility == .customer
    // A customer's ticket that an attendant opened is moved on by the customer all the same.
    let author = isCustomers ? people.customerAuthor(customer, or: opener) : standing(people)
    if !isCustomers, way.turn == .customer {
      understandings.append(Understanding(author: author, at: updatedAt - 600_000))
    }
    step = way.to
    status = .inProgress
    responsibility = way.turn
    attendant = type.attendants[step]
    move(
      .forwarded,
      by: author,
      performer: isCustomers ? ReferencePeople.performer : author.attendant,
      from: from,
      way: place
    )
  }

  private mutating func decide(isApproved: Bool, _ people: ReferencePeople) {
    guard let last = understandings.indices.last else { return }
    understandings[last].state = isApproved ? .approved : .rejected
    understandings[last].decidedAt = updatedAt
    move(
      isApproved ? .understandingApproved : .understandingRejected,
      by: people.customerAuthor(customer, or: opener),
      performer: ReferencePeople.performer,
      from: step
    )
  }

  private mutating func move(
    _ kind: MovementKind,
    by author: Author,
    performer: Int64?,
    from: Int?,
    way: Int? = nil
  ) {
    movements.append(
      Movement(
        kind: kind,
        author: author,
        performer: performer ?? ReferencePeople.performer,
        from: from,
        to: step,
        way: way,
        status: status,
        responsibility: responsibility,
        at: updatedAt
      )
    )
  }
}

extension ReferenceJourney.Event {
  fileprivate var isApproval: Bool {
    if case .approve = self { return true }
    return false
  }
}

extension ReferencePeople {
  /// The attendant who cancels.
  static let administrator: Int64 = 4

  /// An attendant by their key.
  func author(_ attendant: Int64) -> ReferenceTicket.Author {
    ReferenceTicket.Author(user: attendants[Int(attendant) - 1], attendant: attendant)
  }

  /// The customer's first user, where it was not a user of the customer who opened the ticket.
  func customerAuthor(
    _ customer: Int,
    or opener: ReferenceTicket.Author
  ) -> ReferenceTicket.Author {
    guard opener.attendant != nil, let user = customers[customer].users.first else {
      return opener
    }
    return ReferenceTicket.Author(user: user, attendant: nil)
  }
}
