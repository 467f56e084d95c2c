import SQLite
import Testing

@testable import Desk

@Suite struct TransitionTests {
  let desk: DemoDesk
  let from: Step
  let to: Step

  init() throws {
    desk = try DemoDesk()
    from = try desk.step("registro", of: "duvida")
    to = try desk.step("resposta", of: "duvida")
  }

  private func create(
    _ condition: String,
    to: StepID? = nil,
    reasons: [Reference<ReasonID>] = [],
    position: Int? = nil
  ) -> CreateTransition {
    CreateTransition(
      from: .id(from.id),
      to: .id(to ?? self.to.id),
      condition: condition,
      label: "Rótulo",
      responsibility: .attendant,
      reasons: reasons,
      position: position
    )
  }

  private var ways: [Transition] {
    desk.workflow.step(from.id).map { Array(desk.workflow.transitions(from: $0)) } ?? []
  }

  @Test func `a way is made, changed and taken away`() throws {
    let reasons = desk.workflow.reasons.map(\.id)
    let id = try desk.done(
      create("novo", reasons: [.id(reasons[1]), .id(reasons[0])], position: 1)
    )
    #expect(ways.map(\.conditionKey) == ["novo", "perguntar"])
    #expect(Set(ways[0].reasons) == Set(reasons[0...1]))
    try desk.done(
      UpdateTransition(
        transition: .id(id),
        to: .id(from.id),
        label: .set("Outro"),
        responsibility: .customer,
        reasons: [],
        position: 2
      )
    )
    let way = try #require(desk.workflow.transition(id))
    #expect(way.to == from.place && way.conditionLabel == "Outro" && way.reasons == [])
    #expect(way.responsibility == .customer && ways.last?.id == id)
    #expect(
      try desk.lastEntry()[3]
        == #"{"type":"duvida","from":"registro","to":"registro","condition":"novo","#
        + #""label":"Outro","responsibility":"CUSTOMER","reasons":[],"position":2}"#
    )
    try desk.done(DeleteTransition(transition: .id(id)))
    #expect(ways.map(\.conditionKey) == ["perguntar"])
  }

  @Test func `both ends are of one type, and a condition is said once`() throws {
    let foreign = try desk.step("analise", of: "segunda-via-diploma")
    #expect(
      try desk.problems(create("perguntar", to: foreign.id, reasons: [.unreadable]))
        == ["NOT_FOUND input to", "ALREADY_EXISTS input condition", "NOT_FOUND input reasons 0"]
    )
    let way = try #require(ways.first)
    #expect(
      try desk.problems(
        UpdateTransition(
          transition: .id(way.id),
          to: .id(foreign.id),
          label: .set(""),
          responsibility: nil,
          reasons: nil,
          position: nil
        )
      ) == ["NOT_FOUND input to", "REQUIRED input label"]
    )
  }

  @Test func `one that tickets went stays`() throws {
    let way = try #require(ways.first)
    #expect(
      try desk.problems(DeleteTransition(transition: .id(way.id))) == ["IN_USE input transition"]
    )
  }

  @Test func `a reason is added, retired while it is in use, and taken away when it is not`() throws
  {
    let id = try desk.done(CreateForwardReason(code: "novo", label: "Novo", position: 1))
    #expect(desk.workflow.reasons.first?.id == id)
    #expect(
      try desk.problems(CreateForwardReason(code: "novo", label: "", position: 0))
        == ["ALREADY_EXISTS input code", "REQUIRED input label", "INVALID_VALUE input position"]
    )
    // The only one of a way on which a customer would wait for ever stays.
    let only = try #require(desk.workflow.reasons.first { $0.key == "pedido" })
    #expect(
      try desk.problems(
        UpdateForwardReason(reason: .id(only.id), label: .keep, isActive: false, position: nil)
      ).allSatisfy { $0 == "WORKFLOW_HAS_ERRORS input" }
    )
    let used = try #require(desk.workflow.reasons.first { $0.key == "urgencia" })
    #expect(try desk.problems(DeleteForwardReason(reason: .id(used.id))) == ["IN_USE input reason"])
    try desk.done(
      UpdateForwardReason(reason: .id(used.id), label: .keep, isActive: false, position: nil)
    )
    let way = try #require(ways.first)
    #expect(!desk.workflow.reasons(for: way).contains { $0.id == used.id })
    #expect(desk.workflow.reason(used.id)?.label == used.label, "what was said stays readable")
    try desk.done(DeleteForwardReason(reason: .id(id)))
    #expect(try desk.lastEntry()[0] == "deleteForwardReason")
    #expect(try desk.problems(DeleteForwardReason(reason: .id(id))) == ["NOT_FOUND input reason"])
  }
}
