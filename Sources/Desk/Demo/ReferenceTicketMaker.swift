/// Draws the tickets of the reference data, one after another.
struct ReferenceTicketMaker: Sendable {
  /// A ticket with what is drawn of its children.
  struct Drawn: Sendable {
    let ticket: ReferenceTicket
    let messages: Int
    let attachments: Int
    /// Draws the texts and values.
    var random: ReferenceRandom
  }

  let scale: ReferenceScale
  let seed: UInt64
  let people: ReferencePeople
  let workflow: ReferenceWorkflow
  let words: ReferenceWords
  /// The number of the next ticket.
  private(set) var next = 1
  private var journeys: [ReferenceJourney] = []
  private var messages: [Int] = []
  private var attachments: [Int] = []

  init(
    _ scale: ReferenceScale,
    seed: UInt64,
    _ people: ReferencePeople,
    _ workflow: ReferenceWorkflow
  ) {
    self.scale = scale
    self.seed = seed
    self.people = people
    self.workflow = workflow
    words = ReferenceWords(seed: seed)
  }

  /// - Returns: `nil` after the last one.
  mutating func draw() -> Drawn? {
    guard next <= scale.tickets else { return nil }
    let place = (next - 1) % ReferenceJourney.round.count
    if place == 0 { shuffle() }
    // A sequence of its own, so that a ticket does not hang on those before it.
    var random = ReferenceRandom(seed: seed, stream: 3 << 40 | UInt64(next))
    var ticket = open(&random)
    ticket.go(journeys[place], people, &random)
    next += 1
    return Drawn(
      ticket: ticket,
      messages: messages[place],
      attachments: attachments[place],
      random: random
    )
  }

  private mutating func shuffle() {
    var random = ReferenceRandom(seed: seed, stream: 4 << 40 | UInt64(next))
    journeys = random.shuffled(ReferenceJourney.round)
    messages = random.shuffled(ReferenceJourney.messages)
    attachments = random.shuffled(ReferenceJourney.attachments)
  }

  /// One ticket in ten is a busy customer's, and the others are anybody's.
  private func open(_ random: inout ReferenceRandom) -> ReferenceTicket {
    let customer =
      random.happens(10) ? random.one(of: people.busy) : random.below(people.customers.count)
    let record = people.customers[customer]
    let byAttendant = random.happens(5)
    let user = random.below(record.users.count)
    let attendant = Int64(1 + random.below(people.attendants.count))
    return ReferenceTicket(
      number: next,
      customer: customer,
      type: workflow.type(random.below(workflow.types.count), for: record.type),
      opener: byAttendant
        ? people.author(attendant)
        : ReferenceTicket.Author(user: record.users[user], attendant: nil),
      contact: byAttendant || record.contacts.isEmpty ? nil : record.contacts[user],
      openedAt: ReferenceTime.opening(of: next, among: scale.tickets)
    )
  }
}
