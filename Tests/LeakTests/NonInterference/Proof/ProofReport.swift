import Foundation

/// What a proof found, in figures.
struct ProofReport: Sendable {
  /// The pairs by what they differ in.
  var pairs: [String: Int] = [:]
  /// The documents that were asked of a viewer, and the answers to them, by class.
  var documents: [DocumentClass: Int] = [:]
  var answers: [DocumentClass: Int] = [:]
  /// Answers that held more than nulls, by class.
  var withData: [DocumentClass: Int] = [:]
  /// Answers that were compared.
  var comparisons = 0
  /// Answers for which a reader was given another number of rows, or compiled another number of
  /// statements: neither shows in an answer, and a hidden value is a row.
  var otherRows = 0
  var otherPrepares = 0
  var differences: [Difference] = []
  /// Pairs that an administrator could not tell apart either: such a pair proves nothing.
  var emptyPairs: [String] = []
  /// Documents that were refused though they were not made to be: such a document proves nothing.
  var refused: Set<String> = []
  /// Groups that could not be asked to the end, and why.
  var faults: [String] = []
  var seconds = 0.0
  /// Where the time went: seconds of all threads, by class and for making the databases.
  var spent: [String: Double] = [:]

  mutating func add(_ other: ProofReport) {
    pairs.merge(other.pairs, uniquingKeysWith: +)
    documents.merge(other.documents, uniquingKeysWith: +)
    answers.merge(other.answers, uniquingKeysWith: +)
    withData.merge(other.withData, uniquingKeysWith: +)
    comparisons += other.comparisons
    otherRows += other.otherRows
    otherPrepares += other.otherPrepares
    differences += other.differences
    emptyPairs += other.emptyPairs
    refused.formUnion(other.refused)
    faults += other.faults
    spent.merge(other.spent, uniquingKeysWith: +)
  }

  /// Counts one document with its answers.
  mutating func count(_ document: ProofDocument, _ given: [Answer]) {
    documents[document.kind, default: 0] += 1
    answers[document.kind, default: 0] += given.count
    withData[document.kind, default: 0] += given.count(where: \.holdsData)
    guard document.kind != .wrong, let code = given.lazy.compactMap(\.refusal).first else { return }
    refused.insert("\(document.kind) \(document.name): \(code)")
  }

  var pairCount: Int { pairs.values.reduce(0, +) }

  var text: String {
    var lines = [
      "Non-interference: \(pairCount) pairs, \(documents.values.reduce(0, +)) documents, "
        + "\(comparisons) comparisons of answers, \(differences.count) differences",
      "  in \(Int(seconds)) s; rows read differ in \(otherRows), statements compiled in "
        + "\(otherPrepares) of the comparisons",
    ]
    lines += DocumentClass.allCases.map {
      "  \($0): \(documents[$0] ?? 0) documents, \(answers[$0] ?? 0) answers, "
        + "\(withData[$0] ?? 0) with data, \(Int(spent["\($0)"] ?? 0)) s"
    }
    lines += pairs.sorted { $0.key < $1.key }.map { "  \($1) x \($0)" }
    lines.append("  making databases: \(Int(spent["making"] ?? 0)) s")
    lines += faults.map { "FAULT \($0)" }
    lines += differences.prefix(200).map { "DIFFERENCE \($0)" }
    lines += refused.sorted().prefix(100).map { "REFUSED \($0)" }
    lines += emptyPairs.map { "NO PAIR \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Prints the report, and keeps it beside what the build made.
  func publish(to name: String) throws {
    print(text)
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    try Data((text + "\n").utf8).write(to: root.appending(path: ".build/\(name)"))
  }
}

extension Answer {
  /// Whether something is said beside that there is nothing.
  fileprivate var holdsData: Bool {
    if let data = json["data"] { return data.holdsData }
    return ["200", "206"].contains(status) && json["errors"] == nil && !body.isEmpty
  }

  /// Why a document was not run at all, or not to its end.
  fileprivate var refusal: String? {
    let codes = ["VALIDATION", "SYNTAX", "TOO_", "TIMEOUT", "INTERNAL", "OVERLOADED"]
    return json["errors"]?.items.lazy.compactMap { error -> String? in
      guard let code = error["extensions"]?["code"]?.string, codes.contains(where: code.contains)
      else { return nil }
      return "\(code) \(error["message"]?.string ?? "")"
    }.first
  }
}
