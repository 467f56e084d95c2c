import Bytes
import SQLite
import Testing

@testable import Desk

/// An action on a desk that was made ready for it, to be tried several times and in several ways.
struct ActionTrial: Sendable, CustomTestStringConvertible {
  /// Performs the action.
  ///
  /// - Parameters: The idempotency key; the version that the actor saw.
  /// - Returns: What came of it, as text, and its problems.
  typealias Perform =
    @Sendable (WriteContext, String?, Int64?) throws -> (
      value: String, [Problem]
    )

  let name: String
  /// How many rows of the step history it writes.
  let movements: Int64
  /// Whether it takes an `expectedVersion`.
  let takesVersion: Bool
  /// Makes the desk ready, and gives the ticket, who acts, and the action.
  let prepare: @Sendable (DemoDesk) throws -> (TicketID, user: String, Perform)

  var testDescription: String { name }

  private init<Value: Sendable>(
    _ name: String,
    movements: Int64 = 1,
    takesVersion: Bool = true,
    _ prepare:
      @escaping @Sendable (DemoDesk) throws -> (
        TicketID, String,
        @Sendable (Viewer, WriteContext, String?, Int64?) throws -> Outcome<Value>
      )
  ) {
    self.name = name
    self.movements = movements
    self.takesVersion = takesVersion
    self.prepare = { desk in
      let (ticket, user, perform) = try prepare(desk)
      let viewer = try desk.viewer(user)
      return (
        ticket, user,
        { context, key, version in
          let outcome = try perform(viewer, context, key, version)
          return (String(describing: outcome), outcome.problems)
        }
      )
    }
  }

  /// Every action that there is.
  static let all: [ActionTrial] = [
    ActionTrial("openTicket", takesVersion: false) { desk in
      let type = try desk.type("duvida").id
      let next = TicketID(try desk.number("SELECT max(id) + 1 FROM ticket"))
      return (
        next, "student",
        { viewer, context, key, _ in
          try OpenTicket(type: .id(type), parameters: filled, idempotencyKey: key)
            .perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("updateTicket", movements: 0) { desk in
      let ticket = try desk.draft()
      return (
        ticket, "student",
        { viewer, context, key, version in
          try UpdateTicket(
            ticket: .id(ticket),
            parameters: filled,
            expectedVersion: version,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("submitTicket") { desk in
      let ticket = try desk.draft()
      return (
        ticket, "student",
        { viewer, context, key, version in
          try SubmitTicket(
            ticket: .id(ticket),
            condition: "perguntar",
            reason: "pedido",
            justification: "Com pressa",
            expectedVersion: version,
            parameters: filled,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("postMessage", movements: 0, takesVersion: false) { desk in
      let ticket = try desk.draft()
      return (
        ticket, "attendant",
        { viewer, context, key, _ in
          try PostMessage(
            ticket: .id(ticket),
            text: "Só entre nós",
            isInternal: true,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("proposeUnderstanding", movements: 0, takesVersion: false) { desk in
      let ticket = try desk.atDesk()
      return (
        ticket, "attendant",
        { viewer, context, key, _ in
          try ProposeUnderstanding(ticket: .id(ticket), text: "Entendi", idempotencyKey: key)
            .perform(for: viewer, in: context)
        }
      )
    },
    decision("approveUnderstanding", .approve),
    decision("rejectUnderstanding", .reject("Não era isso")),
    ActionTrial("completeTicket") { desk in
      let ticket = try desk.atDesk()
      return (
        ticket, "attendant",
        { viewer, context, key, version in
          try CompleteTicket(
            ticket: .id(ticket),
            solution: "Respondido",
            justification: "Nada mais a fazer",
            parameters: [ParameterEdit(key: "area", value: .choice("portal"))],
            expectedVersion: version,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("takeTicket") { desk in
      let ticket = try desk.atDesk()
      return (
        ticket, "attendant",
        { viewer, context, key, version in
          try TakeTicket(ticket: .id(ticket), expectedVersion: version, idempotencyKey: key)
            .perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("reassignTicket") { desk in
      let ticket = try desk.atDesk()
      let to = try #require(desk.workflow.attendants.first { $0.userCode == "admin" }).id
      return (
        ticket, "attendant",
        { viewer, context, key, version in
          try ReassignTicket(
            ticket: .id(ticket),
            attendant: .id(to),
            justification: "Férias",
            expectedVersion: version,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("cancelTicket") { desk in
      let ticket = try desk.draft()
      return (
        ticket, "admin",
        { viewer, context, key, version in
          try CancelTicket(
            ticket: .id(ticket),
            justification: "Aberto duas vezes",
            expectedVersion: version,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    },
    ActionTrial("deleteTicket", movements: 0, takesVersion: false) { desk in
      let ticket = try desk.ticket { $0.status == .cancelled && $0.messages.count > 1 }
      return (
        ticket, "admin",
        { viewer, context, key, _ in
          try DeleteTicket(ticket: .id(ticket), idempotencyKey: key)
            .perform(for: viewer, in: context)
        }
      )
    },
  ]

  private static func decision(
    _ name: String,
    _ decision: DecideUnderstanding.Decision
  ) -> ActionTrial {
    ActionTrial(name, takesVersion: false) { desk in
      let ticket = try desk.undecided()
      let latest = try #require(try desk.reader.latestUnderstanding(of: ticket)).number
      return (
        ticket, "person",
        { viewer, context, key, _ in
          try DecideUnderstanding(
            understanding: ChildID(ticket: ticket, number: latest),
            decision: decision,
            idempotencyKey: key
          ).perform(for: viewer, in: context)
        }
      )
    }
  }

  private static let filled = [
    ParameterEdit(key: "subject", value: .text("Horário")),
    ParameterEdit(key: "requestText", value: .text("A biblioteca abre hoje?")),
    ParameterEdit(key: "area", value: .choice("biblioteca")),
  ]
}

extension DemoDesk {
  /// A draft of the student's, a question in which nothing is filled.
  func draft() throws -> TicketID {
    let outcome = try OpenTicket(type: .id(try type("duvida").id))
      .perform(for: try viewer("student"), in: context)
    return try #require(outcome.value)
  }

  /// A question that waits for the desk, in no particular attendant's hands.
  func atDesk() throws -> TicketID {
    try ticket {
      $0.type.key == "duvida" && $0.step.key == "resposta" && $0.status == .inProgress
        && $0.responsibility == .attendant && $0.seers.contains("person")
    }
  }

  /// A ticket of the person's, under the customer's responsibility, with an open understanding.
  func undecided() throws -> TicketID {
    try ticket {
      $0.seers.contains("person") && $0.status == .inProgress && $0.responsibility == .customer
        && $0.understandings.last?.state == .proposed
    }
  }

  /// Every row of every table, as text.
  func contents() throws -> [String] { try connection.contents() }

  /// The version of a ticket that a user sees; `nil` where the user sees no ticket.
  func version(_ ticket: TicketID, as code: String) throws -> Int64? {
    try reader.tickets(ids: [ticket], fields: .dates, for: try viewer(code)).rows.versions.first
  }
}

extension Connection {
  /// Every row of every table, as text.
  func contents() throws -> [String] {
    var tables: [String] = []
    let list = Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    try rows(list) { row in tables.append(row.text(0) ?? "") }
    var contents: [String] = []
    for table in tables {
      var columns: [String] = []
      try rows(Query("SELECT name FROM pragma_table_info('\(table)')")) { row in
        columns.append("quote(\"\(row.text(0) ?? "")\")")
      }
      guard !columns.isEmpty else { continue }
      let values = columns.joined(separator: " || ',' || ")
      try rows(Query("SELECT \(values) FROM \"\(table)\"")) { row in
        contents.append("\(table): \(row.text(0) ?? "")")
      }
    }
    return contents
  }
}
