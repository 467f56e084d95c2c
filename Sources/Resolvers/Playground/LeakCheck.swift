import Bytes
import Desk
import GraphQL

/// Why a leak check compares nothing.
enum LeakCheckProblem: String, Hashable, Sendable, CaseIterable {
  case documentRefused = "DOCUMENT_REFUSED"
  case invalidVariables = "INVALID_VARIABLES"
  case notAQuery = "NOT_A_QUERY"
  case tooLarge = "TOO_LARGE"
  case brokenOff = "BROKEN_OFF"
  case busy = "BUSY"
}

/// What a leak check found.
enum LeakCheck {
  case refused(LeakCheckProblem, [GraphQLError])
  case compared(AnswerComparison, changes: Int)

  static func refused(_ problem: LeakCheckProblem) -> LeakCheck { .refused(problem, []) }

  var problem: LeakCheckProblem? {
    if case .refused(let problem, _) = self { problem } else { nil }
  }

  var errors: [GraphQLError] {
    if case .refused(_, let errors) = self { errors } else { [] }
  }

  var comparison: AnswerComparison? {
    if case .compared(let comparison, _) = self { comparison } else { nil }
  }

  var changes: Int? {
    if case .compared(_, let changes) = self { changes } else { nil }
  }
}

/// What leak checks found.
struct LeakChecks: ParentColumn {
  let checks: [LeakCheck]
  var count: Int { checks.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds how much of an answer depends on what is hidden.
  mutating func bindLeakCheck() {
    object("leakCheck", of: LeakChecks.self, isHeavy: true) { _, call in
      try call.context.requireSignIn()
      let check = try call.context.leakCheck(call.arguments)
      return ObjectCells(children: LeakChecks(checks: [check]))
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds the types of leak checks.
  mutating func bindLeakCheckType() {
    enumeration("LeakCheckProblem", of: LeakCheckProblem.self)
    object("LeakCheck", parents: LeakChecks.self) { fields in
      fields.enumerations("code", of: LeakCheckProblem.self) { list, _ in
        list.checks.map(\.problem)
      }
      fields.strings("message") { list, call in
        let texts = ErrorTexts(language: call.context.caller.language)
        return list.checks.map { $0.problem.map(texts.sentence) }
      }
      fields.list("errors", of: DocumentErrors.self) { list, _ in
        var lists = ListBuilder<GraphQLError>(reserving: list.count)
        for check in list.checks { lists.append(check.errors) }
        return ListCells(offsets: lists.offsets, children: DocumentErrors(errors: lists.items))
      }
      fields.ints("bytes") { list, _ in
        list.checks.map { $0.comparison.map { Int32(clamping: $0.bytes) } }
      }
      fields.ints("differing") { list, _ in
        list.checks.map { $0.comparison.map { Int32(clamping: $0.differing) } }
      }
      fields.ints("changedValues") { list, _ in
        list.checks.map { $0.changes.map { Int32(clamping: $0) } }
      }
      fields.ints("firstDifference") { list, _ in
        list.checks.map { $0.comparison?.first.map { Int32(clamping: $0) } }
      }
      fields.column("path", as: .list(.texts)) { list, _ in
        let paths = list.checks.map { $0.comparison?.path }
        var lists = ListBuilder<String?>(reserving: list.count)
        for path in paths { lists.append(path ?? []) }
        let items = Column(.texts(TextColumn(lists.items)))
        return Column(.lists(offsets: lists.offsets, isNull: paths.map { $0 == nil }, items: items))
      }
    }
  }
}

extension RequestContext {
  /// Answers a query twice as somebody, with all that is hidden from them changed in between.
  ///
  /// - Throws: The error of whom a lens cannot be put on, which the audit log is told of too.
  fileprivate func leakCheck(_ arguments: Arguments) throws -> LeakCheck {
    let text = Array((arguments.string("document") ?? "").utf8)
    let seen = try lookedAs(arguments, at: .leakCheck(document: SHA256.hash(text)))
    guard let house = caller.house else { throw GraphQLError.internalError }
    var variables: JSON?
    if let given = arguments.string("variables") {
      guard let json = try? JSONParser.parse(Array(given.utf8)), case .object = json else {
        return .refused(.invalidVariables)
      }
      variables = json
    }
    // A cache of its own that keeps nothing: nobody's plan makes way for this one.
    switch PlanCache(bytes: 0).compile(text, for: house.schema(for: seen)) {
    case .refused(let errors): return .refused(.documentRefused, errors)
    case .document(let document):
      let operation: PlannedOperation
      do throws(RequestErrors) {
        operation = try document.plan(
          operationName: arguments.string("operationName"),
          variables: variables
        )
      } catch {
        return .refused(.documentRefused, error.errors)
      }
      guard operation.plan.operationType == .query else { return .refused(.notAQuery) }
      return try compare(operation, as: seen)
    }
  }

  private func compare(_ operation: PlannedOperation, as viewer: Viewer) throws -> LeakCheck {
    do {
      switch try reader.copy(toProve: viewer) {
      case .tooLarge: return .refused(.tooLarge)
      case .busy: return .refused(.busy)
      case .copy(let copy):
        return try withExtendedLifetime(copy) {
          let context = RequestContext(caller.seeing(as: viewer), reader: copy.reader)
          guard let before = try answer(operation, context) else { return .refused(.brokenOff) }
          let changes = try copy.changeWhatIsHidden()
          guard let after = try answer(operation, context) else { return .refused(.brokenOff) }
          return .compared(AnswerComparison(before, after), changes: changes)
        }
      }
    } catch  where reader.isOverdue {
      return .refused(.brokenOff)
    }
  }

  /// The bytes of an answer; `nil` where it was broken off.
  private func answer(
    _ operation: PlannedOperation,
    _ context: RequestContext
  ) throws -> [UInt8]? {
    let left = context.reader.deadline.map { $0 - Clock.monotonicNanoseconds() }
    let result = try context.reader.snapshot {
      Executor().run(
        operation,
        context: context,
        deadline: left.map { .now + .nanoseconds($0) }
      )
    }
    return result.isAborted ? nil : result.body
  }
}

extension ErrorTexts {
  /// The sentence for why a leak check compares nothing.
  fileprivate func sentence(for problem: LeakCheckProblem) -> String {
    switch problem {
    case .documentRefused:
      pick("The user would be refused this document.", "Este documento seria recusado ao usuário.")
    case .invalidVariables:
      pick("\"variables\" has to be a JSON object.", "\"variables\" deve ser um objeto JSON.")
    case .notAQuery:
      pick(
        "Only a query can be answered twice: nothing may be changed.",
        "Só uma consulta pode ser respondida duas vezes: nada pode ser alterado."
      )
    case .tooLarge:
      pick(
        "The desk has more than \(DeskCopy.bytesMaximum >> 20) MiB, too much to be copied.",
        "O atendimento tem mais de \(DeskCopy.bytesMaximum >> 20) MiB, demais para ser copiado."
      )
    case .brokenOff:
      pick(
        "It took too long, or the answer became too large: ask for less.",
        "Demorou demais ou a resposta ficou grande demais: peça menos."
      )
    case .busy:
      pick(
        "Another leak check runs: try again in a second.",
        "Outra verificação está em curso: tente de novo em um segundo."
      )
    }
  }
}
