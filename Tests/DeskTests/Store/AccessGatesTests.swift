import Testing

@testable import Desk

/// The gates are the scope of visible tickets, taken apart.
@Suite struct AccessGatesTests {
  private static let permissions: [[Permission]] = [
    [], [.portal], [.integrate], [.attend], [.administer], [.portal, .integrate],
    [.portal, .attend],
  ]

  private func viewer(
    _ permissions: [Permission],
    _ customers: [Int64],
    wards: [Int64],
    blocked: [Int64]
  ) -> Viewer {
    Viewer(
      user: UserID(1),
      userCode: "u",
      displayName: "U",
      language: .english,
      permissions: permissions,
      blockedTypes: blocked.map { TicketTypeID($0) },
      identities: customers.map {
        Identity(customer: CustomerID($0), type: .person, name: "", via: .record)
      },
      dependants: wards.map { Dependant(customer: CustomerID($0), name: "", relation: "") }
    )
  }

  private func gates(
    _ viewer: Viewer,
    customer: Int64,
    isDisabled: Bool = false,
    hasPassword: Bool = true,
    passedOver: [Identity] = [],
    in workflow: Workflow
  ) throws -> [AccessGate] {
    let type = try #require(workflow.types.first)
    let ground = ExplainedGround(
      ticket: TicketID(1),
      customer: CustomerID(customer),
      customerType: .person,
      type: type.place,
      step: try #require(type.defaultEntry),
      status: .inProgress,
      responsibility: .customer
    )
    let place = ParameterPlace(.subject)
    let situation = ground.situation(of: place, from: viewer.audience)
    return AccessGates(
      subject: viewer,
      isDisabled: isDisabled,
      hasPassword: hasPassword,
      passedOver: passedOver,
      ground: ground,
      decision: AccessDecision(situation, by: workflow.policy, for: viewer.reader),
      workflow: workflow
    )
    .all
  }

  private func workflow() throws -> Workflow { try DemoDesk().workflow }

  @Test func `the gates before the rules are passed exactly where the ticket is there`() throws {
    let workflow = try workflow()
    let type = try #require(workflow.types.first).id
    var passed = 0
    for permissions in Self.permissions {
      for customers in [[], [4], [4, 7]] as [[Int64]] {
        // Who has dependants is a person, and so an identity.
        for wards in customers.isEmpty ? [[]] : [[], [9]] as [[Int64]] {
          for blocked in [[], [type.rawValue], [type.rawValue + 1]] as [[Int64]] {
            let viewer = viewer(permissions, customers, wards: wards, blocked: blocked)
            for customer in [4, 7, 9, 11] as [Int64] {
              let gates = try gates(viewer, customer: customer, in: workflow)
              #expect(gates.map(\.kind) == AccessGate.Kind.allCases)
              let isThere = TicketScope(of: viewer)
                .contains(customer: CustomerID(customer), type: type)
              #expect(!gates.prefix(5).contains { $0.stops != nil } == isThere)
              passed += isThere ? 1 : 0
            }
          }
        }
      }
    }
    #expect(passed > 50)
  }

  @Test func `says what is wrong with signing in`() throws {
    let workflow = try workflow()
    let viewer = viewer([.portal], [4], wards: [], blocked: [])
    let open = try gates(viewer, customer: 4, in: workflow)[0]
    #expect(open.stops == nil)
    let disabled = try gates(viewer, customer: 4, isDisabled: true, in: workflow)[0]
    #expect(disabled.stops == .seeing && disabled.finding == .disabled)
    let without = try gates(viewer, customer: 4, hasPassword: false, in: workflow)[0]
    #expect(without.stops == .seeing && without.finding == .noPassword)
  }

  @Test func `says whose ticket it is, and which record does not count`() throws {
    let workflow = try workflow()
    let viewer = viewer([.portal], [4], wards: [9], blocked: [])
    let record = Identity(customer: CustomerID(5), type: .client, name: "C", via: .record)
    func ownership(_ customer: Int64) throws -> AccessGate.Finding {
      try gates(viewer, customer: customer, passedOver: [record], in: workflow)[4].finding
    }
    #expect(try ownership(4) == .owner(viewer.identities[0]))
    #expect(try ownership(9) == .guardian(viewer.dependants[0]))
    #expect(try ownership(5) == .notTheirs(passedOver: record))
    #expect(try ownership(6) == .notTheirs(passedOver: nil))
  }

  @Test func `nobody but an administrator is told anything`() throws {
    let demo = try DemoDesk()
    let reader = demo.reader
    let question = AccessQuestion(.ticket(TicketID(1)), parameterKey: "subject")
    for permissions in Self.permissions where !permissions.contains(.administer) {
      let viewer = viewer(permissions, [1], wards: [], blocked: [])
      #expect(try reader.accessExplanation(question, for: viewer) == nil)
    }
    let administrator = viewer([.administer], [], wards: [], blocked: [])
    #expect(try reader.accessExplanation(question, for: administrator) != nil)
  }

  @Test func `a type that is blocked for the administrator is not explained`() throws {
    let demo = try DemoDesk()
    let reader = demo.reader
    let type = try #require(reader.workflow.types.first)
    let step = try #require(reader.workflow.steps(of: type).first).id
    let question = AccessQuestion(
      .step(step, .client, status: .inProgress, responsibility: nil),
      parameterKey: "subject"
    )
    let open = viewer([.administer], [], wards: [], blocked: [])
    #expect(try reader.accessExplanation(question, for: open) != nil)
    let blocked = viewer([.administer], [], wards: [], blocked: [type.id.rawValue])
    #expect(try reader.accessExplanation(question, for: blocked) == nil)
  }
}
