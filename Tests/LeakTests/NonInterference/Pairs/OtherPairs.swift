import SQLite

@testable import Desk

/// Pairs that differ in something beside the viewer's own tickets.
extension PairGroup {
  /// Every such group.
  static var others: [PairGroup] {
    let own = ProofType.all[0].key
    return World.customers.flatMap { customer in
      let focus = TicketKey(customer: customer, type: own, state: .withAttendant)
      return [
        PairGroup(
          name: "\(customer): what is others'",
          viewer: customer,
          focus: focus,
          pairs: internals(focus) + foreign + privateData + articles(from: .online)
            + rules(for: .online)
        ),
        PairGroup(
          name: "\(customer): tickets that are not there",
          viewer: customer,
          focus: focus,
          pairs: [opened(for: "stranger", .foreignTicket), deleted(of: customer)],
          takesNumbers: true
        ),
      ]
    } + desk + narrow
  }

  private static var desk: [PairGroup] {
    let focus = TicketKey(customer: "student", type: ProofType.all[0].key, state: .withAttendant)
    return [
      PairGroup(
        name: "desk: what is others'",
        viewer: "desk",
        focus: focus,
        pairs: articles(from: .desk) + rules(for: .desk)
      ),
      PairGroup(
        name: "desk: a deleted ticket",
        viewer: "desk",
        focus: focus,
        pairs: [deleted(of: "stranger")],
        takesNumbers: true
      ),
    ]
  }

  /// Viewers for whom a type is blocked.
  private static var narrow: [PairGroup] {
    let focus = TicketKey(customer: "narrow", type: ProofType.all[0].key, state: .withAttendant)
    return ["narrow", "desk.narrow"].flatMap { viewer in
      [
        PairGroup(
          name: "\(viewer): a blocked type",
          viewer: viewer,
          focus: focus,
          pairs: blocked
        ),
        PairGroup(
          name: "\(viewer): a ticket of a blocked type",
          viewer: viewer,
          focus: focus,
          pairs: [opened(for: "narrow", .blockedType)],
          takesNumbers: true
        ),
      ]
    }
  }

  private static func internals(_ key: TicketKey) -> [Pair] {
    [
      Pair(kind: .internalMessage, name: "one internal message") { house, world in
        try house.perform(
          "postMessage",
          "ticket: \"\(world.ticket(key))\", text: \"segredo interno\", internal: true",
          as: world.token("desk")
        )
      },
      Pair(kind: .internalMessage, name: "two internal messages, one of other words") {
        house,
        world in
        for text in ["outro segredo", "segredo interno norte quartzosubject"] {
          try house.perform(
            "postMessage",
            "ticket: \"\(world.ticket(key))\", text: \"\(text)\", internal: true",
            as: world.token("other")
          )
        }
      },
    ]
  }

  private static var foreign: [Pair] {
    let key = TicketKey(customer: "stranger", type: ProofType.all[0].key, state: .withAttendant)
    return [
      Pair(kind: .foreignTicket, name: "a foreign ticket's texts") { house, world in
        try house.perform(
          "updateTicket",
          """
          ticket: "\(world.ticket(key))", parameters: [
            {key: "subject", value: {text: "quartzosubject norte sul segredo"}},
            {key: "priority", value: {choice: "LOW"}}, {key: "dueDate", value: {date: "2026-06-15"}}
          ]
          """,
          as: world.token("desk")
        )
      },
      Pair(kind: .foreignTicket, name: "a message in a foreign ticket") { house, world in
        try house.perform(
          "postMessage",
          "ticket: \"\(world.ticket(key))\", text: \"recado norte segredo\"",
          as: world.token("stranger")
        )
      },
      Pair(kind: .foreignTicket, name: "a foreign ticket completed") { house, world in
        try house.perform(
          "completeTicket",
          "ticket: \"\(world.ticket(key))\"",
          as: world.token("desk")
        )
      },
    ]
  }

  private static var privateData: [Pair] {
    [
      Pair(kind: .attendantsPrivateData, name: "the name of an attendant's user") { house, world in
        try house.perform(
          "updateUser",
          "user: \"\(world.id("user desk"))\", displayName: \"Nome Secreto\", language: PT_BR",
          as: world.token("admin")
        )
      },
      Pair(kind: .attendantsPrivateData, name: "an attendant's login") { house, _ in
        try house.desk.writeAndWait { context in
          _ = try context.connection.run(
            Query("UPDATE user SET code = 'segredo.login' WHERE code = 'desk'")
          )
        }
      },
      Pair(kind: .attendantsPrivateData, name: "an attendant's profile") { house, world in
        try house.perform(
          "createProfile",
          "key: \"segredo\", name: \"Perfil segredo\", permissions: [ATTEND, PORTAL]",
          as: world.token("admin")
        )
      },
      Pair(kind: .foreignRecord, name: "another customer's record") { house, world in
        try house.perform(
          "updateCustomer",
          """
          customer: "\(world.id("customer stranger"))", name: "Segredo da Silva", \
          email: "segredo@prova.example", phone: "+55 99 9999", code: "C-segredo"
          """,
          as: world.token("admin")
        )
      },
      Pair(kind: .foreignRecord, name: "another user") { house, world in
        let profile = try house.make(
          "createProfile",
          "key: \"novo\", name: \"Novo\", permissions: [PORTAL]",
          "profile",
          as: world.token("admin")
        )
        try house.perform(
          "createUser",
          "code: \"segredo\", displayName: \"Segredo\", profile: \"\(profile)\"",
          as: world.token("admin")
        )
        try house.perform(
          "createCustomer",
          "type: PERSON, code: \"C-novo\", name: \"Segredo\", userCode: \"segredo\"",
          as: world.token("admin")
        )
      },
    ]
  }

  /// Articles that a side does not read.
  private static func articles(from side: Side) -> [Pair] {
    let draft = Pair(kind: .article, name: "a draft of an article") { house, world in
      for audience in ["ONLINE", "DESK"] {
        try house.perform(
          "createArticle",
          "kind: TIP, audience: \(audience), title: \"Segredo norte pedido\", body: \"norte pedido\"",
          as: world.token("admin")
        )
      }
    }
    guard side == .online else { return [draft] }
    return [
      draft,
      Pair(kind: .article, name: "an article for the desk") { house, world in
        let article = try house.make(
          "createArticle",
          "kind: FAQ, audience: DESK, title: \"Segredo norte pedido\", body: \"pedido norte\"",
          "article",
          as: world.token("admin")
        )
        try house.perform("publishArticle", "article: \"\(article)\"", as: world.token("admin"))
      },
    ]
  }

  /// Rules that are none yet, and rules of the other side.
  private static func rules(for side: Side) -> [Pair] {
    let hiding = { @Sendable (world: World, side: Side) in
      try World.steps.map { step in
        """
        {step: "\(try world.id("\(ProofType.all[0].key)/\(step)"))", parameter: "textOpen", \
        \(side.flag): true}
        """
      }.joined(separator: ", ")
    }
    return [
      Pair(kind: .rules, name: "a draft that hides from the viewer") { house, world in
        let draft = try house.make("createRuleDraft", "", "version", as: world.token("admin"))
        try house.perform(
          "setFieldRules",
          "draft: \"\(draft)\", rules: [\(hiding(world, side))]",
          as: world.token("admin")
        )
      },
      Pair(kind: .rules, name: "a rule that hides from the other side") { house, world in
        let draft = try house.make("createRuleDraft", "", "version", as: world.token("admin"))
        try house.perform(
          "setFieldRules",
          "draft: \"\(draft)\", rules: [\(hiding(world, side.other))]",
          as: world.token("admin")
        )
        try house.perform(
          "publishRuleDraft",
          "draft: \"\(draft)\", reason: \"Segredo\"",
          as: world.token("admin")
        )
      },
    ]
  }

  private static var blocked: [Pair] {
    let key = TicketKey(customer: "narrow", type: ProofType.blocked.key, state: .withAttendant)
    return [
      Pair(kind: .blockedType, name: "the texts of a ticket of a blocked type") { house, world in
        try house.perform(
          "postMessage",
          "ticket: \"\(world.ticket(key))\", text: \"recado norte segredo\"",
          as: world.token("desk")
        )
      },
      Pair(kind: .blockedType, name: "the name of a blocked type") { house, world in
        try house.perform(
          "updateTicketType",
          "type: \"\(world.id(ProofType.blocked.key))\", name: \"Segredo\", description: \"Segredo\"",
          as: world.token("admin")
        )
      },
      Pair(kind: .blockedType, name: "an article of a blocked type") { house, world in
        let article = try house.make(
          "createArticle",
          """
          kind: FAQ, audience: ONLINE, type: "\(world.id(ProofType.blocked.key))", \
          title: "Segredo norte pedido", body: "pedido norte"
          """,
          "article",
          as: world.token("admin")
        )
        try house.perform("publishArticle", "article: \"\(article)\"", as: world.token("admin"))
      },
    ]
  }

  private static func opened(for customer: String, _ kind: PairKind) -> Pair {
    let type = kind == .blockedType ? ProofType.blocked : ProofType.all[0]
    return Pair(kind: kind, name: "a ticket more") { house, world in
      _ = try house.open(type, for: customer, in: world)
    }
  }

  private static func deleted(of customer: String) -> Pair {
    Pair(kind: .deletedTicket, name: "a ticket deleted") { house, world in
      let ticket = try house.open(ProofType.all[0], for: customer, in: world)
      let admin = try world.token("admin")
      try house.perform("postMessage", "ticket: \"\(ticket)\", text: \"recado norte\"", as: admin)
      try house.perform("cancelTicket", "ticket: \"\(ticket)\", justification: \"x\"", as: admin)
      try house.perform("deleteTicket", "ticket: \"\(ticket)\"", as: admin)
    }
  }
}

extension ProofHouse {
  /// Opens a ticket full of words that the corpus looks for.
  fileprivate func open(_ type: ProofType, for customer: String, in world: World) throws -> String {
    let parameters = type.parameters.filter { $0.hiddenFrom != .desk }.map { $0.edit(.second) }
    return try make(
      "openTicket",
      """
      type: "\(world.id(type.key))", customer: "\(world.id("customer \(customer)"))", \
      parameters: [\(parameters.joined(separator: ", "))]
      """,
      "ticket",
      as: world.token("desk")
    )
  }
}
