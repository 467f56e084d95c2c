import Testing

@testable import Desk

/// The workflows of the story have none of the faults that lock people out.
@Suite struct DemoWorkflowTests {
  /// The steps that can be reached from some of the type's entries.
  private func reachable(_ type: DemoType) -> Set<String> {
    var reached = Set(type.steps.filter(\.isEntry).map(\.key))
    var open = Array(reached)
    while let key = open.popLast() {
      for way in type.step(key)?.ways ?? [] where reached.insert(way.to).inserted {
        open.append(way.to)
      }
    }
    return reached
  }

  /// Whose turn it is at a step, by the ways that lead there; at an entry the customer's.
  private func turns(_ type: DemoType, _ step: DemoStep) -> Set<Responsibility> {
    var turns = Set(type.steps.flatMap(\.ways).filter { $0.to == step.key }.map(\.turn))
    if step.isEntry { turns.insert(.customer) }
    return turns
  }

  private func canWrite(_ flags: FieldFlags, _ side: Responsibility) -> Bool {
    !flags.contains(.readOnly)
      && !flags.contains(side == .customer ? .invisibleOnline : .invisible)
  }

  @Test(arguments: DemoType.all.map(\.key))
  func `every step is reached, is left again and is one side's`(key: String) throws {
    let type = try #require(DemoType.all.first { $0.key == key })
    #expect(reachable(type) == Set(type.steps.map(\.key)))
    for step in type.steps {
      #expect(!step.ways.isEmpty, "\(step.key)")
      #expect(turns(type, step).count == 1, "\(step.key)")
    }
  }

  @Test(arguments: DemoType.all.map(\.key))
  func `nothing is required that nobody can fill`(key: String) throws {
    let type = try #require(DemoType.all.first { $0.key == key })
    let keys = type.parameters.map(\.key) + CommonParameter.allCases.map(\.rawValue)
    for customerType in type.opensFor {
      for step in type.steps {
        for parameter in keys {
          let flags = type.flags(of: parameter, at: step, for: customerType)
          if flags.contains(.required) {
            #expect(!flags.contains(.readOnly), "\(step.key) \(parameter)")
            #expect(
              !flags.isSuperset(of: [.invisible, .invisibleOnline]),
              "\(step.key) \(parameter)"
            )
          }
          guard flags.contains(.neededFromPrevious) else { continue }
          let isFilledBefore = type.steps.contains { earlier in
            let before = type.flags(of: parameter, at: earlier, for: customerType)
            return earlier.key != step.key
              && turns(type, earlier).contains { canWrite(before, $0) }
          }
          #expect(isFilledBefore, "\(step.key) \(parameter)")
        }
      }
    }
  }

  @Test(arguments: DemoType.all.map(\.key))
  func `customers never write the solution, and somebody at the desk can`(key: String) throws {
    let type = try #require(DemoType.all.first { $0.key == key })
    guard key != DemoType.inquiry.key else { return }
    for customerType in type.opensFor {
      for step in type.steps where turns(type, step).contains(.customer) {
        let flags = type.flags(of: "solution", at: step, for: customerType)
        #expect(!canWrite(flags, .customer), "\(step.key)")
      }
      #expect(
        type.steps.contains { step in
          turns(type, step).contains(.attendant)
            && canWrite(type.flags(of: "solution", at: step, for: customerType), .attendant)
        }
      )
    }
  }
}
