import Bytes
import Foundation

/// Makes the ``World`` through the program's own mutations.
struct WorldMaker {
  static let password = "senha-da-prova"

  private var world: World
  private let house: ProofHouse
  private let admin: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "proof-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    world = World(folder: folder)
    house = try ProofHouse(folder: folder, at: World.made)
    try house.desk.initialise(
      administrator: "admin",
      password: Self.password,
      displayName: "Alba Administradora"
    )
    admin = try house.signIn("admin")
    world.tokens["admin"] = admin
  }

  func make() throws -> World {
    var maker = self
    defer { house.stop() }
    try maker.addTypes()
    try maker.addPeople()
    try maker.publishRules()
    try maker.addArticles()
    var tickets = TicketMaker(world: maker.world, house: house)
    maker.world.tickets = try tickets.make()
    return maker.world
  }

  private mutating func addTypes() throws {
    let group = try house.make(
      "createTicketGroup",
      "key: \"g\", name: \"Grupo\"",
      "group",
      as: admin
    )
    world.ids["reason"] = try house.make(
      "createForwardReason",
      "code: \"ok\", label: \"Tudo certo\"",
      "reason",
      as: admin
    )
    for type in ProofType.all + [.blocked] { try add(type, to: group) }
  }

  private mutating func add(_ type: ProofType, to group: String) throws {
    let id = try house.make(
      "createTicketType",
      "group: \"\(group)\", key: \"\(type.key)\", name: \"Tipo \(type.key)\"",
      "type",
      as: admin
    )
    world.ids[type.key] = id
    for step in World.steps {
      world.ids["\(type.key)/\(step)"] = try house.make(
        "createStep",
        """
        type: "\(id)", key: "\(step)", name: "Etapa \(step)", isEntry: \(step == "open"), \
        isDefaultEntry: \(step == "open")
        """,
        "step",
        as: admin
      )
    }
    for (from, to, condition, side) in [
      ("open", "desk", "send", "ATTENDANT"), ("desk", "back", "return", "CUSTOMER"),
      ("back", "desk", "send", "ATTENDANT"),
    ] {
      try house.perform(
        "createTransition",
        """
        from: "\(world.id("\(type.key)/\(from)"))", to: "\(world.id("\(type.key)/\(to)"))", \
        condition: "\(condition)", label: "\(condition)", responsibility: \(side), \
        reasons: ["\(world.id("reason"))"]
        """,
        as: admin
      )
    }
    for parameter in type.parameters where !parameter.isCore {
      let hasChoices = parameter.kind == .choice || parameter.kind == .multiChoice
      try house.perform(
        "createParameter",
        """
        type: "\(id)", key: "\(parameter.key)", label: "Campo \(parameter.key)", \
        kind: \(parameter.kind.rawValue)\(hasChoices ? ", choices: \(ProofKind.choices)" : "")
        """,
        as: admin
      )
    }
  }

  private mutating func addPeople() throws {
    let attend = try profile("attend-all", "ATTEND")
    let portal = try profile("portal-all", "PORTAL", "seesDependants: true")
    let blocked = "blockedTypes: [\"\(try world.id("blocked"))\"]"
    for (code, profile) in try [
      ("desk", attend), ("other", attend),
      ("desk.narrow", profile("attend-narrow", "ATTEND", blocked)),
      ("narrow", profile("portal-narrow", "PORTAL", blocked)),
    ] + (World.customers + ["contact", "guardian", "stranger"]).map({ ($0, portal) }) {
      world.ids["user \(code)"] = try house.make(
        "createUser",
        """
        code: "\(code)", displayName: "Pessoa \(code)", profile: "\(profile)", language: EN, \
        password: "\(Self.password)"
        """,
        "user",
        as: admin
      )
      world.tokens[code] = try house.signIn(code)
    }
    for code in ["desk", "other", "desk.narrow"] {
      world.ids["attendant \(code)"] = try house.make(
        "createAttendant",
        "user: \"\(world.id("user \(code)"))\", displayName: \"Atendente \(code)\"",
        "attendant",
        as: admin
      )
    }
    try house.perform(
      "updateSettings",
      "defaultAttendant: \"\(world.id("attendant desk"))\"",
      as: admin
    )
    for (code, type) in zip(
      World.customers,
      ["CLIENT", "PERSON", "STUDENT", "TEACHER", "PROSPECT"]
    )
      + [("narrow", "STUDENT"), ("stranger", "STUDENT"), ("guardian", "PERSON")]
    {
      world.ids["customer \(code)"] = try house.make(
        "createCustomer",
        """
        type: \(type), code: "C-\(code)", name: "Cliente \(code)", email: "\(code)@prova.example", \
        phone: "+55 11 1234", userCode: "\(code)"
        """,
        "customer",
        as: admin
      )
    }
    world.ids["contact"] = try house.make(
      "createContact",
      "customer: \"\(world.id("customer client"))\", name: \"Contato\", userCode: \"contact\"",
      "contact",
      as: admin
    )
    try house.perform(
      "setGuardians",
      """
      student: "\(world.id("customer student"))", \
      guardians: [{person: "\(world.id("customer guardian"))", relation: "mãe"}]
      """,
      as: admin
    )
  }

  private func profile(_ key: String, _ permission: String, _ more: String = "") throws -> String {
    try house.make(
      "createProfile",
      "key: \"\(key)\", name: \"\(key)\", permissions: [\(permission)], \(more)",
      "profile",
      as: admin
    )
  }

  private mutating func publishRules() throws {
    let draft = try house.make("createRuleDraft", "", "version", as: admin)
    for type in ProofType.all + [.blocked] {
      let rules = try World.steps.flatMap { step in
        try type.hidden.map { hidden in
          try rule(hidden.key, hiddenFrom: hidden.from, by: type.hiding, at: "\(type.key)/\(step)")
        }
      }
      guard !rules.isEmpty else { continue }
      try house.perform(
        "setFieldRules",
        "draft: \"\(draft)\", rules: [\(rules.joined(separator: ", "))]",
        as: admin
      )
    }
    try house.perform("publishRuleDraft", "draft: \"\(draft)\", reason: \"Prova\"", as: admin)
    for type in ProofType.all + [.blocked] {
      try house.perform(
        "updateTicketType",
        "type: \"\(world.id(type.key))\", isActive: true",
        as: admin
      )
    }
  }

  private func rule(
    _ key: String,
    hiddenFrom side: Side,
    by hiding: Hiding,
    at step: String
  ) throws -> String {
    let start = "{step: \"\(try world.id(step))\", parameter: \"\(key)\""
    switch hiding {
    case .flag: return "\(start), \(side.flag): true}"
    case .refinement:
      let refinements = ["CLIENT", "PERSON", "STUDENT", "TEACHER", "PROSPECT"].map {
        "{customerType: \($0), \(side.flag): true}"
      }
      return "\(start), refinements: [\(refinements.joined(separator: ", "))]}"
    }
  }

  private mutating func addArticles() throws {
    for (name, audience, title) in [
      ("article online", "ONLINE", "Como acompanhar um pedido"),
      ("article desk", "DESK", "Como responder um pedido"),
    ] {
      let id = try house.make(
        "createArticle",
        "kind: FAQ, audience: \(audience), title: \"\(title)\", body: \"Leia com calma o pedido.\"",
        "article",
        as: admin
      )
      try house.perform("publishArticle", "article: \"\(id)\"", as: admin)
      world.ids[name] = id
    }
  }
}
