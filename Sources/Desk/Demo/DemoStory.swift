import SQLite

/// The demo story: a school, its supplier company, and a few hundred tickets of their customers.
///
/// It is the same at every call. Its dates lie before 2 March 2026.
public enum DemoStory {
  /// The password of everybody who can sign in.
  public static let password = "guiche-demo"

  /// The users that a visitor is shown, in order: what they sign in with, and their names.
  public static let users: [(code: String, name: String)] = DemoUser.shown.compactMap { code in
    DemoUser.all.first { $0.code == code }.map { (code, $0.name) }
  }

  /// Every word that marks a hidden value, and from whom it is hidden.
  public static let canaries: [DemoCanary] = told.canaries + DemoCanary.names

  /// Monday, 18 August 2025, 11:00 UTC, in milliseconds.
  private static let beginning: Int64 = 1_755_514_800_000

  /// All tickets in the order of their numbers, with the canaries planted.
  static let told = tell()

  private static func tell() -> (tickets: [DemoTicket], canaries: [DemoCanary]) {
    var tickets: [DemoTicket] = []
    var planter = DemoPlanter()
    for round in 0..<16 {
      for (index, customer) in DemoCustomer.withTickets.enumerated() {
        let isMain = index < DemoCustomer.main.count
        guard isMain || round < 14 else { continue }
        let types = DemoType.all.filter {
          $0.opensFor.contains(customer.type) && $0.key != DemoType.inquiry.key
        }
        let outcomes = DemoOutcome.allCases
        let outcome = outcomes[(round + index) % outcomes.count]
        add(types[round % types.count], of: customer, outcome, to: &tickets, &planter)
        if isMain, round % 8 == 5 {
          add(.inquiry, of: customer, outcome, to: &tickets, &planter)
        }
      }
    }
    return (tickets, planter.canaries)
  }

  private static func add(
    _ type: DemoType,
    of customer: DemoCustomer,
    _ outcome: DemoOutcome,
    to tickets: inout [DemoTicket],
    _ planter: inout DemoPlanter
  ) {
    let number = Int64(tickets.count + 1)
    // Two a day, one before noon and one after, so that numbers follow the moments.
    let day = number / 2 * 86_400_000
    let half = number % 2 * 18_000_000
    let minutes = number * 37 % 240 * 60_000
    guard
      var ticket = DemoWalk.ticket(
        number: number,
        customer: customer,
        type: type,
        outcome: outcome,
        openedAt: beginning + day + half + minutes
      )
    else { return }
    planter.plant(in: &ticket)
    tickets.append(ticket)
  }
}

extension DemoType {
  /// All types, in the order in which they are made.
  static let all = [diploma, suspension, warranty, proposal, question, inquiry]
}

extension DemoGroup {
  static let all = [
    DemoGroup(
      key: "secretaria",
      name: "Secretaria",
      summary: "Colégio Aurora: documentos, matrículas e dúvidas."
    ),
    DemoGroup(
      key: "suporte",
      name: "Suporte e garantia",
      summary: "Aurora Mobiliário: visitas e reparos."
    ),
    DemoGroup(
      key: "comercial",
      name: "Comercial",
      summary: "Aurora Mobiliário: propostas e cadastro."
    ),
  ]
}
