/// Somebody who can sign in to the demo story.
struct DemoUser: Sendable {
  let code: String
  let name: String
  /// Key of a ``DemoProfile``.
  let profile: String
  /// Whether the password is set; without one nobody can sign in.
  var canSignIn = true
  var isDisabled = false
  /// Under which name customers know the attendant, for one who is.
  var attendant: String?
}

/// What a kind of user may do.
struct DemoProfile: Sendable {
  let key: String
  let name: String
  let permissions: [Permission]
  /// Keys of the types that are blocked.
  let blocked: [String]
}

/// A customer of the demo story.
struct DemoCustomer: Sendable {
  let type: CustomerType
  let code: String
  let name: String
  /// The user at the record; for a client or prospect, looked at only where no contact is found.
  let user: String
  /// The users at its contacts, with the contacts' names.
  var contacts: [(user: String, name: String)] = []
}

extension DemoProfile {
  static let all = [
    DemoProfile(
      key: "portal",
      name: "Portal do cliente",
      permissions: [.portal],
      blocked: ["apuracao"]
    ),
    DemoProfile(
      key: "portal-aluno",
      name: "Portal do aluno",
      permissions: [.portal],
      blocked: ["apuracao", "visita-garantia"]
    ),
    DemoProfile(key: "atendimento", name: "Atendimento", permissions: [.attend], blocked: []),
    DemoProfile(
      key: "administracao",
      name: "Administração",
      permissions: [.attend, .administer],
      blocked: []
    ),
    DemoProfile(key: "visitante", name: "Sem acesso ao portal", permissions: [], blocked: []),
    DemoProfile(
      key: "responsavel",
      name: "Portal do responsável",
      permissions: [.portal],
      blocked: ["apuracao", "visita-garantia"]
    ),
    DemoProfile(
      key: "integracao",
      name: "Sistema acadêmico",
      permissions: [.integrate],
      blocked: ["apuracao"]
    ),
  ]
}

extension DemoUser {
  static let all =
    [
      DemoUser(code: "client", name: "Renata Prado", profile: "portal"),
      DemoUser(code: "client.contact", name: "Paulo Meireles", profile: "portal"),
      DemoUser(code: "person", name: "Marina Duarte", profile: "portal"),
      DemoUser(code: "student", name: "Lucas Ferreira", profile: "portal-aluno"),
      DemoUser(code: "teacher", name: "Helena Vasques", profile: "portal"),
      DemoUser(code: "prospect", name: "Otávio Lacerda", profile: "portal"),
      DemoUser(code: "prospect.contact", name: "Júlia Assunção", profile: "portal"),
      DemoUser(code: "many", name: "Beatriz Nogueira", profile: "portal"),
      DemoUser(code: "attendant", name: "Caio Andrade", profile: "atendimento", attendant: "Caio"),
      DemoUser(
        code: "admin",
        name: "Sílvia Rocha",
        profile: "administracao",
        attendant: "Sílvia"
      ),
      DemoUser(
        code: "attendant.secretary",
        name: "Rosa Amaral",
        profile: "atendimento",
        canSignIn: false,
        attendant: "Rosa da Secretaria"
      ),
      DemoUser(
        code: "attendant.support",
        name: "Igor Bastos",
        profile: "atendimento",
        canSignIn: false,
        attendant: "Igor do Suporte"
      ),
      DemoUser(
        code: "attendant.sales",
        name: "Lívia Campos",
        profile: "atendimento",
        canSignIn: false,
        attendant: "Lívia do Comercial"
      ),
      DemoUser(
        code: "desk",
        name: "Atendimento Aurora",
        profile: "atendimento",
        canSignIn: false,
        attendant: "Atendimento Aurora"
      ),
      DemoUser(code: "visitor", name: "Ester Pimenta", profile: "visitante"),
      DemoUser(code: "former", name: "Mauro Teles", profile: "portal", isDisabled: true),
    ]
    + DemoCustomer.others.filter { $0.user != "client.contact" }.map {
      DemoUser(code: $0.user, name: $0.name, profile: "portal", canSignIn: false)
    }
    + [
      DemoUser(code: "guardian", name: "Célia Ferreira", profile: "responsavel"),
      DemoUser(code: "academic", name: "Sistema acadêmico", profile: "integracao"),
    ]

  /// Those that the demo shows with a sign-in, in the order in which it lists them.
  static let shown = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
    "admin",
  ]

  /// The customers' side of those who can sign in.
  static let online = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "prospect.contact",
    "many",
  ]

  /// The configured attendant, who performs what customers move (R21, R22).
  static let performer = "desk"
}

extension DemoCustomer {
  /// The customers of those who can sign in.
  static let main = [
    DemoCustomer(
      type: .client,
      code: "C-0001",
      name: "Escola Monte Azul",
      user: "client",
      contacts: [(user: "client.contact", name: "Paulo Meireles")]
    ),
    DemoCustomer(type: .person, code: "P-0001", name: "Marina Duarte", user: "person"),
    DemoCustomer(type: .student, code: "2024.1187", name: "Lucas Ferreira", user: "student"),
    DemoCustomer(type: .teacher, code: "D-0001", name: "Helena Vasques", user: "teacher"),
    DemoCustomer(type: .prospect, code: "L-0001", name: "Instituto Veredas", user: "prospect"),
    DemoCustomer(
      type: .prospect,
      code: "L-0002",
      name: "Cursos Jatobá",
      user: "lead.jatoba",
      contacts: [(user: "prospect.contact", name: "Júlia Assunção")]
    ),
    DemoCustomer(type: .person, code: "P-0002", name: "Beatriz Nogueira", user: "many"),
    DemoCustomer(type: .student, code: "2023.0456", name: "Beatriz Nogueira", user: "many"),
    DemoCustomer(type: .teacher, code: "D-0002", name: "Beatriz Nogueira", user: "many"),
  ]

  /// Customers for whom nobody can sign in: to everybody their tickets are foreign.
  ///
  /// The record of Creche Pequeno Passo carries the user of a contact, so it is never looked at
  /// (R20).
  static let others = [
    DemoCustomer(type: .prospect, code: "L-0009", name: "Diretoria Jatobá", user: "lead.jatoba"),
    DemoCustomer(type: .client, code: "C-0002", name: "Colégio Serra Verde", user: "serra.verde"),
    DemoCustomer(
      type: .client,
      code: "C-0003",
      name: "Creche Pequeno Passo",
      user: "client.contact"
    ),
    DemoCustomer(type: .person, code: "P-0003", name: "Rogério Tavares", user: "rogerio.tavares"),
    DemoCustomer(type: .person, code: "P-0004", name: "Inês Cardoso", user: "ines.cardoso"),
    DemoCustomer(type: .person, code: "P-0005", name: "Wagner Pires", user: "wagner.pires"),
    DemoCustomer(type: .student, code: "2025.0032", name: "Tainá Moreira", user: "taina.moreira"),
    DemoCustomer(
      type: .student,
      code: "2022.0719",
      name: "Gabriel Antunes",
      user: "gabriel.antunes"
    ),
    DemoCustomer(type: .student, code: "2024.0890", name: "Sofia Barreto", user: "sofia.barreto"),
    DemoCustomer(type: .teacher, code: "D-0003", name: "Armando Queiroz", user: "armando.queiroz"),
    DemoCustomer(type: .teacher, code: "D-0004", name: "Lúcia Pacheco", user: "lucia.pacheco"),
    DemoCustomer(type: .prospect, code: "L-0003", name: "Faculdade Boa Vista", user: "boa.vista"),
    DemoCustomer(type: .prospect, code: "L-0004", name: "Escola de Música Tom", user: "musica.tom"),
  ]

  /// Who has no ticket of their own and reads those of others.
  static let guardians = [
    DemoCustomer(type: .person, code: "P-0010", name: "Célia Ferreira", user: "guardian")
  ]

  /// Those that the story opens tickets for.
  static let withTickets = main + others

  static let all = withTickets + guardians

  /// The users who can sign in and stand for the customer: its contacts, and the user at its record
  /// unless that user is a contact of some customer of the type.
  var signedIn: [String] {
    let isContact = DemoCustomer.all.contains { other in
      other.type == type && other.contacts.contains { $0.user == user }
    }
    return (contacts.map(\.user) + (isContact ? [] : [user])).filter(DemoUser.online.contains)
  }
}
