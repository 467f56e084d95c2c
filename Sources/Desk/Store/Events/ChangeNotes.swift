import SQLite
import Synchronization

/// What a write does to tickets, noted by the functions that write them: an action cannot forget it.
///
/// All that one root field does to one ticket is one change. What is taken back with a savepoint was
/// never noted.
struct ChangeNotes {
  private(set) var changes: [TicketChange] = []
  /// The changes of the root field that runs, by ticket.
  private var open: [TicketID: Int] = [:]
  /// How many changes there were before each part that is open, innermost last.
  private var marks: [Int] = []
  /// How many are settled, from the first on.
  private var settled = 0

  /// Whether no part of the write is open.
  var isWhole: Bool { marks.isEmpty }

  /// The change of a ticket that goes on, where the root field has made one.
  func isNoted(_ ticket: TicketID) -> Bool { open[ticket] != nil }

  /// Begins the change of a ticket.
  mutating func begin(_ change: TicketChange) {
    open[change.ticket] = changes.count
    changes.append(change)
  }

  /// Notes what was changed of a ticket whose change has begun.
  mutating func note(_ part: TicketChange.Part, of ticket: TicketID) {
    guard let place = open[ticket], !changes[place].parts.contains(where: { $0.part == part })
    else { return }
    changes[place].parts.append(TicketChange.Touched(part: part))
  }

  /// Notes that a ticket whose change has begun is deleted.
  mutating func noteDeletion(of ticket: TicketID) {
    if let place = open[ticket] { changes[place].isDeletion = true }
  }

  /// Says of each new change where its ticket stands now, and who sees what was changed.
  ///
  /// It is asked at the end of a root field, not at the end of the write: what was hidden when it was
  /// changed stays untold, though a later root field moves the ticket to where it is visible.
  mutating func settle(
    under workflow: Workflow,
    _ standing: (TicketID) throws(SQLiteError) -> TicketStanding?
  ) throws(SQLiteError) {
    for place in changes.indices.dropFirst(settled) {
      changes[place].after = try standing(changes[place].ticket)
      guard let after = changes[place].after else { continue }
      // That a value which was hidden before a move is another one now tells what it was.
      let standings = [changes[place].before ?? after, after]
      for part in changes[place].parts.indices {
        let touched = changes[place].parts[part].part
        changes[place].parts[part].shownTo = Set(
          Audience.allCases.filter { audience in
            standings.allSatisfy { standing in
              let situation = workflow.situation(
                of: touched,
                changes[place],
                standing,
                for: audience
              )
              return !workflow.policy.access(in: situation).isHidden
            }
          }
        )
      }
    }
    settled = changes.count
  }

  mutating func openPart() {
    marks.append(changes.count)
    open = [:]
  }

  mutating func closePart(keeping: Bool) {
    open = [:]
    guard let mark = marks.popLast(), !keeping else { return }
    changes.removeLast(changes.count - mark)
    settled = min(settled, mark)
  }
}

extension WriteContext {
  /// Notes that a ticket is changed, before anything of it is written.
  ///
  /// - Parameters:
  ///   - part: What of it; `nil` where it is its place on the way.
  ///   - ticket: Which.
  /// - Throws: `SQLiteError`.
  func note(_ part: TicketChange.Part? = nil, of ticket: TicketID) throws(SQLiteError) {
    if !notes.isNoted(ticket) {
      guard let found = try ticketFacts(ticket) else { return }
      notes.begin(
        TicketChange(
          ticket: ticket,
          customer: found.customer,
          customerType: found.customerType,
          type: found.type,
          before: found.standing,
          after: nil
        )
      )
    }
    if let part { notes.note(part, of: ticket) }
  }

  /// Notes that a ticket was opened.
  func noteOpening(of ticket: TicketID, _ draft: NewTicket) {
    notes.begin(
      TicketChange(
        ticket: ticket,
        customer: draft.customer,
        customerType: draft.customerType,
        type: draft.type,
        before: nil,
        after: nil
      )
    )
  }

  /// What was changed, each with where the ticket stood then.
  ///
  /// - Throws: `SQLiteError`.
  func changes() throws(SQLiteError) -> [TicketChange] {
    try settleChanges()
    return notes.changes
  }

  /// Judges what was changed since the last time, as it stands now.
  ///
  /// - Throws: `SQLiteError`.
  func settleChanges() throws(SQLiteError) {
    try notes.settle(under: workflow) { (ticket) throws(SQLiteError) in
      try ticketFacts(ticket)?.standing
    }
  }

  private struct TicketFacts {
    let customer: CustomerID
    let customerType: CustomerType
    let type: TicketTypeID
    let standing: TicketStanding
  }

  private func ticketFacts(_ ticket: TicketID) throws(SQLiteError) -> TicketFacts? {
    let found = try connection.first(Self.ticketFacts, ticket.rawValue) {
      (row) throws(SQLiteError) -> TicketFacts? in
      guard let customerType = row.exactInt(1).flatMap({ CustomerType(code: $0) }),
        let status = row.exactInt(4).flatMap({ TicketStatus(code: $0) }),
        let responsibility = row.exactInt(5).flatMap({ Responsibility(code: $0) })
      else { return nil }
      return TicketFacts(
        customer: CustomerID(row.int(0)),
        customerType: customerType,
        type: TicketTypeID(row.int(2)),
        standing: TicketStanding(
          step: StepID(row.int(3)),
          status: status,
          responsibility: responsibility,
          attendant: row.optionalInt(6).map { AttendantID($0) }
        )
      )
    }
    return found ?? nil
  }

  private static let ticketFacts = Query(
    """
    SELECT customer_id, customer_type, type_id, step_id, status, responsibility, attendant_id
    FROM ticket WHERE id = ?1
    """
  )
}

extension Workflow {
  /// What the decision about a part of a ticket looks at, where the ticket stands.
  func situation(
    of part: TicketChange.Part,
    _ change: TicketChange,
    _ standing: TicketStanding,
    for audience: Audience
  ) -> Situation {
    let type = place(of: change.type)
    return Situation(
      audience: audience,
      customerType: change.customerType,
      type: type,
      step: place(of: standing.step, in: type),
      parameter: place(of: part),
      status: standing.status,
      responsibility: standing.responsibility
    )
  }

  /// Under whose rules a part of a ticket stands.
  private func place(of part: TicketChange.Part) -> ParameterPlace {
    switch part {
    case .common(let parameter): ParameterPlace(parameter)
    case .own(let id): parameter(id)?.parameter.place ?? .unknown
    case .message: ParameterPlace(.discussion)
    case .attachment: ParameterPlace(.attachments)
    case .understanding: ParameterPlace(.understandings)
    }
  }
}

/// The changes of one write on their way from the job to what follows its commit.
final class ToldChanges: Sendable {
  private let stored = Mutex<[TicketChange]>([])

  var changes: [TicketChange] { stored.withLock { $0 } }

  func keep(_ changes: [TicketChange]) { stored.withLock { $0 = changes } }
}
