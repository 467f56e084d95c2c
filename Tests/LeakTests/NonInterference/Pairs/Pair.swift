/// What kind of thing the two databases of a pair differ in.
enum PairKind: Hashable, Sendable, CustomStringConvertible {
  /// A parameter of a kind, hidden in a way, with another value or with none.
  case value(ProofKind, Hiding)
  case unset(ProofKind, Hiding)
  /// A core parameter.
  case core(String, Hiding)
  case coreUnset(String, Hiding)
  /// One entry more of a section.
  case section(String, Hiding)
  case internalMessage
  case foreignTicket
  case blockedType
  case deletedTicket
  case attendantsPrivateData
  case foreignRecord
  case article
  case rules

  var description: String {
    switch self {
    case .value(let kind, let hiding): "\(kind.rawValue) of another value, hidden by \(hiding)"
    case .unset(let kind, let hiding): "\(kind.rawValue) or unset, hidden by \(hiding)"
    case .core(let key, let hiding): "\(key) of another value, hidden by \(hiding)"
    case .coreUnset(let key, let hiding): "\(key) or unset, hidden by \(hiding)"
    case .section(let key, let hiding): "an entry more of \(key), hidden by \(hiding)"
    case .internalMessage: "an internal message"
    case .foreignTicket: "another customer's ticket"
    case .blockedType: "a ticket of a blocked type"
    case .deletedTicket: "a ticket deleted or never there"
    case .attendantsPrivateData: "an attendant's private data"
    case .foreignRecord: "another customer's record"
    case .article: "an article that is not the viewer's to read"
    case .rules: "a draft, or a rule of the other side"
    }
  }

  /// Whether the viewer does hear of it while it happens, so that it is done before they listen.
  ///
  /// A ticket was there for them before it was deleted.
  var isHeard: Bool { self == .deletedTicket }
}

/// Two databases that differ in one thing that a viewer cannot see.
///
/// One is the world as it is. The other is the same world after something was done that the viewer may
/// not know of: by the mutation that does such a thing, wherever anybody has the right to it in the
/// ticket's state, else by what that mutation writes. So versions, times, counts and indexes are as a
/// real change leaves them.
struct Pair: Sendable {
  let kind: PairKind
  let name: String
  /// Does it, in the second database.
  let differ: @Sendable (ProofHouse, World) throws -> Void
}

/// Pairs with one viewer and one corpus: the first database is the same for all, and asked once.
struct PairGroup: Sendable {
  let name: String
  let viewer: String
  let focus: TicketKey
  var pairs: [Pair]
  /// Whether a number of a ticket was taken that the viewer never sees.
  ///
  /// Numbers are one sequence that
  /// people quote to each other, so what is opened afterwards has another number: nothing is opened.
  var takesNumbers = false
}
