import Bytes
import SQLite

/// What an action wrote, as a repeated request is told it again.
struct Written: Hashable, Sendable {
  let ticket: TicketID
  /// The number of the child that was written; 0 where it was the ticket itself.
  let number: Int64

  init(ticket: TicketID, number: Int64) {
    self.ticket = ticket
    self.number = number
  }

  init(_ child: ChildID) { self.init(ticket: child.ticket, number: child.number) }

  /// Reads ``stored``.
  init?(stored: String) {
    guard let json = try? JSONParser.parse(Array(stored.utf8)),
      case .integer(let ticket)? = json["ticket"], case .integer(let number)? = json["number"]
    else { return nil }
    self.init(ticket: TicketID(ticket), number: number)
  }

  /// As it is kept.
  var stored: String { "{\"ticket\":\(ticket.rawValue),\"number\":\(number)}" }

  var child: ChildID { ChildID(ticket: ticket, number: number) }
}

/// An action that may come twice because its answer was lost.
///
/// Only what was written is remembered: a request that was refused is judged anew.
///
/// - Source: F15.
struct Attempt {
  /// What is known of the key.
  enum Recall {
    case first
    case again(Written)
    case refused(Problem)
  }

  private let action: String
  private let key: String?
  private let digest: [UInt8]

  /// - Parameters:
  ///   - action: The mutation's name.
  ///   - key: What the caller named the attempt; `nil` remembers nothing.
  ///   - digest: Of everything that was asked for.
  init(_ action: String, key: String?, digest: @autoclosure () -> Digest) {
    self.action = action
    self.key = key
    self.digest = key == nil ? [] : digest().value(of: action)
  }

  /// What was done under the key by this user.
  func recall(for viewer: Viewer, in context: WriteContext) throws(SQLiteError) -> Recall {
    guard let key else { return .first }
    let path = ["input", "idempotencyKey"]
    let most = Limits.idempotencyKeyCharacters
    guard case .good = WrittenText(key, characters: most, lines: false) else {
      return .refused(Problem(.invalidValue, at: path))
    }
    guard let kept = try context.outcome(ofKey: key, of: viewer.user) else { return .first }
    guard kept.digest == digest, let written = Written(stored: kept.outcome) else {
      return .refused(Problem(.idempotencyKeyReused, at: path))
    }
    return .again(written)
  }

  /// Remembers what was written, in the transaction that wrote it.
  func keep(
    _ written: Written,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) {
    guard let key else { return }
    let outcome = StoredOutcome(action: action, digest: digest, outcome: written.stored)
    try context.keep(outcome, underKey: key, of: viewer.user)
  }
}

/// Everything that a request asks for, as bytes that no other request has.
///
/// - Shape: each part begins with a letter of its kind and, where it varies, its length.
struct Digest {
  private var bytes: [UInt8] = []

  mutating func add(_ number: Int64?) {
    add("n\(number.map(String.init) ?? "-");", raw: true)
  }

  mutating func add(_ text: String?) {
    guard let text else { return add("-", raw: true) }
    add("t\(text.utf8.count):", raw: true)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ edits: [ParameterEdit]) {
    add(Int64(edits.count))
    for edit in edits {
      add(edit.key)
      switch edit.value {
      case nil: add("0", raw: true)
      case .text(let text): add("T", then: text)
      case .integer(let number): add("I", then: String(number))
      case .decimal(let text): add("D", then: text)
      case .boolean(let truth): add("B", then: truth ? "1" : "0")
      case .date(let text): add("A", then: text)
      case .choice(let key): add("C", then: key)
      case .choices(let keys):
        add("M", then: String(keys.count))
        for key in keys { add(key) }
      }
    }
  }

  /// The SHA-256 of it all, under an action's name.
  func value(of action: String) -> [UInt8] {
    SHA256.hash(Array(action.utf8) + [0] + bytes)
  }

  private mutating func add(_ letter: String, then text: String) {
    add(letter, raw: true)
    add(text)
  }

  private mutating func add(_ text: String, raw: Bool) {
    bytes.append(contentsOf: text.utf8)
  }
}
