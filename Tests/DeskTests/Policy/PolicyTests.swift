import Bytes
import Testing

@testable import Desk

@Suite struct PolicyTests {
  private let type = TypePlace(rawValue: 0)

  /// One step of one type with one parameter of its own.
  private func policy(
    _ flags: FieldFlags,
    refinement: FieldFlags = [],
    for customerType: CustomerType? = nil,
    at place: ParameterPlace = .firstOwn
  ) -> Policy {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 11)
    rules.add(bits: Int64(flags.rawValue), to: place, at: step)
    if let customerType {
      rules.refine(bits: Int64(refinement.rawValue), for: customerType, to: place, at: step)
    }
    return Policy(rules: rules.build())
  }

  private func situation(
    _ audience: Audience = .online,
    _ customerType: CustomerType? = .student,
    place: ParameterPlace = .firstOwn,
    step: StepPlace = StepPlace(rawValue: 0),
    type: TypePlace = TypePlace(rawValue: 0),
    status: TicketStatus? = .inProgress,
    responsibility: Responsibility? = .customer
  ) -> Situation {
    Situation(
      audience: audience,
      customerType: customerType,
      type: type,
      step: step,
      parameter: place,
      status: status,
      responsibility: responsibility
    )
  }

  private func letter(_ access: Access) -> Character {
    switch (access.exposure, access.isRequired) {
    case (.hidden, false): "-"
    case (.readOnly, false): "r"
    case (.writable, false): "w"
    case (.writable, true): "W"
    default: "?"
    }
  }

  private func cells(
    _ policy: Policy,
    _ customerType: CustomerType,
    _ place: ParameterPlace
  ) -> [Character] {
    [Audience.online, .desk].flatMap { audience in
      AccessTable.states.map { status, responsibility in
        letter(
          policy.access(
            in: situation(
              audience,
              customerType,
              place: place,
              status: status,
              responsibility: responsibility
            )
          )
        )
      }
    }
  }

  @Test func `the table holds all thirty-two sets of flags`() throws {
    let plain = try AccessTable.lines().filter { $0.refinement.isEmpty && $0.place == .firstOwn }
    #expect(plain.count == 32)
    #expect(Set(plain.map(\.flags)).count == 32)
  }

  @Test(arguments: try AccessTable.lines(), CustomerType.allCases)
  func `decides as the table written by hand`(
    line: AccessTable.Line,
    customerType: CustomerType
  ) {
    let policy = policy(
      line.flags,
      refinement: line.refinement,
      for: customerType,
      at: line.place
    )
    #expect(String(cells(policy, customerType, line.place)) == String(line.cells))
  }

  @Test(arguments: try AccessTable.lines().filter { $0.refinement.isEmpty }, CustomerType.allCases)
  func `a refinement for one customer type changes nothing for another`(
    line: AccessTable.Line,
    refined: CustomerType
  ) {
    let policy = policy(line.flags, refinement: .all, for: refined, at: line.place)
    for other in CustomerType.allCases where other != refined {
      #expect(String(cells(policy, other, line.place)) == String(line.cells))
    }
  }

  @Test func `no flag of one side changes an answer of the other`() {
    for bits in UInt8(0)..<32 {
      let flags = FieldFlags(rawValue: bits)
      let online = cells(policy(flags), .person, .firstOwn).prefix(8)
      let flippedDesk = cells(
        policy(flags.symmetricDifference(.invisible)),
        .person,
        .firstOwn
      )
      #expect(flippedDesk.prefix(8) == online)
      let desk = cells(policy(flags), .person, .firstOwn).suffix(8)
      let flippedOnline = cells(
        policy(flags.symmetricDifference(.invisibleOnline)),
        .person,
        .firstOwn
      )
      #expect(flippedOnline.suffix(8) == desk)
    }
  }

  @Test func `a refinement never widens what its step's rule lets`() {
    for base in UInt8(0)..<32 {
      for added in UInt8(0)..<32 {
        let plain = policy(FieldFlags(rawValue: base))
        let refined = policy(
          FieldFlags(rawValue: base),
          refinement: FieldFlags(rawValue: added),
          for: .teacher
        )
        for audience in Audience.allCases {
          for (status, responsibility) in AccessTable.states {
            let asked = situation(
              audience,
              .teacher,
              status: status,
              responsibility: responsibility
            )
            #expect(
              refined.access(in: asked).exposure <= plain.access(in: asked).exposure
            )
          }
        }
      }
    }
  }

  @Test func `hides what the workflow does not know`() {
    let policy = policy([])
    #expect(policy.access(in: situation(.online, nil)).because == .unknown(.customerType))
    for step in [StepPlace.unknown, StepPlace(rawValue: 1), StepPlace(rawValue: .max)] {
      let access = policy.access(in: situation(step: step))
      #expect(access.isHidden)
      #expect(access.because == .unknown(.step))
    }
    for place in [ParameterPlace.unknown, ParameterPlace(rawValue: 11), .init(rawValue: .max)] {
      let access = policy.access(in: situation(place: place))
      #expect(access.isHidden)
      #expect(access.because == .unknown(.parameter))
    }
    let otherType = policy.access(in: situation(type: TypePlace(rawValue: 1)))
    #expect(otherType.isHidden)
    #expect(Policy(rules: .empty).access(in: situation()).isHidden)
  }

  @Test func `lets nobody write a ticket whose state cannot be read`() {
    #expect(policy([]).access(in: situation(status: nil)).exposure == .readOnly)
    #expect(policy([]).access(in: situation(responsibility: nil)).exposure == .readOnly)
    #expect(policy([.invisibleOnline]).access(in: situation(status: nil)).isHidden)
  }

  @Test(arguments: [32, -1, 256, Int64.max, Int64.min, 33])
  func `hides from both sides what a rule that cannot be read governs`(bits: Int64) {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 12)
    rules.add(bits: bits, to: .firstOwn, at: step)
    let policy = Policy(rules: rules.build())
    for audience in Audience.allCases {
      #expect(policy.access(in: situation(audience)).because == .unreadableRule)
      #expect(policy.access(in: situation(audience)).isHidden)
      let neighbour = ParameterPlace(rawValue: 11)
      #expect(!policy.access(in: situation(audience, place: neighbour)).isHidden)
    }
  }

  @Test func `hides what a refinement for an unknown customer type governs`() {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 11)
    rules.refine(bits: 1, for: nil, to: .firstOwn, at: step)
    #expect(Policy(rules: rules.build()).access(in: situation()).because == .unreadableRule)
  }

  @Test func `a rule for a step or parameter that is not there is refused and hides nothing`() {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 11)
    let isKnown = [
      rules.add(bits: 8, to: ParameterPlace(rawValue: 11), at: step),
      rules.add(bits: 8, to: .unknown, at: step),
      rules.add(bits: 8, to: .firstOwn, at: StepPlace(rawValue: 1)),
      rules.refine(bits: 8, for: .client, to: .firstOwn, at: .unknown),
    ]
    #expect(isKnown == [false, false, false, false])
    #expect(Policy(rules: rules.build()).access(in: situation(.desk)).exposure == .readOnly)
  }

  @Test func `an administrator reads everything and writes no more than the rules let`() {
    let administrator = Reader.granted(by: [.administer])
    for bits in UInt8(0)..<32 {
      let policy = policy(FieldFlags(rawValue: bits))
      for (status, responsibility) in AccessTable.states {
        let asked = situation(.desk, status: status, responsibility: responsibility)
        let ruled = policy.access(in: asked)
        let read = policy.access(in: asked, for: administrator)
        #expect(!read.isHidden)
        #expect(read.isWritable == ruled.isWritable)
        #expect(read.isRequired == ruled.isRequired)
        if ruled.isHidden { #expect(read.because == .administratorReads) }
      }
    }
  }

  @Test(
    arguments: [[], [.portal], [.attend], [.portal, .attend, .integrate]] as [Set<Permission>]
  )
  func `no other permission reads what is hidden`(permissions: Set<Permission>) {
    #expect(Reader.granted(by: permissions) == .ruled)
  }

  @Test func `says which flag, table or lock decided`() {
    let hidden = policy([.invisibleOnline]).access(in: situation())
    #expect(hidden.because == .flag(.invisibleOnline, isRefinement: false))
    #expect(hidden.because.table == .invisibleOnline)
    let refined = policy([], refinement: .readOnly, for: .student).access(in: situation())
    #expect(refined.because == .flag(.readOnly, isRefinement: true))
    #expect(refined.because.table == .shared)
    let locked = policy([]).access(in: situation(responsibility: .attendant))
    #expect(locked.because == .locked(.awaitingAttendant))
    #expect(policy([]).access(in: situation()).because == .nothingForbids)
  }

  @Test func `asks before a step for what the step needs and knows`() {
    let policy = policy([.neededFromPrevious, .invisibleOnline])
    let step = StepPlace(rawValue: 0)
    #expect(policy.isNeeded(.firstOwn, toEnter: step, of: type, customerType: .client))
    #expect(!policy.isNeeded(.init(rawValue: 3), toEnter: step, of: type, customerType: .client))
    #expect(!policy.isNeeded(.firstOwn, toEnter: .unknown, of: type, customerType: .client))
    let refined = self.policy([], refinement: .neededFromPrevious, for: .prospect)
    #expect(refined.isNeeded(.firstOwn, toEnter: step, of: type, customerType: .prospect))
    #expect(!refined.isNeeded(.firstOwn, toEnter: step, of: type, customerType: .client))
  }
}
