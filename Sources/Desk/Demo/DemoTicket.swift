import SQLite

/// A ticket of the demo story with all that belongs to it.
struct DemoTicket: Sendable {
  let number: Int64
  let customer: DemoCustomer
  let type: DemoType
  var step: DemoStep
  var status = TicketStatus.pending
  var responsibility = Responsibility.customer
  /// User code of the attendant who has it.
  var attendant: String?
  let openedBy: DemoAuthor
  let openedAt: Int64
  var updatedAt: Int64
  var version: Int64 = 1
  /// Values of the core parameters and the type's own, by key.
  var values: [(key: String, value: Bound)] = []
  var messages: [Message] = []
  var attachments: [Attachment] = []
  var movements: [Movement] = []
  var understandings: [Understanding] = []

  struct Message: Sendable {
    let id: Int64
    let author: DemoAuthor
    let isInternal: Bool
    let at: Int64
    var text: String
  }

  struct Attachment: Sendable {
    let author: DemoAuthor
    let at: Int64
    var name: String
  }

  struct Movement: Sendable {
    let kind: MovementKind
    let author: DemoAuthor
    /// User code of the attendant who performed it.
    let performer: String
    let from: String?
    let to: String
    /// The condition taken, of the step that was left.
    var condition: String?
    var reason: String?
    var justification: String?
    let status: TicketStatus
    let responsibility: Responsibility
    let at: Int64
  }

  struct Understanding: Sendable {
    let author: DemoAuthor
    let at: Int64
    var text: String
    var state = UnderstandingState.proposed
    var decidedBy: DemoAuthor?
    var decidedAt: Int64?
    var rejection: String?
  }
}

/// Who did something in the demo story.
struct DemoAuthor: Sendable {
  let user: String
  let side: Responsibility
}

extension DemoTicket {
  /// The customers' users who may know that the ticket exists.
  var seers: [String] {
    customer.signedIn.filter { code in
      let profile = DemoUser.all.first { $0.code == code }?.profile
      let blocked = DemoProfile.all.first { $0.key == profile }?.blocked
      return blocked.map { !$0.contains(type.key) } ?? false
    }
  }

  func value(_ key: String) -> Bound? { values.first { $0.key == key }?.value }
}
