import Testing

/// One call of a mutation that has to be refused, with nothing written.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// What is wrong with an input.
  enum Kind: String, CaseIterable, Sendable {
    /// A value that must be given is left out, null or blank.
    case missing
    /// A value of another type than the schema's: refused before anything runs.
    case wrongType
    /// A text, a list or a number beyond its limit.
    case tooLong
    /// An id, a key or a code that names nothing.
    case unknown
    /// What there is, and is hidden from who asks: answered like `unknown`.
    case hidden
    /// What may be seen and not changed.
    case readOnly
    /// What belongs to somebody else: answered like `unknown`.
    case foreign
    /// Somebody whose profile does not grant it.
    case notPermitted
    /// What does not fit the state of things: taken keys, things in use, outdated versions.
    case conflicting
  }

  let mutation: String
  let kind: Kind
  /// What is wrong, in a few words.
  let what: String
  /// A user of the demo story; `nil` is nobody.
  let user: String?
  /// The argument `input`, as a literal of GraphQL; ids are made by `ids` below.
  let input: String
  /// The code of a problem; for `wrongType`, of an error.
  let code: String
  /// The path of that problem; `nil` where it does not matter.
  var path: [String]?

  var testDescription: String { "\(mutation): \(what)" }

  /// Every case there is: each area adds its own.
  static let all: [BadInput] = first + workflow + people + articles

  /// Why a mutation has no case of a kind: mutation, kinds, reason.
  static let without: [(mutation: String, kinds: Set<Kind>, why: String)] =
    firstWithout + workflowWithout + peopleWithout + articlesWithout
}
