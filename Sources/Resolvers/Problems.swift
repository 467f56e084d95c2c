import Bytes
import Desk
import GraphQL

/// What came of a mutation: one object.
struct Payload<Value: Sendable>: ParentColumn {
  let outcome: Outcome<Value>
  let count = 1

  init(_ outcome: Outcome<Value>) { self.outcome = outcome }
}

/// What kept mutations from being done.
struct Problems: ParentColumn {
  let problems: [Problem]
  var count: Int { problems.count }
}

extension ObjectBinding {
  /// Binds the field `problems` of a payload.
  mutating func problems<Value>() where P == Payload<Value>, Context == RequestContext {
    list("problems", of: Problems.self) { payload, _ in
      let problems = payload.outcome.problems
      return ListCells(
        offsets: [0, Int32(clamping: problems.count)],
        children: Problems(problems: problems)
      )
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindProblem() {
    object("Problem", parents: Problems.self) { fields in
      fields.enumerations("code", of: ProblemCode.self) { list, _ in list.problems.map(\.code) }
      fields.strings("message") { list, call in
        let texts = ErrorTexts(language: call.context.caller.language)
        return list.problems.map(texts.sentence)
      }
      fields.column("path", as: .list(.texts)) { list, _ in
        var lists = ListBuilder<String?>(reserving: list.count)
        for problem in list.problems { lists.append(problem.path) }
        let items = Column(.texts(TextColumn(lists.items)))
        return Column(.lists(offsets: lists.offsets, isNull: [], items: items))
      }
      fields.strings("parameterKey") { list, _ in list.problems.map(\.parameterKey) }
      fields.strings("parameterLabel") { list, _ in list.problems.map(\.parameterLabel) }
      fields.object("finding", of: LintFindings.self) { list, _ in
        let findings = Distinct(list.problems.map(\.finding))
        return ObjectCells(
          slots: findings.slots,
          children: LintFindings(findings: findings.values)
        )
      }
    }
  }
}
