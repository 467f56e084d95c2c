/// A word that only one hidden value of the demo story carries, so that a leak can be searched for.
///
/// A value of a closed set (a choice, a truth, a priority) cannot carry one; a decimal or a day
/// carries a number or day that comes nowhere else.
public struct DemoCanary: Hashable, Sendable {
  /// What to search every answer for, byte by byte.
  public let word: String
  /// Codes of the users of the demo who must never meet it.
  public let hiddenFrom: [String]
  /// The ticket whose value it is; `nil` where it is not of a ticket.
  public let ticket: Int64?
  /// The parameter or section that carries it, or what else does.
  public let place: String

  static let deskArticle = "CANARIO-A001"
  static let deskTip = "CANARIO-A002"
}

extension DemoCanary {
  /// Words that are nobody's value: names of what is hidden everywhere, and the desk's own.
  static let names: [DemoCanary] = {
    var names = [deskArticle, deskTip].map { word in
      DemoCanary(word: word, hiddenFrom: DemoUser.online, ticket: nil, place: "article")
    }
    for type in DemoType.all {
      if DemoProfile.all.filter({ $0.permissions == [.portal] }).allSatisfy({
        $0.blocked.contains(type.key)
      }) {
        names.append(
          DemoCanary(word: type.name, hiddenFrom: DemoUser.online, ticket: nil, place: "type")
        )
      }
      for parameter in type.parameters {
        let flags = type.always.filter { $0.parameter == parameter.key }
          .reduce(FieldFlags()) { $0.union($1.flags) }
        var hiddenFrom: [String] = []
        if flags.contains(.invisibleOnline) { hiddenFrom += DemoUser.online }
        if flags.contains(.invisible) { hiddenFrom.append("attendant") }
        guard !hiddenFrom.isEmpty else { continue }
        names += [parameter.key, parameter.label].map { word in
          DemoCanary(word: word, hiddenFrom: hiddenFrom, ticket: nil, place: "parameter")
        }
      }
    }
    // Customers know an attendant by the display name alone (L28).
    for user in DemoUser.all where user.attendant.map({ $0 != user.name }) ?? false {
      let isWord = user.code.contains(".")
      names += ([user.name] + (isWord ? [user.code] : [])).map { word in
        DemoCanary(word: word, hiddenFrom: DemoUser.online, ticket: nil, place: "attendant")
      }
    }
    return names
  }()
}
