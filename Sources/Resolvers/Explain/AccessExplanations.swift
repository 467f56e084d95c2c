import Bytes
import Desk
import GraphQL

/// Explanations: at most one.
struct AccessExplanations: ParentColumn {
  let explanations: [AccessExplanation]
  var count: Int { explanations.count }
}

/// What sides or users have of parameters, each with the explanation that it belongs to.
struct AccessDecisions: ParentColumn {
  let cells: [(explanation: AccessExplanation, decision: AccessDecision)]
  var count: Int { cells.count }
}

/// Flags that count in decisions.
struct AccessFlags: ParentColumn {
  let cells: [(because: Because, decision: AccessDecision)]
  var count: Int { cells.count }
}

/// Gates between users and parameters.
struct AccessGateColumn: ParentColumn {
  let cells: [(explanation: AccessExplanation, gate: AccessGate)]
  var count: Int { cells.count }
}

extension AccessExplanations {
  /// The explanation that some arguments ask for; null where there is nothing to explain.
  ///
  /// - Throws: The error of arguments that do not go together.
  static func cells(
    _ call: Call<RequestContext>
  ) throws -> ObjectCells<AccessExplanations> {
    let context = call.context
    try context.requireSignIn()
    var explanation: AccessExplanation?
    if let question = try question(call.arguments, context) {
      explanation = try context.reader.accessExplanation(question, for: context.viewer)
    }
    return ObjectCells(
      slots: [explanation == nil ? -1 : 0],
      children: AccessExplanations(explanations: explanation.map { [$0] } ?? [])
    )
  }

  /// What is asked; `nil` where an id names nothing.
  private static func question(
    _ arguments: Arguments,
    _ context: RequestContext
  ) throws -> AccessQuestion? {
    let ticket: Reference<TicketID> = arguments.reference("ticket") {
      if case .ticket(let id) = $0 { id } else { nil }
    }
    let customer: Reference<CustomerID> = arguments.reference("customer") {
      if case .customer(let id) = $0 { id } else { nil }
    }
    let step = arguments.stepReference("step")
    let user = arguments.userReference("user")
    let type = arguments.enumeration("customerType", as: CustomerType.self)
    let status = arguments.enumeration("status", as: TicketStatus.self)
    let turn = arguments.enumeration("responsibility", as: Responsibility.self)
    let isOfStep = step.given || customer.given || type != nil || status != nil || turn != nil
    guard ticket.given != isOfStep, ticket.given || (step.given && !user.given),
      ticket.given || customer.given != (type != nil)
    else { throw context.error(.explainedPlace) }
    let key = arguments.string("parameter") ?? ""
    guard key.utf8.count <= Limits.explainedKeyBytes, user != .unreadable else { return nil }
    if ticket.given {
      return ticket.named.map {
        AccessQuestion(.ticket($0), parameterKey: key, user: user.named)
      }
    }
    var customerType = type
    if let id = customer.named {
      customerType = try context.reader.customers(ids: [id], for: context.viewer).rows.types.first
    }
    guard let step = step.named, let customerType else { return nil }
    let place = AccessQuestion.Place.step(
      step,
      customerType,
      status: status ?? .inProgress,
      responsibility: turn ?? (status == .pending ? .customer : nil)
    )
    return AccessQuestion(place, parameterKey: key)
  }
}

extension AccessExplanation {
  /// What the parameter is called: where there is none, what was asked for.
  var label: String { parameter?.label ?? parameterKey }

  /// What the step is called.
  func stepName(_ context: RequestContext) -> String? { context.workflow.step(step)?.name }

  /// The whole in a sentence or two: for a user, the first gate that keeps them from seeing it; else
  /// what both sides have.
  fileprivate func sentence(_ texts: ErrorTexts, _ context: RequestContext) -> String {
    let step = stepName(context)
    if let user {
      if let gate = user.gates.first(where: { $0.stops == .seeing }) {
        return texts.sentence(for: gate, of: label, at: step)
      }
      return texts.sentence(for: user.decision, of: label, at: step)
    }
    var sentences = [online, desk].map { texts.sentence(for: $0, of: label, at: step) }
    if isNeededToEnter {
      sentences.append(
        texts.pick(
          "A ticket enters the step only with it filled in.",
          "Um atendimento só entra na etapa com ele preenchido."
        )
      )
    }
    return sentences.joined(separator: " ")
  }
}

extension Call<RequestContext> {
  /// The sentences in the language that the field's argument names, else in the reader's.
  fileprivate var texts: ErrorTexts {
    let named = arguments.enumeration("language", as: MessageLanguage.self)?.language
    return ErrorTexts(language: named ?? context.caller.language)
  }
}

extension Bindings<RequestContext> {
  mutating func bindAccessExplanation() {
    enumeration("AccessFlag", of: AccessFlag.self)
    enumeration("AccessTable", of: Because.Table.self)
    enumeration("AccessReason", of: AccessReason.self)
    enumeration("AccessGateKind", of: AccessGate.Kind.self)
    enumeration("AccessGateEffect", of: AccessGate.Effect.self)
    object("AccessExplanation", parents: AccessExplanations.self) { fields in
      fields.bindExplainedPlace()
      fields.bindExplainedDecisions()
      fields.strings("text") { list, call in
        list.explanations.map { $0.sentence(call.texts, call.context) }
      }
    }
    object("AccessDecision", parents: AccessDecisions.self) { fields in
      fields.bindDecision()
      fields.list("flags", of: AccessFlags.self) { list, _ in
        var lists = ListBuilder<(because: Because, decision: AccessDecision)>(
          reserving: list.count
        )
        for cell in list.cells { lists.append(cell.decision.flags.map { ($0, cell.decision) }) }
        return ListCells(offsets: lists.offsets, children: AccessFlags(cells: lists.items))
      }
    }
    object("AccessSetFlag", parents: AccessFlags.self) { fields in
      fields.bindBecause { $0.cells.map { ($0.because, $0.decision) } }
      fields.booleans("decides") { list, _ in
        list.cells.map { cell in
          cell.decision.ruled.because == cell.because
            || (cell.decision.access.isRequired && cell.because.word == .required)
        }
      }
    }
    object("AccessGate", parents: AccessGateColumn.self) { fields in
      fields.enumerations("gate", of: AccessGate.Kind.self) { list, _ in
        list.cells.map(\.gate.kind)
      }
      fields.booleans("passed") { list, _ in list.cells.map { $0.gate.stops == nil } }
      fields.enumerations("stops", of: AccessGate.Effect.self) { list, _ in
        list.cells.map(\.gate.stops)
      }
      fields.strings("text") { list, call in
        list.cells.map { cell in
          let step = cell.explanation.stepName(call.context)
          return call.texts.sentence(for: cell.gate, of: cell.explanation.label, at: step)
        }
      }
      fields.strings("fix") { list, call in
        list.cells.map { cell in
          let step = cell.explanation.stepName(call.context)
          return call.texts.fix(for: cell.gate, of: cell.explanation.label, at: step)
        }
      }
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds the question why somebody sees something.
  mutating func bindExplainAccess() {
    object("explainAccess", of: AccessExplanations.self) { _, call in
      try AccessExplanations.cells(call)
    }
  }
}

extension ObjectBinding<AccessExplanations, RequestContext> {
  fileprivate mutating func bindExplainedPlace() {
    object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { list, call in
      let context = call.context
      let asked = Distinct(list.explanations.map(\.ticket))
      let found = try context.reader.tickets(
        ids: asked.values,
        fields: TicketFields(bits: call.demand),
        for: context.viewer
      )
      let slots = asked.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
      return ObjectCells(slots: slots, children: found.rows)
    }
    object("type", of: Types.self) { list, _ in
      ObjectCells(children: Types(places: list.explanations.map(\.type)))
    }
    object("step", of: Steps.self) { list, call in
      let steps = Distinct(
        list.explanations.map { call.context.workflow.step($0.step)?.place }
      )
      return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
    }
    enumerations("customerType", of: CustomerType.self) { list, _ in
      list.explanations.map(\.customerType)
    }
    strings("parameterKey") { list, _ in list.explanations.map(\.parameterKey) }
    strings("parameterLabel") { list, _ in list.explanations.map(\.parameter?.label) }
  }

  fileprivate mutating func bindExplainedDecisions() {
    object("online", of: AccessDecisions.self) { list, _ in
      ObjectCells(children: AccessDecisions(cells: list.explanations.map { ($0, $0.online) }))
    }
    object("desk", of: AccessDecisions.self) { list, _ in
      ObjectCells(children: AccessDecisions(cells: list.explanations.map { ($0, $0.desk) }))
    }
    booleans("neededToEnter") { list, _ in list.explanations.map(\.isNeededToEnter) }
    object("ruleVersion", of: RuleVersions.self) { list, call in
      try RuleVersions.cells(list.explanations.map(\.ruleVersion), call.context)
    }
    object("user", of: Users.self) { list, call in
      try call.context.users(list.explanations.map(\.user?.user))
    }
    booleans("userSees") { list, _ in list.explanations.map(\.user?.sees) }
    object("forUser", of: AccessDecisions.self) { list, _ in
      var cells: [(explanation: AccessExplanation, decision: AccessDecision)] = []
      let slots = list.explanations.map { explanation in
        guard let user = explanation.user else { return Int32(-1) }
        cells.append((explanation, user.decision))
        return Int32(clamping: cells.count - 1)
      }
      return ObjectCells(slots: slots, children: AccessDecisions(cells: cells))
    }
    list("gates", of: AccessGateColumn.self) { list, _ in
      var lists = ListBuilder<(explanation: AccessExplanation, gate: AccessGate)>(
        reserving: list.count
      )
      for explanation in list.explanations {
        lists.append((explanation.user?.gates ?? []).map { (explanation, $0) })
      }
      return ListCells(offsets: lists.offsets, children: AccessGateColumn(cells: lists.items))
    }
  }
}

extension ObjectBinding<AccessDecisions, RequestContext> {
  fileprivate mutating func bindDecision() {
    enumerations("audience", of: Audience.self) { list, _ in
      list.cells.map(\.decision.situation.audience)
    }
    enumerations("access", of: ExposureWord.self) { list, _ in
      list.cells.map { ExposureWord($0.decision.access.exposure) }
    }
    booleans("required") { list, _ in list.cells.map(\.decision.access.isRequired) }
    enumerations("because", of: AccessReason.self) { list, _ in
      list.cells.map { AccessReason($0.decision.access.because) }
    }
    bindBecause { $0.cells.map { ($0.decision.ruled.because, $0.decision) } }
    enumerations("lock", of: ProblemCode.self) { list, _ in
      list.cells.map(\.decision.ruled.because.lock)
    }
    enumerations("status", of: TicketStatus.self) { list, _ in
      list.cells.map(\.decision.situation.status)
    }
    enumerations("responsibility", of: Responsibility.self) { list, _ in
      list.cells.map(\.decision.situation.responsibility)
    }
    strings("text") { list, call in
      list.cells.map { cell in
        let step = cell.explanation.stepName(call.context)
        return call.texts.sentence(for: cell.decision, of: cell.explanation.label, at: step)
      }
    }
  }
}

extension ObjectBinding where Context == RequestContext {
  /// Binds a flag, the table that holds it, and for whom it was added.
  fileprivate mutating func bindBecause(
    _ cells: @escaping @Sendable (P) -> [(because: Because, decision: AccessDecision)]
  ) {
    enumerations("flag", of: AccessFlag.self) { list, _ in cells(list).map(\.because.word) }
    enumerations("table", of: Because.Table.self) { list, _ in cells(list).map(\.because.table) }
    enumerations("refinedFor", of: CustomerType.self) { list, _ in
      cells(list).map { $0.because.isRefinement ? $0.decision.situation.customerType : nil }
    }
  }
}
