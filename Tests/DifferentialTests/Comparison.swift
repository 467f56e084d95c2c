import Foundation
import GraphQL
import Synchronization

/// Ten thousand documents, what Guiche says of them and what graphql-core says.
struct Comparison: Sendable {
  static let count = 10_000
  /// Another one gives other documents; what was found with this one stays found.
  static let seed: UInt64 = 20_250_901

  var questions: [Question]
  var ours: [Answer]
  var theirs: [Answer]

  /// Made once, for all tests.
  static let made = Result { try Comparison() }

  private init() throws {
    let questions = try Comparison.questions()
    self.questions = questions
    let half = questions.count / 2
    let parts: [@Sendable () throws -> [Answer]] = [
      { try Reference.judge.answers(to: Array(questions[..<half])) },
      { try Reference.judge.answers(to: Array(questions[half...])) },
      { try Reference.guiche.answers(to: questions) },
    ]
    let results = inParallel(parts)
    theirs = try results[0].get() + results[1].get()
    ours = try results[2].get()
  }

  static func questions() throws -> [Question] {
    let schemas = try Reference.schemas().map { schema in
      (text: schema.text, schema: try SchemaBuilder.build(Source(schema.text)))
    }
    return (0..<count).map { id in
      var random = SeededRandom(seed: seed &+ UInt64(id) &* 7_919)
      // The server's own schema is long, so it is sent once in twenty times.
      let place = id % 20 == 0 ? schemas.count - 1 : id % (schemas.count - 1)
      let document = document(for: schemas[place].schema, id: id, &random)
      return Question(id: id, schema: schemas[place].text, document: document)
    }
  }

  /// Four in ten are written to be valid, four with slips, two are broken beyond that.
  private static func document(
    for schema: Schema,
    id: Int,
    _ random: inout SeededRandom
  ) -> String {
    let mood = random.below(10)
    var slips: Set<Slip> = []
    if mood >= 4 {
      // Each in its turn, so that none is left out; and others beside it.
      slips.insert(Slip.allCases[id % Slip.allCases.count])
      for _ in 0..<random.below(3) {
        if let slip = random.pick(Slip.allCases) { slips.insert(slip) }
      }
    }
    var generator = DocumentGenerator(schema, seed: seed &+ UInt64(id), slips: slips)
    var tokens = generator.document()
    if mood >= 8 { tokens = DocumentText.broken(tokens, &random) }
    return DocumentText.text(of: tokens, isPlain: random.chance(0.5), &random)
  }

  /// The place of each document of which the two sides say something different.
  var differences: [Int] {
    questions.indices.filter { Comparison.differ(ours[$0], theirs[$0]) }
  }

  static func differ(_ ours: Answer, _ theirs: Answer) -> Bool {
    ours.errors.map(\.description) != theirs.errors.map(\.description)
  }
}

/// The results of some work, each piece on a thread of its own.
func inParallel<Value: Sendable>(
  _ parts: [@Sendable () throws -> Value]
) -> [Result<Value, any Error>] {
  let results = ResultBox<Value>(count: parts.count)
  let threads = parts.enumerated().map { place, part in
    let thread = Thread { results.set(Result { try part() }, at: place) }
    thread.start()
    return thread
  }
  while threads.contains(where: { !$0.isFinished }) { Thread.sleep(forTimeInterval: 0.01) }
  return results.all()
}

/// Results that threads put into their places.
private final class ResultBox<Value: Sendable>: Sendable {
  private let results: Mutex<[Result<Value, any Error>?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  func set(_ result: Result<Value, any Error>, at place: Int) {
    results.withLock { $0[place] = result }
  }

  func all() -> [Result<Value, any Error>] { results.withLock { $0.compactMap { $0 } } }
}
