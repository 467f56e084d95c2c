import Bytes
import Foundation
import TestKit

/// A desk made for the proof: small, and dense with what is hidden.
///
/// Everything in it was made by the mutations that administrators, attendants and customers use.
/// It is made once; a proof works on copies.
struct World: Sendable {
  /// Where its clock stood while it was made: 2 March 2026, 08:00 UTC.
  static let made = Instant(milliseconds: 1_772_438_400_000)
  /// Where it stands for the one thing that differs between the databases of a pair.
  static let differed = made.advanced(byMilliseconds: 3_600_000)
  /// Where it stands for the corpus.
  static let asked = made.advanced(byMilliseconds: 7_200_000)

  /// The folder of its database, closed.
  var folder: URL
  /// The token of each user's session.
  var tokens: [String: String] = [:]
  /// The ids of types, steps (`type/step`), customers (by user code) and what else has a name.
  var ids: [String: String] = [:]
  var tickets: [TicketKey: String] = [:]

  static let shared = Result { try WorldMaker().make() }

  /// Who sees only what the rules let customers see: one of each customer type.
  static let customers = ["client", "person", "student", "teacher", "prospect"]
  static let steps = ["open", "desk", "back"]

  func token(_ user: String) throws -> String {
    guard let token = tokens[user] else { throw ProofFault("nobody is \(user)") }
    return token
  }

  func id(_ name: String) throws -> String {
    guard let id = ids[name] else { throw ProofFault("nothing is called \(name)") }
    return id
  }

  func ticket(_ key: TicketKey) throws -> String {
    guard let id = tickets[key] else { throw ProofFault("no ticket is \(key)") }
    return id
  }

  /// A copy of the folder, for one database of a pair.
  func copy() throws -> ProofFolder {
    let folder = ProofFolder()
    try FileManager.default.copyItem(at: self.folder, to: folder.url)
    return folder
  }
}

/// A ticket of the world.
struct TicketKey: Hashable, Sendable {
  var customer: String
  var type: String
  var state: ProofState
}

/// A folder that goes with its owner.
final class ProofFolder: Sendable {
  let url = FileManager.default.temporaryDirectory.appending(path: "proof-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// Why the proof cannot go on.
struct ProofFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension ProofHouse {
  /// Performs one mutation that has to succeed.
  ///
  /// - Parameters:
  ///   - name: The mutation.
  ///   - input: Its input, as a document has it.
  ///   - selection: What is wanted of the payload.
  ///   - token: Whose session.
  /// - Returns: The payload.
  /// - Throws: ``ProofFault`` where anything stands against it.
  @discardableResult
  func perform(
    _ name: String,
    _ input: String,
    _ selection: String = "",
    as token: String?
  ) throws -> JSON {
    let document = """
      mutation { it: \(name)(input: {\(input)}) { \(selection) problems { code path } } }
      """
    let answer = try send(.graphQL(document, token: token))
    guard let payload = answer["it"], payload["problems"]?.items.isEmpty == true else {
      throw ProofFault("\(name)(\(input)): \(answer.text)")
    }
    return payload
  }

  /// Performs a mutation, and gives the id of what it made.
  func make(_ name: String, _ input: String, _ what: String, as token: String) throws -> String {
    let payload = try perform(name, input, "\(what) { id }", as: token)
    guard let id = payload[what]?["id"]?.string else { throw ProofFault("\(name) made no \(what)") }
    return id
  }

  /// Signs a user in.
  func signIn(_ user: String) throws -> String {
    let payload = try perform(
      "signIn",
      "userCode: \"\(user)\", password: \"\(WorldMaker.password)\"",
      "session { token }",
      as: nil
    )
    guard let token = payload["session"]?["token"]?.string else {
      throw ProofFault("no session for \(user)")
    }
    return token
  }
}
