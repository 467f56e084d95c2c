import SQLite
import Testing

@testable import Desk

/// The forms say what the actions do: no rule has to be written twice.
@Suite struct TicketFormsTests {
  private static let users = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
    "admin",
  ]

  @Test(arguments: users)
  func `a form asks for just what the gate asks for, on every way out`(code: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(code)
    var ways = 0
    for told in DemoStory.told.tickets {
      let id = TicketID(told.number)
      let seen = try desk.reader.tickets(ids: [id], fields: .all, for: viewer).rows
      guard seen.count == 1 else { continue }
      let forms = try desk.reader.forms(of: seen, for: viewer)
      #expect(forms.count == 1)
      let isAllowed = try desk.refusal(of: .submit, on: id, to: code) == nil
      #expect(forms.transitions.isEmpty != isAllowed)
      for (way, gate) in zip(forms.transitions, forms.gates) {
        ways += 1
        let outcome = try SubmitTicket(ticket: .id(id), condition: way.conditionKey, reason: "-")
          .perform(for: viewer, in: desk.context)
        let required = outcome.problems.filter { $0.code == .parameterRequired }
        #expect(required.map(\.parameterKey) == gate.missing, "\(told.number)")
        #expect(outcome.problems.first?.code == .unknownReason)
        #expect(Set(gate.needs).isSuperset(of: gate.missing))
        // What is asked for is on the form, and can be written there.
        let writable = forms.fields.items.filter(\.access.isWritable).map(\.parameter.key)
        let sections = CommonParameter.allCases.dropFirst(6).map(\.rawValue)
        #expect(Set(writable + sections).isSuperset(of: gate.needs))
      }
      let completion = forms.completions[0]
      let isEnding = try desk.refusal(of: .complete, on: id, to: code) == nil
      #expect((completion != nil) == isEnding)
      guard let completion else { continue }
      let outcome = try CompleteTicket(ticket: .id(id), solution: nil, justification: "\u{0}")
        .perform(for: viewer, in: desk.context)
      let required = outcome.problems.filter { $0.code == .parameterRequired }
      #expect(required.map(\.parameterKey) == completion.missing, "\(told.number)")
    }
    #expect(ways > 0)
  }

  @Test(arguments: users)
  func `an opening form is there for just what can be opened, and is right`(code: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(code)
    let customer: Reference<CustomerID> =
      code == "many" || viewer.audience == .desk
      ? .id(CustomerID(try desk.number("SELECT customer_id FROM student WHERE user_code = 'many'")))
      : .absent
    let catalogue = Catalogue(workflow: desk.workflow, viewer: viewer)
    var forms = 0
    for type in desk.workflow.types {
      func open(_ parameters: [ParameterEdit]) throws -> [Problem] {
        try OpenTicket(type: .id(type.id), customer: customer, parameters: parameters)
          .perform(for: viewer, in: desk.context).problems
      }
      let form = try desk.reader.openingForms(
        of: [type.place],
        customer: customer,
        entryStep: .absent,
        for: viewer
      )[0]
      // A problem of the list's own, so that nothing is opened.
      let probe = try open([ParameterEdit(key: "-", value: nil)])
      guard let form else {
        #expect(probe.contains(Problem(.notFound, at: ["input", "type"])))
        #expect(!catalogue.offers(type.place) || viewer.audience == .desk)
        continue
      }
      #expect(form.problems == probe.filter { $0.code != .parameterUnknown })
      guard form.problems.isEmpty else { continue }
      forms += 1
      for parameter in type.parameters where parameter.kind != .section {
        let field = form.fields.first { $0.parameter.key == parameter.key }
        let edits = [ParameterEdit(key: parameter.key, value: nil)]
        let problems = try open(edits + [ParameterEdit(key: "-", value: nil)])
        let code = problems.first { $0.path.contains("0") }?.code
        let expected: ProblemCode? =
          field.map { $0.access.isWritable ? nil : .parameterReadOnly } ?? .parameterUnknown
        #expect(code == expected, "\(type.key) \(parameter.key)")
      }
    }
    #expect(forms > 0)
  }

  private func desk(defaults: [String: String]) throws -> DemoDesk {
    let desk = try DemoDesk()
    for (key, value) in defaults {
      try desk.connection.run(
        Query(
          """
          UPDATE parameter SET default_value = ?2 WHERE key = ?1
            AND type_id = (SELECT id FROM ticket_type WHERE key = 'duvida')
          """
        ),
        key,
        value
      )
    }
    try desk.context.reloadWorkflow()
    return desk
  }

  @Test func `a new ticket has the defaults of its type, seen or not`() throws {
    let desk = try desk(defaults: [
      "area": "portal", "querRetorno": "true", "classificacaoInterna": "Novo",
      "avaliacao": "99", "priority": "HIGH", "dueDate": "2026-12-31",
    ])
    let type = try desk.type("duvida")
    let viewer = try desk.viewer("student")
    func values(_ edits: [ParameterEdit]) throws -> [String: ParameterValue] {
      let id = try #require(
        OpenTicket(type: .id(type.id), parameters: edits).perform(for: viewer, in: desk.context)
          .value
      )
      return Dictionary(
        uniqueKeysWithValues: try desk.values(id).compactMap { place, value in
          type.parameters.at(place.rawValue).map { ($0.key, value) }
        }
      )
    }
    let untouched = try values([])
    #expect(untouched["area"] == .choice("portal"))
    #expect(untouched["querRetorno"] == .boolean(true))
    #expect(untouched["classificacaoInterna"] == .text("Novo"))
    #expect(untouched["priority"] == .choice("HIGH"))
    #expect(untouched["dueDate"] == .date("2026-12-31"))
    // One that nobody would be let write is none.
    #expect(untouched["avaliacao"] == nil)
    let written = try values([
      ParameterEdit(key: "area", value: .choice("eventos")),
      ParameterEdit(key: "querRetorno", value: nil),
    ])
    #expect(written["area"] == .choice("eventos") && written["querRetorno"] == nil)

    let form = try #require(
      desk.reader.openingForms(
        of: [type.place],
        customer: .absent,
        entryStep: .absent,
        for: viewer
      )[0]
    )
    let shown = form.fields.filter { $0.value != nil }.map(\.parameter.key)
    #expect(Set(shown) == ["area", "querRetorno", "priority", "dueDate"])
  }

  @Test func `who stands for several customers is asked for which`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("many")
    let place = try desk.type("duvida").place
    func form(
      _ customer: Reference<CustomerID>,
      _ step: Reference<StepID> = .absent
    ) throws -> OpeningForm {
      let forms = try desk.reader.openingForms(
        of: [place],
        customer: customer,
        entryStep: step,
        for: viewer
      )
      return try #require(forms[0])
    }
    let open = try form(.absent)
    #expect(open.problems == [Problem(.required, at: ["input", "customer"])])
    #expect(open.customers.count > 1 && open.fields.isEmpty && open.customer == nil)
    #expect(open.entrySteps.count == 2)
    for customer in open.customers {
      #expect(try form(.id(customer)).customer == customer)
    }
    let phone = try desk.step("telefone", of: "duvida")
    let answer = try desk.step("resposta", of: "duvida")
    #expect(try form(.id(open.customers[0]), .id(phone.id)).entryStep == phone.place)
    #expect(
      try form(.id(open.customers[0]), .id(answer.id)).problems
        == [Problem(.notFound, at: ["input", "entryStep"])]
    )
    #expect(
      try form(.id(CustomerID(99_999))).problems
        == [Problem(.notFound, at: ["input", "customer"])]
    )
  }
}
