import Foundation
import TestKit
import Testing

/// Every document of this folder, run by each of its users through the program itself, answers what
/// is written down beside it.
///
/// `GUICHE_UPDATE=1` writes the answers anew, for a person to read in `git diff`. An answer that is
/// not written down fails: nothing is expected until somebody looked at it.
@Suite(.serialized) struct ConformanceTests {
  @Test(arguments: Walk.alone)
  func `answers what is written down`(walk: Walk) throws {
    let shared = try walk.writes ? nil : GuicheProcess.demo.get()
    for user in walk.users {
      let house = try shared ?? GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      try run(walk, as: user, in: house)
    }
  }

  @Test(arguments: Walk.stories)
  func `tells what is written down`(story: Story) throws {
    let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
    for walk in story.walks {
      for user in walk.users { try run(walk, as: user, in: house) }
    }
  }

  private func run(_ walk: Walk, as user: String, in house: GuicheProcess) throws {
    let token = user == "nobody" ? nil : try house.signIn(user)
    let variables =
      try walk.variables.map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
      } ?? [:]
    let answer =
      walk.files.isEmpty
      ? try house.post(walk.document, variables: variables, token: token)
      : try house.upload(
        walk.document,
        variables: variables,
        files: walk.files,
        token: token
      )
    let text = try Self.indented(answer.body)
    let file = walk.answer(of: user)
    if ProcessInfo.processInfo.environment["GUICHE_UPDATE"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(walk.name) as \(user)")
  }

  @Test func `there are documents`() {
    #expect(Walk.all.count > 10)
  }

  /// The answer over many lines, its members in the server's order.
  ///
  /// `JSONSerialization` would lose the order, which the specification fixes; so the text is
  /// indented as it came.
  private static func indented(_ json: [UInt8]) throws -> String {
    _ = try JSONSerialization.jsonObject(with: Data(json))
    var text: [UInt8] = []
    var depth = 0
    var isInString = false
    var isEscaped = false
    func newLine() { text += [10] + [UInt8](repeating: 32, count: depth * 2) }
    for (place, byte) in json.enumerated() {
      if isInString {
        text.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        text.append(byte)
        let next = place + 1 < json.count ? json[place + 1] : 0
        if next == UInt8(ascii: "}") || next == UInt8(ascii: "]") { continue }
        depth += 1
        newLine()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        let last = place > 0 ? json[place - 1] : 0
        if last != UInt8(ascii: "{") && last != UInt8(ascii: "[") {
          depth -= 1
          newLine()
        }
        text.append(byte)
      case UInt8(ascii: ","):
        text.append(byte)
        newLine()
      case UInt8(ascii: ":"):
        text += [byte, 32]
      default:
        if byte == UInt8(ascii: "\"") { isInString = true }
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self) + "\n"
  }
}
