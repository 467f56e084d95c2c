import Check
import GraphQL

extension Verb {
  /// Answers lines of JSON about any schema: for the suites of other implementations.
  static let check = Verb(
    name: "check",
    meaning: "Answer questions to the engine about any schema, one JSON a line",
    options: [
      Option(name: "jsonl", meaning: "read lines of JSON from standard input, answer each with one")
    ]
  ) { options throws(CommandError) in
    guard options.isOn("jsonl") else { throw .usage("--jsonl is needed") }
    guard System.run(onStackOf: GraphQL.Limits.toolStackBytes, answerLines) != nil else {
      throw .failed("the system has no thread to give", code: 71)
    }
    return 0
  }
}

/// Answers standard input line by line, each at once.
@Sendable private func answerLines() {
  var checker = Checker()
  var lines = LineSplitter()
  while true {
    let bytes = System.read(atMost: 1 << 16)
    guard !bytes.isEmpty else { break }
    lines.append(bytes[...])
    while let line = lines.next() { System.write(line: checker.answer(line)) }
  }
  if let line = lines.rest() { System.write(line: checker.answer(line)) }
}
