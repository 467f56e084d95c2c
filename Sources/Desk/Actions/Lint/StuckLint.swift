/// Says of the walks through a type where somebody would be stuck.
///
/// - Source: F12.
struct StuckLint {
  let map: TypeMap
  let workflow: Workflow
  /// One for each type of customer.
  let walks: [WorkflowWalk]

  /// Obstacles that have a finding of their own, with the way to the first state that they stop.
  func leadingTo(_ findings: [LintFinding]) -> [LintFinding] {
    findings.map { finding in
      guard Self.explains(finding), let parameter = finding.parameter else { return finding }
      for walk in walks {
        guard let stuck = walk.stuck.first(where: { $0.missing.contains(parameter) }) else {
          continue
        }
        var led = finding
        lead(&led, to: stuck.state, in: walk)
        return led
      }
      return finding
    }
  }

  /// Where somebody is stuck, but for what other findings explain.
  func findings(beside explained: [LintFinding]) -> [LintFinding] {
    let obstacles = Set(explained.filter(Self.explains).compactMap(\.parameter?.id))
    var order: [Place] = []
    var found: [Place: Found] = [:]
    func add(
      _ code: LintCode,
      _ state: WorkflowWalk.State,
      in walk: WorkflowWalk,
      _ missing: [Parameter] = []
    ) {
      let place = Place(code: code, step: state.stand.step)
      if found[place] == nil {
        order.append(place)
        var finding = LintFinding(code, map.type)
        finding.step = workflow.step(state.stand.step)
        finding.missing = missing
        lead(&finding, to: state, in: walk)
        found[place] = Found(finding: finding)
      }
      if found[place]?.customerTypes.last != walk.customerType {
        found[place]?.customerTypes.append(walk.customerType)
      }
    }
    for walk in walks {
      for stuck in walk.stuck {
        let unexplained = stuck.missing.filter { !obstacles.contains($0.id) }
        if stuck.missing.isEmpty {
          add(.stepWithoutWayOut, stuck.state, in: walk)
        } else if !unexplained.isEmpty {
          add(.customerStuck, stuck.state, in: walk, unexplained)
        }
      }
      // One is enough: the others are on the same round.
      if let state = walk.endless.first { add(.neverCompleted, state, in: walk) }
    }
    return order.flatMap { place -> [LintFinding] in
      guard let found = found[place] else { return [] }
      return found.customerTypes.merged(in: map.type).map { customerType in
        var finding = found.finding
        finding.customerType = customerType
        return finding
      }
    }
  }

  private struct Place: Hashable {
    let code: LintCode
    let step: StepPlace
  }

  private struct Found {
    let finding: LintFinding
    var customerTypes: [CustomerType] = []
  }

  /// Whether a finding says of a parameter that nobody can fill it in.
  private static func explains(_ finding: LintFinding) -> Bool {
    finding.code == .choiceWithoutChoices || finding.code == .noValueFits
  }

  private func lead(
    _ finding: inout LintFinding,
    to state: WorkflowWalk.State,
    in walk: WorkflowWalk
  ) {
    let (entry, ways) = walk.way(to: state)
    finding.entry = workflow.step(entry)
    finding.way = ways.compactMap { way in
      workflow.step(way.to).map { LintFinding.WayPart(transition: way, to: $0) }
    }
  }
}
