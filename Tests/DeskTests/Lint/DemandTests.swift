import Testing

@testable import Desk

/// What the core of every gate asks for, held against the flags as the sketches say them.
@Suite struct DemandTests {
  private struct Stand {
    let status: TicketStatus
    let turn: Responsibility
  }

  private static let stands = [
    Stand(status: .pending, turn: .customer), Stand(status: .inProgress, turn: .customer),
    Stand(status: .inProgress, turn: .attendant),
  ]

  /// Whether the mover sees and can write a parameter, by the words of the product page.
  private func canWrite(_ key: String, _ flags: FieldFlags, _ stand: Stand) -> Bool {
    let isCustomers = stand.turn == .customer
    if flags.contains(isCustomers ? .invisibleOnline : .invisible) { return false }
    if flags.contains(.readOnly) || key == "stepHistory" { return false }
    return key != "understandings" || stand.status == .inProgress
  }

  @Test
  func `nobody is asked for what they cannot see or write, and for all else that is required`()
    throws
  {
    var numbers = SeededNumbers(seed: 7)
    let sketches = (0..<60).map { _ in Sketch.random(&numbers) }
    let desk = try SketchDesk(all: sketches)
    var asked = 0
    for (number, sketch) in sketches.enumerated() {
      let type = try desk.type("t\(number + 1)")
      for step in desk.workflow.steps(of: type) {
        let ends: [Step?] = [nil] + desk.workflow.steps(of: type).map(Optional.some)
        for (stand, end) in Self.stands.flatMap({ stand in ends.map { (stand, $0) } }) {
          for customerType in [CustomerType.student, .client] {
            let demand = Demand(
              type: type,
              policy: desk.workflow.policy,
              situation: Situation(
                audience: stand.turn == .customer ? .online : .desk,
                customerType: customerType,
                type: type.place,
                step: step.place,
                parameter: .unknown,
                status: stand.status,
                responsibility: stand.turn
              ),
              destination: end?.place,
              asksForSolution: end == nil
            )
            let expected = type.parameters.map(\.key).filter { key in
              let flags = sketch.flags(of: key, at: step.key, for: customerType)
              let next = end.map { sketch.flags(of: key, at: $0.key, for: customerType) } ?? []
              let isWanted =
                flags.contains(.required) || next.contains(.neededFromPrevious)
                || (end == nil && key == "solution")
              return isWanted && canWrite(key, flags, stand)
            }
            asked += expected.count
            #expect(Set(demand.parameters().map(\.key)) == Set(expected))
          }
        }
      }
    }
    #expect(asked > 1_000)
  }
}

extension Sketch {
  /// The flags of the rules and of their refinements.
  fileprivate func flags(
    of parameter: String,
    at step: String,
    for customerType: CustomerType
  ) -> FieldFlags {
    rules.filter { $0.step == step && $0.parameter == parameter }.reduce(into: []) {
      flags,
      rule in
      flags.formUnion(rule.flags)
      if let refinement = rule.refinement, refinement.customerType == customerType {
        flags.formUnion(refinement.flags)
      }
    }
  }
}
