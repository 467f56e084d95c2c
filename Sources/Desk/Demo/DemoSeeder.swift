import Bytes
import SQLite

/// Writes the demo story into an empty database, in plain SQL.
struct DemoSeeder {
  private let connection: Connection
  private var users: [String: Int64] = [:]
  private var attendants: [String: Int64] = [:]
  private var profiles: [String: Int64] = [:]
  private var customers: [String: Int64] = [:]
  /// By the user at them.
  private var contacts: [String: Int64] = [:]
  private var workflow = DemoWorkflowKeys()

  init(into connection: Connection) { self.connection = connection }

  /// Writes everything; the caller has opened the transaction.
  mutating func seed(passwordHash: String) throws(SQLiteError) {
    try addProfiles()
    try addUsers(passwordHash: passwordHash)
    try addCustomers()
    workflow = try DemoWorkflowSeeder.seed(
      into: connection,
      attendants: attendants,
      administrator: users["admin"]
    )
    try blockTypes()
    for ticket in DemoStory.told.tickets { try add(ticket) }
    try addArticles()
    try DemoAcademic.seed(into: connection)
    try PeopleIndex.rebuild(on: connection)
  }

  private mutating func addProfiles() throws(SQLiteError) {
    for profile in DemoProfile.all {
      try connection.run(Self.profile, profile.key, profile.name)
      profiles[profile.key] = connection.lastInsertRowID
      for permission in profile.permissions {
        try connection.run(Self.permission, profiles[profile.key], permission.rawValue)
      }
    }
  }

  private mutating func addUsers(passwordHash: String) throws(SQLiteError) {
    for user in DemoUser.all {
      try connection.run(
        Self.user,
        user.code,
        user.name,
        user.canSignIn ? passwordHash : nil,
        profiles[user.profile],
        user.isDisabled
      )
      users[user.code] = connection.lastInsertRowID
      guard let name = user.attendant else { continue }
      try connection.run(Self.attendant, users[user.code], name)
      attendants[user.code] = connection.lastInsertRowID
    }
    try connection.run(Self.settings, attendants[DemoUser.performer])
  }

  private mutating func addCustomers() throws(SQLiteError) {
    for customer in DemoCustomer.all {
      try connection.run(Self.customer, customer.type.code, customer.name)
      let id = connection.lastInsertRowID
      customers[customer.code] = id
      let email = "contato@\(customer.code.lowercased()).exemplo.br"
      try connection.run(Self.record(of: customer.type), id, customer.code, email, customer.user)
      for contact in customer.contacts {
        let query = customer.type == .client ? Self.clientContact : Self.prospectContact
        try connection.run(query, id, contact.name, contact.user)
        contacts[contact.user] = connection.lastInsertRowID
      }
    }
  }

  private func blockTypes() throws(SQLiteError) {
    for profile in DemoProfile.all {
      for type in profile.blocked {
        try connection.run(Self.blocked, profiles[profile.key], workflow.types[type])
      }
    }
  }

  private func addArticles() throws(SQLiteError) {
    for article in DemoArticle.all {
      try connection.run(
        Self.article,
        article.kind,
        article.audience.rawValue,
        article.type.flatMap { workflow.types[$0] },
        article.title,
        article.body,
        DemoStory.articlesPublishedAt
      )
    }
  }
}

extension DemoSeeder {
  private func add(_ ticket: DemoTicket) throws(SQLiteError) {
    let type = ticket.type.key
    let contact = contacts[ticket.openedBy.user]
    try connection.run(
      Self.ticket,
      ticket.number,
      customers[ticket.customer.code],
      ticket.customer.type.code,
      workflow.types[type],
      workflow.steps["\(type)/\(ticket.step.key)"],
      ticket.status.code,
      ticket.responsibility.code,
      ticket.attendant.flatMap { attendants[$0] },
      users[ticket.openedBy.user],
      ticket.customer.type == .client ? contact : nil,
      ticket.customer.type == .prospect ? contact : nil,
      attendants[ticket.openedBy.user],
      ticket.openedBy.side.code,
      ticket.version,
      ticket.openedAt,
      ticket.updatedAt,
      ticket.version,
      ticket.updatedAt,
      ticket.value("subject"),
      ticket.value("priority"),
      ticket.value("product"),
      ticket.value("dueDate"),
      ticket.value("requestText"),
      ticket.value("solution")
    )
    for (key, value) in ticket.values {
      guard let parameter = workflow.parameters["\(type)/\(key)"] else { continue }
      try connection.run(Self.value, ticket.number, parameter, value)
    }
    try addMovements(of: ticket)
    for message in ticket.messages {
      try connection.run(
        Self.message,
        ticket.number,
        message.id,
        users[message.author.user],
        attendants[message.author.user],
        message.author.side.code,
        message.isInternal,
        message.at,
        message.text
      )
    }
    for (index, attachment) in ticket.attachments.enumerated() {
      let content = DemoStory.content(of: attachment.name)
      try connection.run(
        Self.attachment,
        ticket.number,
        index + 1,
        users[attachment.author.user],
        attendants[attachment.author.user],
        attachment.author.side.code,
        attachment.at,
        content.count,
        SHA256.hash(content),
        DemoStory.mediaType(of: attachment.name),
        attachment.name
      )
    }
    try addUnderstandings(of: ticket)
    try addChanges(of: ticket)
  }

  /// What the desk fills in was empty until the desk moved the ticket for the first time, and there was
  /// no solution before the last movement.
  private func addChanges(of ticket: DemoTicket) throws(SQLiteError) {
    let own = ticket.type.parameters.filter(\.isDesks).map(\.key)
    let first = ticket.movements.first { $0.kind != .opened && $0.author.side == .attendant }
    var number = 0
    for (key, _) in ticket.values where own.contains(key) || key == "solution" {
      let movement = key == "solution" ? ticket.movements.last : first
      guard let movement, movement.at > ticket.openedAt else { continue }
      number += 1
      try connection.run(
        Self.change,
        ticket.number,
        number,
        workflow.types[ticket.type.key],
        key,
        movement.at
      )
    }
  }

  private func addMovements(of ticket: DemoTicket) throws(SQLiteError) {
    let type = ticket.type.key
    for (index, movement) in ticket.movements.enumerated() {
      let from = movement.from.map { "\(type)/\($0)" }
      let way = movement.condition.flatMap { condition in
        from.flatMap { workflow.ways["\($0)/\(condition)"] }
      }
      try connection.run(
        Self.movement,
        ticket.number,
        index + 1,
        movement.kind.rawValue,
        users[movement.author.user],
        attendants[movement.author.user],
        movement.author.side.code,
        attendants[movement.performer],
        from.flatMap { workflow.steps[$0] },
        workflow.steps["\(type)/\(movement.to)"],
        way?.id,
        movement.reason.flatMap { workflow.reasons[$0] },
        movement.status.code,
        movement.responsibility.code,
        workflow.ruleVersion,
        movement.at,
        way?.label,
        movement.justification
      )
    }
  }

  private func addUnderstandings(of ticket: DemoTicket) throws(SQLiteError) {
    for (index, understanding) in ticket.understandings.enumerated() {
      try connection.run(
        Self.understanding,
        ticket.number,
        index + 1,
        understanding.state.rawValue,
        users[understanding.author.user],
        attendants[understanding.author.user],
        understanding.at,
        understanding.decidedBy.flatMap { users[$0.user] },
        understanding.decidedAt,
        understanding.text,
        understanding.rejection
      )
    }
  }
}

extension DemoSeeder {
  private static let profile = Query("INSERT INTO profile (key, name) VALUES (?1, ?2)")
  private static let permission = Query("INSERT INTO profile_permission VALUES (?1, ?2)")
  private static let user = Query(
    """
    INSERT INTO user (code, display_name, password_hash, profile_id, is_disabled)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """
  )
  private static let attendant = Query(
    "INSERT INTO attendant (user_id, display_name) VALUES (?1, ?2)"
  )
  private static let settings = Query("UPDATE settings SET default_attendant_id = ?1")
  private static let customer = Query("INSERT INTO customer (type, name) VALUES (?1, ?2)")
  private static let clientContact = Query(
    "INSERT INTO client_contact (client_id, name, user_code) VALUES (?1, ?2, ?3)"
  )
  private static let prospectContact = Query(
    "INSERT INTO prospect_contact (prospect_id, name, user_code) VALUES (?1, ?2, ?3)"
  )
  private static let blocked = Query("INSERT INTO profile_blocked_type VALUES (?1, ?2)")
  private static let article = Query(
    """
    INSERT INTO article (kind, audience, type_id, title, body, published_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """
  )
  private static let ticket = Query(
    """
    INSERT INTO ticket (id, customer_id, customer_type, type_id, step_id, status, responsibility,
      attendant_id, opened_by_user_id, opened_by_client_contact_id,
      opened_by_prospect_contact_id, opened_by_attendant_id, opened_by_side, version, opened_at,
      updated_at, online_version, online_updated_at, subject, priority, product, due_date,
      request_text, solution)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
      ?20, ?21, ?22, ?23, ?24)
    """
  )
  private static let value = Query("INSERT INTO ticket_parameter VALUES (?1, ?2, ?3)")
  private static let change = Query(
    """
    INSERT INTO value_change (ticket_id, id, parameter_id, changed_at, value)
    SELECT ?1, ?2, id, ?5, NULL FROM parameter WHERE type_id = ?3 AND key = ?4
    """
  )
  private static let movement = Query(
    """
    INSERT INTO movement (ticket_id, id, kind, requested_by_user_id, requested_by_attendant_id,
      requested_by_side, performed_by_attendant_id, from_step_id, to_step_id, transition_id,
      reason_id, status, responsibility, rule_version_id, moved_at, condition_label,
      justification)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    """
  )
  private static let message = Query(
    """
    INSERT INTO message (ticket_id, id, author_user_id, author_attendant_id, author_side,
      is_internal, posted_at, text)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    """
  )
  private static let attachment = Query(
    """
    INSERT INTO attachment (ticket_id, id, added_by_user_id, added_by_attendant_id, added_by_side,
      added_at, size, sha256, media_type, name)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    """
  )
  private static let understanding = Query(
    """
    INSERT INTO understanding (ticket_id, id, state, proposed_by_user_id, proposed_by_attendant_id,
      proposed_at, decided_by_user_id, decided_at, text, rejection_reason)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    """
  )

  private static func record(of type: CustomerType) -> Query {
    switch type {
    case .client: client
    case .person: person
    case .student: student
    case .teacher: teacher
    case .prospect: prospect
    }
  }

  private static let client = Query(
    "INSERT INTO client (customer_id, code, email, user_code) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let person = Query(
    "INSERT INTO person (customer_id, code, email, user_code) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let student = Query(
    "INSERT INTO student (customer_id, registration, email, user_code) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let teacher = Query(
    "INSERT INTO teacher (customer_id, code, email, user_code) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let prospect = Query(
    "INSERT INTO prospect (customer_id, code, email, user_code) VALUES (?1, ?2, ?3, ?4)"
  )
}

extension DemoStory {
  /// When the articles were published and the rules set, in milliseconds UTC: 1 August 2025.
  static let articlesPublishedAt: Int64 = 1_754_006_400_000

  /// What an attachment of the story holds.
  static func content(of name: String) -> [UInt8] {
    Array("Arquivo de demonstração: \(name)\n".utf8)
  }

  /// The media type that goes with a file's name.
  static func mediaType(of name: String) -> String {
    if name.hasSuffix(".pdf") { return "application/pdf" }
    return name.hasSuffix(".png") ? "image/png" : "image/jpeg"
  }
}
