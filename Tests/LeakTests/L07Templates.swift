import Bytes
import Foundation
import TestKit
import Testing

@testable import Desk

/// Whatever the program writes of itself with data inside is rendered for who reads it.
///
/// There are no notifications yet. What there is: the sentences of problems, the names of downloads
/// and the snippets of searches.
///
/// - Source: L7.
@Suite("L07 rendered templates", .serialized) struct L07Templates {
  private static let desk = Result { try StoryDesk.own() }

  /// Sentences name parameters by their labels: those that the addressee sees, and no other.
  @Test(arguments: Story.ruled, ["en", "pt-BR"])
  func `a problem names what its reader sees`(user: String, language: String) throws {
    let desk = try Self.desk.get()
    var sentences = 0
    for ticket in Story.oneOfEach(Story.tickets(of: user)) where ticket.status != .completed {
      let id = try L09ErrorTexts.id(of: ticket)
      let seen = try desk.ask(
        "{ ticket(id: \"\(id)\") { parameters { key label } } }",
        as: user
      )
      let labels = Set(seen.items("ticket.parameters").compactMap { $0["label"]?.asText })
      let sections = ["Discussão", "Anexos", "Histórico de etapas", "Entendimentos"]
      for way in ticket.step.ways {
        // Everything emptied, and everything of a wrong kind.
        for value in ["null", "{boolean: true}", "{choices: [\"none\"]}"] {
          let edits = Story.keys(of: ticket).map { "{key: \"\($0)\", value: \(value)}" }
          let answer = try desk.ask(
            """
            mutation { done: submitTicket(input: {
              ticket: "\(id)", condition: "\(way.condition)", reason: "none",
              parameters: [\(edits.joined(separator: ", "))]
            }) { problems { code message parameterKey parameterLabel } } }
            """,
            as: user,
            headers: ["Accept-Language": language]
          )
          for problem in answer.items("done.problems") {
            let message = problem["message"]?.asText ?? ""
            if let label = problem["parameterLabel"]?.asText {
              #expect(labels.contains(label) || sections.contains(label), "\(user): \(label)")
              #expect(Self.sentences(of: label).contains(message), "\(message)")
              sentences += 1
            } else {
              #expect(!message.contains("\""), "\(message)")
            }
          }
        }
      }
    }
    #expect(sentences > 0)
  }

  /// Each sentence that has data inside, by its kind: the only place of the data is the label.
  private static func sentences(of label: String) -> [String] {
    [
      "\"\(label)\" cannot be changed now.", "Fill in \"\(label)\".",
      "The value of \"\(label)\" does not fit.", "\"\(label)\" não pode ser alterado agora.",
      "Preencha \"\(label)\".", "O valor de \"\(label)\" não é válido.",
    ]
  }

  /// The name of a file stands in a header: for who may have the file, and for nobody else.
  @Test(arguments: Story.ruled)
  func `a download is named for who may have it`(user: String) throws {
    let desk = try Self.desk.get()
    let never = try L16Existence.get(
      "/attachments/\(Base64.text(of: Array("attachment.1999999999.1".utf8), as: .url))",
      as: user,
      desk
    )
    var counts = (given: 0, refused: 0)
    let files = try Self.files.get()
    #expect(files.count > 10)
    for file in files {
      let isTheirs =
        Story.knows(user, file.ticket) && !Story.hides("attachments", in: file.ticket, from: user)
      let answer = try L16Existence.get("/attachments/\(file.id)", as: user, desk)
      if isTheirs {
        #expect(answer.status == 200)
        #expect(answer["content-disposition"] == Self.disposition(of: file.name))
        counts.given += 1
      } else {
        #expect(answer.status == never.status && answer.text == never.text)
        #expect(answer["content-disposition"] == nil && answer["etag"] == nil)
        counts.refused += 1
      }
    }
    // Nothing of the demo hides attachments from the desk.
    #expect(counts.given > 0 && (counts.refused > 0 || user == "attendant"), "\(counts)")
  }

  /// A snippet is a part of a text that its reader can read whole.
  @Test(arguments: Story.ruled)
  func `a snippet is of a text that is shown`(user: String) throws {
    let desk = try Self.desk.get()
    var met = 0
    for words in ["via", "canario", "matricula", "diploma", "visita", "proposta", "an", "de"] {
      let found = try desk.ask(
        """
        query ($text: String!) { searchTickets(text: $text, first: 40) { edges {
          node { number \(Self.texts) } match { key label snippet { text isMatch } }
        } } }
        """,
        as: user,
        ["text": words]
      )
      for edge in found.items("searchTickets.edges") {
        let snippet = (edge.at("match.snippet")?.asItems ?? [])
          .compactMap { $0["text"]?.asText }.joined()
        let shown = Self.strings(in: edge["node"] ?? .null).joined(separator: "\n")
        let whole = snippet.replacing("…", with: "").trimmingCharacters(in: .whitespaces)
        #expect(Self.squeezed(shown).contains(Self.squeezed(whole)), "\(user): \(whole)")
        met += 1
      }
    }
    #expect(met > 0)
  }

  // MARK: - Parts

  private struct File {
    let id: String
    let name: String
    let ticket: DemoTicket
  }

  /// A file in a ticket of each kind, which an administrator or the attendant added.
  private static let files = Result { () throws -> [File] in
    let desk = try L07Templates.desk.get()
    var files: [File] = []
    let open = Story.tickets.filter { $0.status == .inProgress || $0.status == .pending }
    for (place, ticket) in Story.oneOfEach(open).enumerated() {
      let name = "CANARIO-\(place) ção \"x\".txt"
      let answer = try desk.process.upload(
        """
        mutation ($ticket: ID!, $file: Upload!) {
          addAttachments(input: {ticket: $ticket, files: [$file]}) {
            attachments { id name } problems { code }
          }
        }
        """,
        variables: ["ticket": try L09ErrorTexts.id(of: ticket), "file": NSNull()],
        files: [
          UploadedFile(
            path: "variables.file",
            name: name.replacing("\"", with: "'"),
            mediaType: "text/plain",
            content: Array("x".utf8)
          )
        ],
        token: try desk.token(of: "admin")
      )
      let added = Asked(answer).items("addAttachments.attachments").first
      guard let id = added?["id"]?.asText, let kept = added?["name"]?.asText else { continue }
      files.append(File(id: id, name: kept, ticket: ticket))
    }
    return files
  }

  private static func disposition(of name: String) -> String {
    let plain = String(
      name.unicodeScalars.map { scalar -> Character in
        let isPlain = scalar.isASCII && !"\"\\%/".unicodeScalars.contains(scalar)
        return isPlain ? Character(scalar) : "_"
      }
    )
    let kept = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~"
    )
    let encoded = name.addingPercentEncoding(withAllowedCharacters: kept) ?? ""
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
  }

  private static let texts = """
    subject requestText product solution
    parameters { label value {
      ... on TextValue { text } ... on ChoiceValue { choice { label } }
      ... on MultiChoiceValue { choices { label } } ... on DecimalValue { decimal }
      ... on DateValue { date }
    } }
    discussion(first: 20) { nodes { text } }
    """

  private static func strings(in json: JSON) -> [String] {
    if let text = json.asText { return [text] }
    return json.asItems.flatMap { strings(in: $0) }
      + json.asMembers.flatMap { strings(in: $0.value) }
  }

  /// Without white space, which a snippet may fold.
  private static func squeezed(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace })
  }
}
