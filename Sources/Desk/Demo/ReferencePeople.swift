import SQLite

/// Whoever the reference data's tickets are about: customers, their users and contacts, the staff.
struct ReferencePeople: Sendable {
  /// A customer as the tickets see it.
  struct Customer: Sendable {
    let type: CustomerType
    /// The keys of its users; the first is there always.
    var users: [Int64] = []
    /// The contacts of these users, for a client or prospect.
    var contacts: [Int64] = []
  }

  /// By the customer's key less one.
  private(set) var customers: [Customer] = []
  /// Places in `customers`.
  private(set) var busy: [Int] = []
  /// The user of each attendant, by the attendant's key less one.
  private(set) var attendants: [Int64] = []
  /// The attendant who performs what customers move.
  static let performer: Int64 = 1

  /// Writes everybody.
  ///
  /// - Parameters:
  ///   - scale: How many.
  ///   - seed: Decides the names.
  ///   - passwordHash: Of the few who can sign in.
  ///   - connection: Inside a write.
  /// - Throws: `SQLiteError`.
  init(
    _ scale: ReferenceScale,
    seed: UInt64,
    passwordHash: String,
    into connection: Connection
  ) throws(SQLiteError) {
    var writer = ReferencePeopleWriter(
      connection,
      ReferenceRandom(seed: seed, stream: 2 << 40),
      passwordHash
    )
    try writer.addProfiles()
    attendants = try writer.addStaff(scale.attendants)
    // 49 and the pattern's 20 have no factor in common, so every type has busy customers.
    busy = (0..<scale.busyCustomers).map { ($0 * 49 + 1) % scale.customers }
    for place in 0..<scale.customers {
      customers.append(Customer(type: Self.pattern[place % Self.pattern.count]))
    }
    let known = knownUsers()
    for place in customers.indices {
      try writer.add(&customers[place], at: place, known: known[place])
    }
    // The users that are left are second contacts, of one client or prospect after another.
    let companies = customers.indices.filter { customers[$0].contacts.count == 1 }
    var next = 0
    while writer.users < scale.users, !companies.isEmpty {
      let place = companies[next % companies.count]
      try writer.addContact(to: &customers[place], at: place, user: nil)
      next += 1
    }
  }

  /// Which known user stands for which customer: busy ones of the fitting types, each taken once.
  private func knownUsers() -> [Int: ReferenceData.User] {
    var known: [Int: ReferenceData.User] = [:]
    func take(_ user: ReferenceData.User, _ type: CustomerType) {
      let places = busy + Array(customers.indices)
      if let place = places.first(where: { customers[$0].type == type && known[$0] == nil }) {
        known[place] = user
      }
    }
    take(.client, .client)
    take(.person, .person)
    take(.student, .student)
    take(.teacher, .teacher)
    take(.prospect, .prospect)
    take(.narrow, .student)
    for type in [CustomerType.person, .student, .teacher] { take(.many, type) }
    return known
  }

  /// Types as they come, twenty after twenty.
  private static let pattern: [CustomerType] = [
    .student, .client, .person, .student, .prospect, .student, .teacher, .person, .student, .client,
    .student, .prospect, .student, .person, .teacher, .student, .client, .student, .person,
    .prospect,
  ]
}

/// Writes people one by one.
private struct ReferencePeopleWriter {
  private let connection: Connection
  private var random: ReferenceRandom
  private let passwordHash: String
  private(set) var users = 0
  private var profiles: [String: Int64] = [:]
  private var many: (id: Int64, code: String)?

  init(_ connection: Connection, _ random: ReferenceRandom, _ passwordHash: String) {
    self.connection = connection
    self.random = random
    self.passwordHash = passwordHash
  }

  mutating func addProfiles() throws(SQLiteError) {
    let all: [(key: String, permissions: [Permission])] = [
      ("portal", [.portal]), ("portal-restrito", [.portal]), ("atendimento", [.attend]),
      ("atendimento-restrito", [.attend]), ("administracao", [.attend, .administer]),
    ]
    for (key, permissions) in all {
      try connection.run(Self.profile, key, key.prefix(1).uppercased() + key.dropFirst())
      profiles[key] = connection.lastInsertRowID
      for permission in permissions {
        try connection.run(Self.permission, profiles[key], permission.rawValue)
      }
    }
  }

  /// The first performs for customers and cannot sign in, the known ones follow.
  mutating func addStaff(_ count: Int) throws(SQLiteError) -> [Int64] {
    var attendants: [Int64] = []
    for place in 0..<count {
      let known = place > 0 ? ReferenceData.User.staff.dropFirst(place - 1).first : nil
      let profile =
        switch known {
        case .admin: "administracao"
        case .narrowAttendant: "atendimento-restrito"
        default: "atendimento"
        }
      let name = place == 0 ? "Central de Atendimento" : personName()
      let code = known?.code ?? "a\(digits(place, 4))"
      let user = try addUser(code, name, profile, signsIn: known != nil)
      attendants.append(user)
      try connection.run(Self.attendant, user, place == 0 ? name : "\(name), atendimento")
    }
    try connection.run(Self.configure, ReferencePeople.performer)
    return attendants
  }

  mutating func add(
    _ customer: inout ReferencePeople.Customer,
    at place: Int,
    known: ReferenceData.User?
  ) throws(SQLiteError) {
    let id = Int64(place + 1)
    let isCompany = customer.type == .client || customer.type == .prospect
    let name = isCompany ? companyName() : personName()
    try connection.run(Self.customer, id, customer.type.code, name, ReferenceTime.beginning)
    let email = "\(customer.type.rawValue.lowercased())\(place)@exemplo.br"
    let code = "\(customer.type.rawValue.prefix(2))-\(digits(place + 1, 6))"
    if isCompany {
      let query = customer.type == .client ? Self.client : Self.prospect
      try connection.run(query, id, code, email)
      try addContact(to: &customer, at: place, user: known)
    } else {
      let user = try user(at: place, named: name, known: known)
      customer.users = [user.id]
      switch customer.type {
      case .student: try connection.run(Self.student, id, code, email, user.code)
      case .teacher: try connection.run(Self.teacher, id, code, email, user.code)
      case .person, .client, .prospect:
        try connection.run(Self.person, id, code, email, user.code)
      }
    }
  }

  /// Adds a contact with a user of its own.
  mutating func addContact(
    to customer: inout ReferencePeople.Customer,
    at place: Int,
    user known: ReferenceData.User?
  ) throws(SQLiteError) {
    let name = personName()
    let query = customer.type == .client ? Self.clientContact : Self.prospectContact
    let user = try user(at: place, named: name, known: known)
    try connection.run(query, Int64(place + 1), name, "contato\(user.id)@exemplo.br", user.code)
    customer.users.append(user.id)
    customer.contacts.append(connection.lastInsertRowID)
  }

  private mutating func user(
    at place: Int,
    named name: String,
    known: ReferenceData.User?
  ) throws(SQLiteError) -> (id: Int64, code: String) {
    if known == .many, let many { return many }
    let code = known?.code ?? "u\(digits(users + 1, 6))"
    let isNarrow = known == .narrow || known == nil && place % 10 == 7
    let profile = isNarrow ? "portal-restrito" : "portal"
    let user = (id: try addUser(code, name, profile, signsIn: known != nil), code: code)
    if known == .many { many = user }
    return user
  }

  private mutating func addUser(
    _ code: String,
    _ name: String,
    _ profile: String,
    signsIn: Bool
  ) throws(SQLiteError) -> Int64 {
    users += 1
    try connection.run(
      Self.user,
      code,
      name,
      signsIn ? passwordHash : nil,
      profiles[profile],
      ReferenceTime.beginning
    )
    return connection.lastInsertRowID
  }

  private mutating func personName() -> String {
    let (first, middle, last) =
      (
        random.one(of: Self.firstNames), random.one(of: Self.lastNames),
        random.one(of: Self.lastNames)
      )
    return middle == last ? "\(first) \(last)" : "\(first) \(middle) \(last)"
  }

  private mutating func companyName() -> String {
    "\(random.one(of: Self.companies)) \(random.one(of: Self.lastNames)) \(random.one(of: Self.places))"
  }

  /// A number with leading zeros.
  private func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension ReferencePeopleWriter {
  private static let profile = Query.inserting("profile", "key, name")
  private static let permission = Query.inserting("profile_permission", "profile_id, permission")
  private static let user = Query.inserting(
    "user",
    "code, display_name, password_hash, profile_id, created_at"
  )
  private static let attendant = Query.inserting("attendant", "user_id, display_name")
  private static let configure = Query("UPDATE settings SET default_attendant_id = ?1")
  private static let customer = Query.inserting("customer", "id, type, name, created_at")
  private static let client = Query.inserting("client", "customer_id, code, email")
  private static let prospect = Query.inserting("prospect", "customer_id, code, email")
  private static let person = Query.inserting("person", "customer_id, code, email, user_code")
  private static let student = Query.inserting(
    "student",
    "customer_id, registration, email, user_code"
  )
  private static let teacher = Query.inserting("teacher", "customer_id, code, email, user_code")
  private static let clientContact = Query.inserting(
    "client_contact",
    "client_id, name, email, user_code"
  )
  private static let prospectContact = Query.inserting(
    "prospect_contact",
    "prospect_id, name, email, user_code"
  )

  private static let firstNames = """
    Ana Beatriz Bruno Caio Camila Carlos Clara Daniel Débora Diego Eduardo Elisa Fábio Fernanda \
    Gabriel Helena Igor Inês Joana João Júlia Karina Lara Leandro Lívia Lucas Marcos Mariana Mateus \
    Natália Otávio Paula Pedro Rafaela Renato Rita Samuel Sofia Tainá Vítor
    """.split(separator: " ")
  private static let lastNames = """
    Almeida Alves Amaral Andrade Antunes Araújo Barbosa Barreto Bastos Borges Campos Cardoso Castro \
    Correia Costa Duarte Ferraz Fonseca Freitas Gomes Lacerda Lima Machado Martins Melo Moreira \
    Nogueira Oliveira Pacheco Peixoto Pereira Prado Queiroz Ramos Rocha Santos Siqueira Tavares \
    Teixeira Vasques
    """.split(separator: " ")
  private static let companies = [
    "Colégio", "Escola", "Faculdade", "Instituto", "Creche", "Centro",
  ]
  private static let places = """
    Norte Sul Leste Oeste Central Serrano Litoral Jardim Planalto Horizonte
    """.split(separator: " ")
}

/// The moments of the reference data.
enum ReferenceTime {
  /// 1 March 2024, 00:00 UTC, in milliseconds.
  static let beginning: Int64 = 1_709_251_200_000
  /// Two years, over which tickets are opened evenly.
  static let span: Int64 = 730 * 86_400_000

  /// When a ticket is opened: later ones later.
  static func opening(of number: Int, among count: Int) -> Int64 {
    beginning + span / Int64(max(1, count)) * Int64(number - 1)
  }
}

extension Query {
  /// Inserts one row, of which the columns are named: another one added to the table has no say.
  static func inserting(_ table: String, _ columns: String) -> Query {
    let count = columns.split(separator: ",").count
    let values = (1...count).map { "?\($0)" }.joined(separator: ", ")
    return Query("INSERT INTO \(table) (\(columns)) VALUES (\(values))")
  }
}
