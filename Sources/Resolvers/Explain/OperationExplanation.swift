import Bytes
import Desk
public import GraphQL

/// Explains one operation to an administrator while it runs: its levels, its statements and what the
/// rules hide in its answer.
///
/// Whoever makes one has found that the caller may have it; it asks nobody.
///
/// - Source: the playground's contract, `X-GraphQL-Explain`; L27: no value that was bound is in it.
public final class OperationExplanation {
  /// Tells this operation from others, in the answer and in the log.
  public let requestID = Hexadecimal.encode(Random.bytes(8))

  private let parts: ExplainParts
  private let context: RequestContext
  private let statements: StatementTracing
  private var fields: [FieldWork] = []
  private var current = FieldWork(level: 0, place: 0)
  private var run: TracedRun?
  private var stages = StageTimes()
  /// How many bytes of paths may still be told.
  private var pathBytes = Limits.explainedPathBytes
  private var isTruncated = false

  /// What one field's resolver took for its whole column.
  private struct FieldWork {
    let level: Int
    let place: Int
    /// A moment while it runs, a duration after.
    var nanoseconds: Int64 = 0
  }

  /// Begins to look on; ``add(to:)`` ends it.
  ///
  /// - Parameters:
  ///   - parts: What is to be told.
  ///   - context: What the operation runs in.
  public init(_ parts: ExplainParts, of context: RequestContext) {
    self.parts = parts
    self.context = context
    statements = context.reader.traceStatements()
  }

  /// The response with the explanation in its extensions; `data` and `errors` stay as they are.
  public func add(to result: ExecutionResult) -> ExecutionResult {
    statements.end()
    var explained = result.adding(extension: "explain", json())
    explained.stages = stages
    return explained
  }
}

extension OperationExplanation: ExecutionTracer {
  public func fieldWillResolve(level: Int, place: Int) {
    statements.section = fields.count
    current = FieldWork(
      level: level,
      place: place,
      nanoseconds: Clock.monotonicNanoseconds()
    )
  }

  public func fieldDidResolve() {
    current.nanoseconds = Clock.monotonicNanoseconds() - current.nanoseconds
    fields.append(current)
    statements.section = -1
  }

  public func operationDidEnd(_ run: TracedRun, stages: StageTimes) {
    self.run = run
    self.stages = stages
  }
}

extension OperationExplanation {
  private func json() -> [UInt8] {
    let work = statements.work
    var members = [JSON.Member(name: "requestId", value: .string(requestID))]
    if parts.contains(.plan) {
      members.append(JSON.Member(name: "timing", value: timing))
      members.append(JSON.Member(name: "levels", value: levels(work)))
    }
    if parts.contains(.sql) {
      members.append(JSON.Member(name: "operations", value: operations(work)))
    }
    if parts.contains(.rules) {
      // What cannot be read is not told; the answer itself is whole.
      let number = (try? context.reader.ruleNumber()) ?? nil
      members.append(
        JSON.Member(name: "rulesVersion", value: number.map { .integer($0) } ?? .null)
      )
      members.append(JSON.Member(name: "hidden", value: hidden))
    }
    members.append(JSON.Member(name: "truncated", value: .boolean(isTruncated)))
    var out = ByteWriter(capacity: 4_096)
    out.append(json: .object(members))
    return out.bytes()
  }

  /// Milliseconds; what a cache had ready took none.
  private var timing: JSON {
    [
      "parse": .milliseconds(stages.preparation.parse),
      "validate": .milliseconds(stages.preparation.validate),
      "plan": .milliseconds(stages.preparation.plan),
      "execute": .milliseconds(stages.execute),
      "serialize": .milliseconds(stages.serialize),
    ]
  }

  /// The levels, each with the work that it took to get its objects and their leaves: a field's work
  /// counts for the level below it, and where there is none for its own.
  private func levels(_ work: [StatementTracing.Work]) -> JSON {
    guard let run else { return .array([]) }
    var times = [Int64](repeating: 0, count: run.count)
    var counts = [Int64](repeating: 0, count: run.count)
    var runs = [Int64](repeating: 0, count: run.count)
    let served = fields.map { run.levelServed(by: $0.level, place: $0.place) }
    for (field, level) in zip(fields, served) { times[level] += field.nanoseconds }
    for item in work where served.indices.contains(item.section) {
      counts[served[item.section]] += 1
      runs[served[item.section]] += Int64(item.runs)
    }
    var levels: [JSON] = []
    for level in 0..<run.count where run.rows(of: level) > 0 || times[level] > 0 {
      let path = run.path(to: level).joined(separator: ".")
      guard levels.count < Limits.explainedLevels, affords(path.utf8.count) else {
        isTruncated = true
        break
      }
      levels.append([
        "path": .string(path),
        "type": .string(run.typeName(of: level)),
        "rows": .integer(Int64(run.rows(of: level))),
        "statements": .integer(counts[level]),
        "runs": .integer(runs[level]),
        "ms": .milliseconds(times[level]),
      ])
    }
    return .array(levels)
  }

  /// The statements, each with the field that it was run for and the database's own plan of it.
  private func operations(_ work: [StatementTracing.Work]) -> JSON {
    if work.count > Limits.explainedStatements { isTruncated = true }
    return .array(
      work.prefix(Limits.explainedStatements).map { item in
        var steps = (try? statements.plan(of: item)) ?? []
        if steps.count > Limits.explainedPlanLines {
          steps.removeLast(steps.count - Limits.explainedPlanLines)
          isTruncated = true
        }
        let title = title(of: item.section)
        return [
          "type": "sql",
          "title": .string(affords(title.utf8.count) ? title : ""),
          "query": .string(item.sql),
          "explain": .string(steps.joined(separator: "\n")),
          "runs": .integer(Int64(item.runs)),
          "rows": .integer(Int64(item.rows)),
        ]
      }
    )
  }

  /// The path of the field whose statements have a number; empty for those of none.
  private func title(of section: Int) -> String {
    guard let run, fields.indices.contains(section) else { return "" }
    let field = fields[section]
    let key = run.fields(of: field.level)[field.place].responseKey
    return (run.path(to: field.level) + [key]).joined(separator: ".")
  }

  private var hidden: JSON {
    guard let run else { return .array([]) }
    let cells = HiddenCells(of: run, in: context.workflow)
    let (found, isWhole) = cells.located(in: run)
    if !isWhole { isTruncated = true }
    let texts = ErrorTexts(language: context.caller.language)
    let told = found.prefix { affords($0.pathBytes) }
    return .array(told.map { $0.json(context.workflow, texts) })
  }

  /// Whether there is room for a path of some bytes among those that are told.
  private func affords(_ bytes: Int) -> Bool {
    pathBytes -= bytes
    if pathBytes < 0 { isTruncated = true }
    return pathBytes >= 0
  }
}

extension JSON {
  /// Nanoseconds as milliseconds, to the microsecond.
  fileprivate static func milliseconds(_ nanoseconds: Int64) -> JSON {
    .double(Double(nanoseconds / 1_000) / 1_000)
  }
}
