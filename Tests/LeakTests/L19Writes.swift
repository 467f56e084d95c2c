import Bytes
import Foundation
import SQLite
import TestKit
import Testing

@testable import Desk

/// Each mutation that writes parameters, each key, each state: what may not be written is refused,
/// and nothing of it is on disk.
///
/// What may be written is told by the story's own words, not by the program's decision.
///
/// - Source: L19; R26-R36, R43-R48.
@Suite("L19 writes to what is read-only or hidden", .serialized) struct L19Writes {
  private static let folder = TemporaryFolder().keep()
  private static let desk = Result {
    StoryDesk(try GuicheProcess(data: folder, demo: true))
  }

  /// The refusals of a key alone; what stands before them is the ticket's own.
  private static let ofKeys = ["PARAMETER_UNKNOWN", "PARAMETER_READ_ONLY"]

  @Test(arguments: Story.ruled)
  func `a key that may not be written is refused and nothing is written`(user: String) throws {
    let desk = try Self.desk.get()
    let before = try DeskTables.contents(of: Self.folder)
    var counts = (hidden: 0, readOnly: 0, locked: 0)
    for ticket in Story.oneOfEach(Story.tickets(of: user)) {
      let id = try L09ErrorTexts.id(of: ticket)
      let isTurn = Self.isTurn(of: user, ticket)
      for key in Story.keys(of: ticket) + Self.reserved {
        let isSection = Self.reserved.contains(key)
        let flags = Story.flags(of: key, in: ticket)
        let isHidden = isSection || Story.hides(key, in: ticket, from: user)
        guard isHidden || flags.contains(.readOnly) || !isTurn else { continue }
        let expected = isHidden ? "PARAMETER_UNKNOWN" : "PARAMETER_READ_ONLY"
        for document in Self.documents(for: ticket, id, key, by: user) {
          let answer = try desk.ask(document, as: user)
          let problems = answer.problems("done")
          if isTurn {
            // A ticket that is handed over at once is told what else it lacks.
            let ofKey = problems.filter(Self.ofKeys.contains)
            #expect(ofKey == [expected], "\(user) \(ticket.number) \(document): \(answer.text)")
          } else {
            #expect(problems.count == 1 && !Self.ofKeys.contains(problems[0]), "\(answer.text)")
          }
          #expect(answer["done.ticket"] == .null)
        }
        if !isTurn {
          counts.locked += 1
        } else if isHidden {
          counts.hidden += 1
        } else {
          counts.readOnly += 1
        }
      }
    }
    #expect(counts.hidden > 0 && counts.locked > 0, "\(counts)")
    #expect(try DeskTables.contents(of: Self.folder) == before)
  }

  /// One good edit beside a bad one: neither is written.
  @Test(arguments: Story.ruled)
  func `a bad key spoils the whole request`(user: String) throws {
    let desk = try Self.desk.get()
    let before = try DeskTables.contents(of: Self.folder)
    var tried = 0
    for ticket in Story.oneOfEach(Story.tickets(of: user)) where Self.isTurn(of: user, ticket) {
      let id = try L09ErrorTexts.id(of: ticket)
      let keys = Story.keys(of: ticket)
      let bad = keys.first { Story.hides($0, in: ticket, from: user) } ?? "none"
      let good = keys.first { key in
        Story.kind(of: key, in: ticket) == .text && !Story.hides(key, in: ticket, from: user)
          && !Story.flags(of: key, in: ticket).contains(.readOnly)
      }
      guard let good else { continue }
      let answer = try desk.ask(
        """
        mutation { done: updateTicket(input: {ticket: "\(id)", parameters: [
          {key: "\(good)", value: {text: "Mudado"}}, {key: "\(bad)", value: {text: "x"}}
        ]}) { ticket { id } problems { code } } }
        """,
        as: user
      )
      #expect(answer.problems("done") == ["PARAMETER_UNKNOWN"], "\(answer.text)")
      tried += 1
    }
    #expect(tried > 0)
    #expect(try DeskTables.contents(of: Self.folder) == before)
  }

  /// What is required is asked for, whether the key is left out, null, blank or an empty list.
  @Test func `a key that is left out does not dodge what is required`() throws {
    let desk = try Self.desk.get()
    let types = try desk.ask("{ ticketTypes { id key } }", as: "student")
    let type = types.items("ticketTypes").first { $0["key"] == "segunda-via-diploma" }
    let opened = try desk.ask(
      """
      mutation { openTicket(input: {type: "\(type?["id"]?.asText ?? "")", parameters: []}) {
        ticket { id } problems { code }
      } }
      """,
      as: "student"
    )
    let id = try #require(opened.text("openTicket.ticket.id"), "\(opened.text)")
    let required = [
      "subject", "requestText", "nomeCompleto", "curso", "anoConclusao", "formaEntrega",
    ]
    let before = try DeskTables.contents(of: Self.folder)
    for value in [nil, "null", "{text: \"  \"}"] {
      let edits = value.map { "{key: \"nomeCompleto\", value: \($0)}" } ?? ""
      let answer = try desk.ask(
        """
        mutation { done: submitTicket(input: {
          ticket: "\(id)", condition: "enviar", reason: "pedido", parameters: [\(edits)]
        }) { ticket { id } problems { code parameterKey } } }
        """,
        as: "student"
      )
      let missing = answer.items("done.problems").compactMap { $0["parameterKey"]?.asText }
      #expect(missing.sorted() == required.sorted(), "\(answer.text)")
    }
    #expect(try DeskTables.contents(of: Self.folder) == before)
  }

  /// Inputs have no other way to a ticket's own columns.
  @Test(arguments: ["updateTicket", "submitTicket", "openTicket"])
  func `an input has no field of a ticket's state`(mutation: String) throws {
    let desk = try Self.desk.get()
    for name in [
      "status", "responsibility", "step", "attendant", "customerType", "version", "openedBy",
      "subject", "solution", "isInternal", "number", "updatedAt",
    ] {
      let answer = try desk.ask(
        "mutation { \(mutation)(input: {\(name): null}) { problems { code } } }",
        as: "student"
      )
      #expect(answer.text.contains("\\\"\(name)\\\" is not defined by type"), "\(answer.text)")
    }
  }

  // MARK: - Parts

  private static let reserved = [
    "discussion", "attachments", "stepHistory", "understandings", "status", "responsibility",
    "customer_type", "step_id", "version", "",
  ]

  /// Whether the user's side may edit the ticket at all.
  private static func isTurn(of user: String, _ ticket: DemoTicket) -> Bool {
    guard ticket.status == .pending || ticket.status == .inProgress else { return false }
    return ticket.responsibility == (user == "attendant" ? .attendant : .customer)
  }

  /// The mutations that could write a key, with a value that would fit.
  private static func documents(
    for ticket: DemoTicket,
    _ id: String,
    _ key: String,
    by user: String
  ) -> [String] {
    let edit = "parameters: [{key: \"\(key)\", value: \(value(for: key, of: ticket))}]"
    let result = "ticket { id } problems { code parameterKey }"
    let way = ticket.step.ways.first?.condition ?? "none"
    let reason = ticket.step.ways.first?.reasons.first ?? "none"
    var documents = [
      "mutation { done: updateTicket(input: {ticket: \"\(id)\", \(edit)}) { \(result) } }"
    ]
    if ticket.step.ways.first != nil {
      documents.append(
        """
        mutation { done: submitTicket(input: {
          ticket: "\(id)", condition: "\(way)", reason: "\(reason)", \(edit)
        }) { \(result) } }
        """
      )
    }
    if user == "attendant" {
      documents.append(
        """
        mutation { done: completeTicket(input: {ticket: "\(id)", solution: "Feito", \(edit)}) {
          \(result)
        } }
        """
      )
    }
    return documents
  }

  private static func value(for key: String, of ticket: DemoTicket) -> String {
    switch Story.kind(of: key, in: ticket) {
    case .text, .longText: "{text: \"Mudado\"}"
    case .integer: "{integer: 2015}"
    case .decimal: "{decimal: \"1.5\"}"
    case .boolean: "{boolean: true}"
    case .date: "{date: \"2026-03-20\"}"
    case .choice: key == "priority" ? "{choice: \"HIGH\"}" : "{choice: \"\(choice(key, ticket))\"}"
    case .multiChoice: "{choices: [\"\(choice(key, ticket))\"]}"
    case .section: "{text: \"x\"}"
    }
  }

  private static func choice(_ key: String, _ ticket: DemoTicket) -> String {
    ticket.type.parameters.first { $0.key == key }?.choices.first?.key ?? "none"
  }
}
