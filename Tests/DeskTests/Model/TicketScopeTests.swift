import Testing

@testable import Desk

@Suite struct TicketScopeTests {
  private func viewer(
    _ permissions: [Permission],
    customers: [Int64] = [],
    blocked: [Int64] = []
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
      }
    )
  }

  @Test(
    arguments: [
      ([], .nobody), ([.integrate], .nobody),
      ([.portal], .customers([CustomerID(4), CustomerID(7)])),
      ([.portal, .integrate], .customers([CustomerID(4), CustomerID(7)])), ([.attend], .desk),
      ([.administer], .desk), ([.portal, .attend], .desk), ([.portal, .administer], .desk),
    ] as [([Permission], TicketScope.Reach)]
  )
  func `the permissions decide whose tickets are there`(
    permissions: [Permission],
    reach: TicketScope.Reach
  ) {
    #expect(TicketScope(of: viewer(permissions, customers: [7, 4])).reach == reach)
  }

  @Test func `a user who stands for nobody has nobody's tickets`() {
    let scope = TicketScope(of: viewer([.portal]))
    #expect(scope.reach == .nobody)
    #expect(!scope.contains(customer: CustomerID(0), type: TicketTypeID(1)))
  }

  @Test func `a blocked type is absent for customers and for the desk`() {
    for permissions in [[Permission.portal], [.attend], [.administer]] {
      let scope = TicketScope(of: viewer(permissions, customers: [7], blocked: [2]))
      #expect(scope.contains(customer: CustomerID(7), type: TicketTypeID(1)))
      #expect(!scope.contains(customer: CustomerID(7), type: TicketTypeID(2)))
      let isDesk = permissions != [.portal]
      #expect(scope.contains(customer: CustomerID(8), type: TicketTypeID(1)) == isDesk)
    }
  }

  @Test(
    arguments: [
      ([], .online, nil), ([.portal], .online, .customer), ([.integrate], .online, nil),
      ([.attend], .desk, .attendant), ([.portal, .attend], .desk, .attendant),
      ([.attend, .administer], .desk, .administrator),
    ] as [([Permission], Audience, Actor?)]
  )
  func `the permissions decide the side and the part`(
    permissions: [Permission],
    audience: Audience,
    actor: Actor?
  ) {
    #expect(viewer(permissions).audience == audience)
    #expect(viewer(permissions).actor == actor)
  }

  @Test func `nobody is nobody`() {
    #expect(Viewer.anonymous.isAnonymous && !viewer([]).isAnonymous)
    #expect(TicketScope(of: .anonymous).reach == .nobody)
    #expect(Viewer.anonymous.actor == nil)
  }
}

@Suite struct PageRequestTests {
  @Test(
    arguments: [
      (Int64.min, 0), (-1, 0), (0, 0), (1, 1), (.max - 1, .max - 1), (.max, .max - 1),
    ] as [(Int64, Int64)]
  )
  func `a key has a neighbour on both sides`(key: Int64, bounded: Int64) {
    let page = PageRequest(size: 1, after: key, before: key)
    #expect(page.after == bounded && page.before == bounded)
  }
}
