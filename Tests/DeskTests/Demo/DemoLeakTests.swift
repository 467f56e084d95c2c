import Bytes
import SQLite
import Testing

@testable import Desk

/// Everything that the desk gives out, searched for what must not be in it (L18).
@Suite struct DemoLeakTests {
  /// All that a user can read of all tickets, as one text.
  private func everything(as code: String, on desk: DemoDesk) throws -> String {
    let viewer = try desk.viewer(code)
    let reader = desk.reader
    var text = ""
    func add(_ column: TextColumn) {
      for cell in 0..<column.count { text += (column.text(cell) ?? "") + "\n" }
    }
    let whole = PageRequest(size: 100)
    var after: Int64?
    while true {
      let page = try reader.ticketPage(
        .all,
        PageRequest(size: 100, after: after),
        fields: .all,
        for: viewer
      ).tickets
      guard let last = page.ids.last else { return text }
      after = last.rawValue
      for parameter in CommonParameter.allCases { add(page.texts(parameter)) }
      for item in try reader.parameters(of: page, for: viewer).items {
        text += "\(item.parameter.key) \(item.parameter.label) "
        text += item.value.map { "\($0)" } ?? ""
        text += "\n"
      }
      add(try reader.messages(of: page, whole, for: viewer).rows.texts)
      add(try reader.attachments(of: page, whole, for: viewer).rows.names)
      add(try reader.movements(of: page, whole, for: viewer).rows.justifications)
      let understandings = try reader.understandings(of: page, whole, for: viewer).rows
      add(understandings.texts)
      for type in page.types { text += desk.workflow.type(type)?.name ?? "" }
    }
  }

  /// The words of a text; of one that begins like a canary's, the canary.
  private func words(of text: String) -> Set<String> {
    var words: Set<String> = []
    for word in text.utf8.split(whereSeparator: { Array(" \n\"()[],".utf8).contains($0) }) {
      let word = String(decoding: word, as: UTF8.self)
      words.insert(word.hasPrefix("CANARIO-") ? String(word.prefix(12)) : word)
    }
    return words
  }

  @Test(arguments: DemoUser.online + ["attendant"])
  func `no canary reaches whom it is hidden from`(code: String) throws {
    let desk = try DemoDesk()
    let seen = try everything(as: code, on: desk)
    #expect(seen.utf8.count > 2_000)
    let words = words(of: seen)
    for canary in DemoStory.canaries where canary.hiddenFrom.contains(code) {
      let isFound =
        canary.word.contains(" ") ? seen.contains(canary.word) : words.contains(canary.word)
      #expect(!isFound, "\(canary.word) of \(canary.place) in \(canary.ticket ?? 0)")
    }
  }

  @Test func `the administrator meets every canary of a ticket`() throws {
    let desk = try DemoDesk()
    let words = words(of: try everything(as: "admin", on: desk))
    for canary in DemoStory.canaries where canary.ticket != nil {
      #expect(words.contains(canary.word), "\(canary.word) of \(canary.place)")
    }
  }

  @Test func `who may see a value meets its canary`() throws {
    let desk = try DemoDesk()
    let words = words(of: try everything(as: "person", on: desk))
    let hers = DemoStory.canaries.filter {
      $0.ticket != nil && !$0.hiddenFrom.contains("person") && $0.hiddenFrom.contains("attendant")
    }
    #expect(!hers.isEmpty)
    for canary in hers { #expect(words.contains(canary.word), "\(canary.word)") }
  }
}
