import Bytes
import Desk
import GraphQL

/// What is wrong with workflows.
struct LintFindings: ParentColumn {
  let findings: [LintFinding]
  var count: Int { findings.count }
}

extension ObjectBinding<Root, RequestContext> {
  mutating func bindLintQuery() {
    list("lintWorkflow", of: LintFindings.self, isHeavy: true) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.lint(
        type: call.arguments.typeReference("type"),
        draft: call.arguments.ruleVersionReference("draft"),
        for: context.viewer
      )
      return ListCells(
        offsets: [0, Int32(clamping: found?.count ?? 0)],
        isNull: found == nil ? [true] : [],
        children: LintFindings(findings: found ?? [])
      )
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindLint() {
    enumeration("LintCode", of: LintCode.self)
    enumeration("LintSeverity", of: LintSeverity.self)
    object("LintFinding", parents: LintFindings.self) { fields in
      fields.enumerations("code", of: LintCode.self) { list, _ in list.findings.map(\.code) }
      fields.enumerations("severity", of: LintSeverity.self) { list, _ in
        list.findings.map(\.code.severity)
      }
      fields.strings("message") { list, call in
        let texts = ErrorTexts(language: call.context.caller.language)
        return list.findings.map(texts.sentence)
      }
      fields.strings("fix") { list, call in
        let texts = ErrorTexts(language: call.context.caller.language)
        return list.findings.map { texts.fix(for: $0.code) }
      }
      fields.bindLintPlace()
      fields.bindLintWay()
    }
  }
}

/// The parts of the workflow are looked up by their keys, for a finding may be of a workflow that was
/// never in force: what there is not is null.
extension ObjectBinding<LintFindings, RequestContext> {
  fileprivate mutating func bindLintPlace() {
    object("type", of: Types.self) { list, call in
      let workflow = call.context.workflow
      let types = Distinct(
        list.findings.map { finding in finding.type.flatMap { workflow.type($0.id)?.place } }
      )
      return ObjectCells(slots: types.slots, children: Types(places: types.values))
    }
    object("step", of: Steps.self) { list, call in
      Steps.cells(list.findings.map(\.step), call.context.workflow)
    }
    strings("parameterKey") { list, _ in list.findings.map(\.parameter?.key) }
    object("parameter", of: Parameters.self) { list, _ in
      let parameters = Distinct(
        list.findings.map { finding in
          finding.parameter.flatMap { $0.kind == .section ? nil : $0 }
        }
      )
      return ObjectCells(
        slots: parameters.slots,
        children: Parameters(parameters: parameters.values)
      )
    }
    object("transition", of: Transitions.self) { list, call in
      let workflow = call.context.workflow
      let ways = Distinct(
        list.findings.map { finding in finding.transition.flatMap { workflow.transition($0.id) } }
      )
      return ObjectCells(slots: ways.slots, children: Transitions(transitions: ways.values))
    }
    enumerations("customerType", of: CustomerType.self) { list, _ in
      list.findings.map(\.customerType)
    }
    object("profile", of: Profiles.self) { list, call in
      let distinct = Distinct(list.findings.map(\.profile))
      let found = try call.context.reader.profiles(
        ids: distinct.values,
        for: call.context.viewer
      )
      let slots = distinct.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
      return ObjectCells(slots: slots, children: found.rows)
    }
  }

  fileprivate mutating func bindLintWay() {
    object("entryStep", of: Steps.self) { list, call in
      Steps.cells(list.findings.map(\.entry), call.context.workflow)
    }
    self.list("way", of: Transitions.self) { list, call in
      let workflow = call.context.workflow
      var lists = ListBuilder<Transition>(reserving: list.count)
      for finding in list.findings {
        lists.append(finding.way.compactMap { workflow.transition($0.transition.id) })
      }
      return ListCells(
        offsets: lists.offsets,
        children: Transitions(transitions: lists.items)
      )
    }
    column("missingParameterKeys", as: .list(.texts)) { list, _ in
      var lists = ListBuilder<String?>(reserving: list.count)
      for finding in list.findings { lists.append(finding.missing.map(\.key)) }
      let items = Column(.texts(TextColumn(lists.items)))
      return Column(.lists(offsets: lists.offsets, isNull: [], items: items))
    }
  }
}

extension Steps {
  /// A cell for each of some steps, by their keys.
  fileprivate static func cells(_ steps: [Step?], _ workflow: Workflow) -> ObjectCells<Steps> {
    let places = Distinct(steps.map { step in step.flatMap { workflow.step($0.id)?.place } })
    return ObjectCells(slots: places.slots, children: Steps(places: places.values))
  }
}
