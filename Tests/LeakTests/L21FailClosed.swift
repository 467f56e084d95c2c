import Bytes
import Foundation
import SQLite
import TestKit
import Testing

@testable import Desk

/// What cannot be read hides: a broken rule never opens what it stood for, and nothing else breaks.
///
/// The file of a desk that stands still is broken by hand, and the program asked over HTTP.
///
/// - Source: L21, F2; the "Fail closed".
@Suite("L21 fail closed", .serialized) struct L21FailClosed {
  /// A way to break a file, and which tickets it is about.
  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let script: String
    /// SQL for the numbers of the tickets whose governed values are all hidden by it.
    var closes: String?

    var testDescription: String { name }
  }

  private static let type = "(SELECT id FROM ticket_type WHERE key = 'segunda-via-diploma')"
  private static let step = "(SELECT id FROM step WHERE key = 'analise' AND type_id = \(type))"
  private static let version = "(SELECT max(id) FROM rule_version WHERE published_at IS NOT NULL)"
  private static let changed = "UPDATE settings SET revision = revision + 1;"

  static let faults = [
    Fault(
      name: "a flag that is none",
      script:
        "UPDATE field_rule SET invisible_online = 7, invisible = 7 WHERE version_id = \(version);"
    ),
    Fault(
      name: "a negative flag",
      script:
        "UPDATE field_rule SET required = -1 WHERE version_id = \(version) AND step_id = \(step);"
    ),
    Fault(
      name: "a refinement for a customer type that is none",
      script:
        "UPDATE field_rule_refinement SET customer_type = customer_type + 10 WHERE version_id = \(version);"
    ),
    Fault(
      name: "a step that is gone",
      script: "DELETE FROM step WHERE id = \(step);",
      closes: "SELECT id FROM ticket WHERE step_id NOT IN (SELECT id FROM step)"
    ),
    Fault(
      name: "a ticket's customer type that is none",
      script: "UPDATE ticket SET customer_type = 9 WHERE type_id = \(type);",
      closes: "SELECT id FROM ticket WHERE customer_type = 9"
    ),
    Fault(
      name: "a customer's type that is none",
      script:
        "UPDATE customer SET type = 9 WHERE id IN (SELECT customer_id FROM ticket WHERE type_id = \(type));"
    ),
    Fault(
      name: "a status that is none",
      script: "UPDATE ticket SET status = 9 WHERE type_id = \(type);"
    ),
    Fault(
      name: "a parameter that is gone",
      script: "DELETE FROM parameter WHERE key IN ('parecerReservado', 'notaPessoal', 'taxa');"
    ),
    Fault(
      name: "a kind of parameter that is none",
      script: "UPDATE parameter SET kind = 'CANARY' WHERE key IN ('parecerReservado', 'curso');"
    ),
    Fault(
      name: "a type that is gone",
      script: "DELETE FROM ticket_type WHERE id = \(type);",
      closes: "SELECT id FROM ticket WHERE type_id NOT IN (SELECT id FROM ticket_type)"
    ),
    Fault(
      name: "no version of the rules",
      script: "UPDATE rule_version SET published_at = NULL, number = NULL;",
      closes: "SELECT id FROM ticket"
    ),
    Fault(
      name: "a core parameter that is gone",
      script: "DELETE FROM parameter WHERE key IN ('subject', 'discussion', 'attachments');"
    ),
  ]

  /// Nobody reads a canary that was hidden before, and the rest is answered as ever.
  @Test(arguments: faults)
  func `a broken file shows nothing that was hidden`(fault: Fault) throws {
    let broken = try Broken(fault)
    for user in ["student", "person", "attendant"] {
      let answers = try Crawl.requests(ids: []).prefix(15).map {
        try broken.desk.ask($0.document, as: user, $0.variables)
      }
      let all = Haystack(answers.map(\.text))
      for canary in DemoStory.canaries where canary.hiddenFrom.contains(user) {
        #expect(!all.holds(canary.word), "\(user) reads \(canary.place) of \(canary.ticket ?? 0)")
      }
      for answer in answers { #expect(answer.status == 200, "\(answer.text.prefix(300))") }
    }
    try broken.expectTheRestIsFine()
  }

  /// Where a fault is about whole tickets, all that is governed of them is hidden and read-only.
  @Test(arguments: faults.filter { $0.closes != nil })
  func `a ticket that cannot be judged is closed`(fault: Fault) throws {
    let broken = try Broken(fault)
    #expect(!broken.closed.isEmpty)
    for number in broken.closed.prefix(12) {
      for user in ["student", "attendant"] {
        let answer = try broken.desk.ask(
          """
          { ticket(number: \(number)) {
            number subject requestText priority product dueDate solution
            parameters { key } form { fields { key } } actions { action allowed }
            discussion(first: 1) { totalCount } attachments(first: 1) { totalCount }
            stepHistory(first: 1) { totalCount } understandings(first: 1) { totalCount }
          } }
          """,
          as: user
        )
        // A ticket that is not there at all is closed as well.
        guard let ticket = answer["ticket"], ticket != .null else { continue }
        for name in ["subject", "requestText", "priority", "product", "dueDate", "solution"] {
          #expect(ticket[name] == .null, "\(user): \(name) of \(number)")
        }
        #expect(ticket.at("parameters")?.asItems.isEmpty == true)
        #expect(ticket.at("form.fields")?.asItems.isEmpty == true)
        for section in ["discussion", "attachments", "stepHistory", "understandings"] {
          let count = ticket.at("\(section).totalCount")
          #expect(count == nil || count == 0 || count == .null, "\(section) of \(number)")
        }
        let edit = ticket.at("actions")?.asItems.first { $0["action"] == "EDIT_PARAMETERS" }
        #expect(edit?["allowed"] != true, "\(user) edits \(number)")
      }
    }
  }

  /// A write to what cannot be judged is refused as one to what is hidden, and changes nothing.
  @Test(arguments: faults)
  func `a broken file takes no write to what was hidden`(fault: Fault) throws {
    let broken = try Broken(fault)
    let before = try DeskTables.contents(["ticket", "ticket_parameter"], of: broken.folder.url)
    for user in ["student", "attendant"] {
      for ticket in Story.oneOfEach(Story.tickets(of: user)).prefix(12) {
        for key in Story.hiddenKeys(of: ticket, from: user) {
          let answer = try broken.desk.ask(
            """
            mutation { done: updateTicket(input: {
              ticket: "\(try L09ErrorTexts.id(of: ticket))",
              parameters: [{key: "\(key)", value: {text: "x"}}]
            }) { ticket { id } problems { code } } }
            """,
            as: user
          )
          #expect(answer["done.ticket"] == .null, "\(user), \(key): \(answer.text)")
        }
      }
    }
    #expect(
      try DeskTables.contents(["ticket", "ticket_parameter"], of: broken.folder.url) == before
    )
  }

  /// What is unreadable is told to the operator, without what it is about.
  @Test(arguments: faults.prefix(4))
  func `a fault of the rules is logged`(fault: Fault) throws {
    let broken = try Broken(fault)
    _ = try broken.desk.ask("{ tickets(first: 20) { nodes { subject } } }", as: "student")
    _ = broken.desk.process.terminate()
    let log = try String(contentsOf: broken.log, encoding: .utf8)
    let lines = log.split(separator: "\n").filter {
      $0.contains("\"level\":\"error\"") || $0.contains("\"level\":\"warning\"")
    }
    #expect(!lines.isEmpty, "nothing is logged of \(fault.name)")
    #expect(!log.contains("CANARIO"))
  }

  /// The rules go wrong while the program runs: at the next look they cannot be read.
  @Test(arguments: [
    "DROP TABLE field_rule_refinement;", "DROP TABLE field_rule;", "DROP TABLE parameter_choice;",
    "ALTER TABLE step RENAME COLUMN key TO name_for_programs;",
  ])
  func `an error of the database while rules are read hides all that they govern`(
    script: String
  ) throws {
    let folder = TemporaryFolder()
    let log = folder.url.appending(path: "log.txt")
    let data = TemporaryFolder()
    let desk = StoryDesk(try GuicheProcess(data: data.url, demo: true, log: log))
    let users = ["student", "attendant", "admin"]
    for user in users { _ = try desk.token(of: user) }
    let connection = try Connection(path: DeskTables.file(in: data.url), mode: .readWrite)
    try connection.execute("PRAGMA foreign_keys = OFF; \(script)")
    try connection.execute(Self.changed)
    for user in ["student", "attendant"] {
      let answers = try Crawl.requests(ids: []).prefix(8).map {
        try desk.ask($0.document, as: user, $0.variables).text
      }
      let all = Haystack(answers)
      for canary in DemoStory.canaries where canary.hiddenFrom.contains(user) {
        #expect(!all.holds(canary.word), "\(user) reads \(canary.place)")
      }
      let ticket = try #require(
        Story.tickets(of: user).first { $0.status == .inProgress }
      )
      let answer = try desk.ask(
        "{ ticket(number: \(ticket.number)) { number status subject parameters { key } } }",
        as: user
      )
      #expect(answer["ticket.number"] == .integer(ticket.number), "\(answer.text)")
      #expect(answer["ticket.subject"] == .null)
      #expect(answer.items("ticket.parameters").isEmpty)
      let viewer = try desk.ask("{ viewer { user { code } } }", as: user)
      #expect(viewer.text("viewer.user.code") == user, "\(viewer.text)")
    }
    _ = desk.process.terminate()
    #expect(try String(contentsOf: log, encoding: .utf8).contains("\"level\":\"error\""))
  }

  @Test func `a permission that is none grants nothing`() throws {
    let broken = try Broken(
      Fault(
        name: "a permission that is none",
        script: """
          UPDATE profile_permission SET permission = 'EVERYTHING' WHERE permission = 'PORTAL';
          """
      )
    )
    for user in Story.customers {
      let answer = try broken.desk.ask(
        """
        mutation { signIn(input: {userCode: "\(user)", password: "guiche-demo"}) {
          session { token } problems { code }
        } }
        """,
        as: nil
      )
      #expect(answer.problems("signIn") == ["INVALID_CREDENTIALS"], "\(user): \(answer.text)")
    }
    #expect(try broken.desk.ask("{ settings { revision } }", as: "admin").codes == [])
  }

  /// No option, variable or permission switches the rules off for everybody.
  @Test func `there is no switch`() throws {
    let help = Process()
    help.executableURL = GuicheProcess.executable
    help.arguments = ["serve", "--help"]
    let output = Pipe()
    help.standardOutput = output
    try help.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    help.waitUntilExit()
    #expect(text.contains("--data"))
    for word in ["rule", "visib", "hidden", "polic", "unsafe", "insecure", "skip", "bypass"] {
      #expect(!text.lowercased().contains(word), "\(word) in the options")
    }
  }

  // MARK: - Parts

  /// A desk whose file was broken while it stood still.
  private struct Broken {
    let folder: TemporaryFolder
    let log: URL
    let desk: StoryDesk
    /// The numbers of the tickets that the fault closes.
    let closed: [Int64]

    /// The story is told once, and its file copied for each fault.
    private static let story = Result { () throws -> URL in
      let folder = TemporaryFolder().keep()
      let process = try GuicheProcess(data: folder, demo: true)
      _ = process.terminate()
      return folder
    }

    init(_ fault: Fault) throws {
      folder = TemporaryFolder()
      log = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
      let told = try Self.story.get()
      for name in try FileManager.default.contentsOfDirectory(atPath: told.path)
      where name.hasPrefix("guiche.sqlite") {
        try FileManager.default.copyItem(
          at: told.appending(path: name),
          to: folder.url.appending(path: name)
        )
      }
      try DeskTables.change("\(fault.script) \(L21FailClosed.changed)", in: folder.url)
      let connection = try Connection(path: DeskTables.file(in: folder.url), mode: .readOnly)
      var closed: [Int64] = []
      if let closes = fault.closes {
        try connection.rows(Query(closes + " ORDER BY id")) { row in closed.append(row.int(0)) }
      }
      self.closed = closed
      desk = StoryDesk(try GuicheProcess(data: folder.url, demo: false, log: log))
    }

    /// The program serves, people sign in, and what no rule governs is answered.
    func expectTheRestIsFine() throws {
      let viewer = try desk.ask("{ viewer { user { code } permissions } }", as: "student")
      #expect(viewer.text("viewer.user.code") == "student", "\(viewer.text)")
      #expect(viewer.codes == [])
      let articles = try desk.ask("{ articles(first: 5) { totalCount } }", as: "attendant")
      #expect(articles.codes == [], "\(articles.text)")
      let settings = try desk.ask("{ settings { revision } profiles { name } }", as: "admin")
      #expect(settings.codes == [], "\(settings.text)")
      let list = try desk.ask(
        "{ tickets(first: 20) { totalCount nodes { number status } } }",
        as: "admin"
      )
      #expect(list.codes == [], "\(list.text)")
      #expect(list.items("tickets.nodes").count > 0)
    }
  }
}
