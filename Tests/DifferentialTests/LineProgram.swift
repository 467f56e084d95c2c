import Foundation

/// A program that answers lines of JSON, one with one, as `guiche check --jsonl` does.
struct LineProgram: Sendable {
  var executable: URL
  var arguments: [String]

  /// The answers to some questions, in their order.
  ///
  /// - Throws: ``Failure`` where the program ends with anything but 0, or leaves a line out.
  func answers(to questions: [Question]) throws -> [Answer] {
    // Files, for a pipe that nobody empties would stop the program.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "questions.jsonl")
    let output = folder.appending(path: "answers.jsonl")
    let encoder = JSONEncoder()
    var lines = Data()
    for question in questions {
      lines += try encoder.encode(question)
      lines += Data("\n".utf8)
    }
    try lines.write(to: input)
    try Data().write(to: output)

    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let decoder = JSONDecoder()
    let answers = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n"))
      .map { try decoder.decode(Answer.self, from: $0) }
    guard process.terminationStatus == 0, answers.map(\.id) == questions.map(\.id) else {
      throw Failure(
        description:
          "\(executable.lastPathComponent) ended with \(process.terminationStatus) after "
          + "\(answers.count) of \(questions.count) answers"
      )
    }
    return answers
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}

/// What both sides are asked.
struct Question: Encodable, Sendable {
  var id: Int
  var op = "validate"
  var schema: String
  var document: String
}

/// What one side says.
struct Answer: Decodable, Sendable {
  var id: Int
  var errors: [Told]

  /// One error.
  struct Told: Decodable, Hashable, Sendable {
    var message: String
    var locations: [Location]?
    /// The rule that found it; only the judge says so.
    var rule: String?
  }

  struct Location: Decodable, Hashable, Sendable {
    var line: Int
    var column: Int
  }
}

extension Answer.Told: CustomStringConvertible {
  /// As the tests compare it: places and message.
  ///
  /// graphql-core writes single quotes where graphql-js and Guiche write double ones.
  var description: String {
    let places = (locations ?? []).map { "\($0.line):\($0.column)" }
    return (places + [message.replacing("'", with: "\"")]).joined(separator: " ")
  }
}
