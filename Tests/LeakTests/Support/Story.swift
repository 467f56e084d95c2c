@testable import Desk

/// The demo story as it was told, apart from what the program makes of it.
enum Story {
  static let customers = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many",
  ]
  /// Of everybody who can sign in and is no administrator.
  static let ruled = customers + ["attendant"]

  /// All its tickets.
  static var tickets: [DemoTicket] { DemoStory.told.tickets }

  /// Whether a user may know of a ticket.
  static func knows(_ user: String, _ ticket: DemoTicket) -> Bool {
    user == "attendant" || user == "admin" || ticket.seers.contains(user)
  }

  /// The tickets that a user may know of.
  static func tickets(of user: String) -> [DemoTicket] { tickets.filter { knows(user, $0) } }

  /// The flags of a parameter or section of a ticket where it stands.
  static func flags(of key: String, in ticket: DemoTicket) -> FieldFlags {
    ticket.type.flags(of: key, at: ticket.step, for: ticket.customer.type)
  }

  /// Whether a parameter or section of a ticket is hidden from somebody who knows of the ticket.
  static func hides(_ key: String, in ticket: DemoTicket, from user: String) -> Bool {
    flags(of: key, in: ticket).contains(user == "attendant" ? .invisible : .invisibleOnline)
  }

  /// The keys of what forms can show of a ticket: the core parameters, then the type's own.
  static func keys(of ticket: DemoTicket) -> [String] {
    ["subject", "requestText", "priority", "product", "dueDate", "solution"]
      + ticket.type.parameters.map(\.key)
  }

  /// Those of them that are hidden from a user.
  static func hiddenKeys(of ticket: DemoTicket, from user: String) -> [String] {
    keys(of: ticket).filter { hides($0, in: ticket, from: user) }
  }

  /// The kind of a parameter.
  static func kind(of key: String, in ticket: DemoTicket) -> ParameterKind {
    switch key {
    case "subject", "product": .text
    case "requestText", "solution": .longText
    case "priority": .choice
    case "dueDate": .date
    default: ticket.type.parameters.first { $0.key == key }?.kind ?? .section
    }
  }

  /// One ticket of each type, step and state, so that every rule is met.
  static func oneOfEach(_ tickets: [DemoTicket]) -> [DemoTicket] {
    var met: Set<String> = []
    return tickets.filter { ticket in
      let place =
        "\(ticket.type.key) \(ticket.step.key) \(ticket.status) \(ticket.responsibility) "
        + "\(ticket.customer.type)"
      return met.insert(place).inserted
    }
  }
}
