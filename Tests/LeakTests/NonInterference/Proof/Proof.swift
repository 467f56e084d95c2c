import Bytes
import Dispatch
import Foundation
import Synchronization

/// Asks both databases of every pair the same, through the real server, and compares the answers.
struct Proof {
  let world: World
  let size: ProofSize
  /// The classes of documents that are asked; `nil` is all.
  var only: Set<DocumentClass>?

  /// Runs groups of pairs, as many at once as the machine has processors.
  func run(_ groups: [PairGroup]) -> ProofReport {
    let start = ContinuousClock.now
    let shared = Mutex(ProofReport())
    DispatchQueue.concurrentPerform(iterations: groups.count) { place in
      do {
        let report = try run(groups[place])
        shared.withLock { $0.add(report) }
      } catch {
        shared.withLock { $0.faults.append("\(groups[place].name): \(error)") }
      }
    }
    var report = shared.withLock { $0 }
    report.seconds = Self.seconds(since: start)
    return report
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - start) / .seconds(1)
  }

  /// One group: its first database is asked once, and each second one the same.
  func run(_ group: PairGroup) throws -> ProofReport {
    var report = ProofReport()
    let focus = try Focus(viewer: group.viewer, ticket: group.focus, world: world)
    let documents = try size.documents(of: Corpus(focus), for: group).filter {
      only?.contains($0.kind) ?? true
    }
    let first = try asked(documents, focus, nil, &report)
    for (document, answers) in zip(documents, first.answers) { report.count(document, answers) }
    for pair in group.pairs {
      let second = try asked(documents, focus, pair, &report)
      report.pairs["\(pair.kind)", default: 0] += 1
      let name = "\(group.name): \(pair.name)"
      if first.witness == second.witness { report.emptyPairs.append(name) }
      compare(documents, first, second, name: name, into: &report)
    }
    return report
  }

  private func compare(
    _ documents: [ProofDocument],
    _ first: Asked,
    _ second: Asked,
    name: String,
    into report: inout ProofReport
  ) {
    for (place, document) in documents.enumerated() {
      let (one, other) = (first.answers[place], second.answers[place])
      report.comparisons += max(one.count, other.count)
      for (one, other) in zip(one, other) {
        if one.work.rows != other.work.rows { report.otherRows += 1 }
        if one.work.prepares != other.work.prepares { report.otherPrepares += 1 }
      }
      guard let what = Difference.between(one, other) else { continue }
      report.differences.append(
        Difference(pair: name, document: "\(document.kind): \(document.name)", what: what)
      )
    }
  }

  /// What one database was asked and answered.
  private struct Asked {
    /// The answers to each document.
    var answers: [[Answer]] = []
    /// What an administrator reads of it.
    var witness: [[UInt8]] = []
  }

  /// Makes a database of the world and one thing more, where a pair is given, and asks it everything.
  private func asked(
    _ documents: [ProofDocument],
    _ focus: Focus,
    _ pair: Pair?,
    _ report: inout ProofReport
  ) throws -> Asked {
    let start = ContinuousClock.now
    let folder = try world.copy()
    let before = try ProofHouse(folder: folder.url, at: World.differed)
    do {
      defer { before.stop() }
      try pair?.differ(before, world)
    }
    // What the difference left in memory is gone: both databases are met by a program that has just
    // started.
    let house = try ProofHouse(folder: folder.url, at: World.asked)
    defer { house.stop() }
    var asked = Asked()
    let witness = Caller(house, token: try world.token("admin"))
    for document in try Witness(focus).documents { try witness.ask(document) }
    asked.witness = witness.take().map(\.body)
    report.spent["making", default: 0] += Self.seconds(since: start)
    let caller = Caller(house, token: try world.token(focus.viewer))
    for document in documents {
      let start = ContinuousClock.now
      do {
        if document.kind == .events {
          asked.answers.append(try heard(document, focus, pair))
        } else {
          try document.ask(caller)
          asked.answers.append(caller.take())
        }
      } catch {
        throw ProofFault("\(document.kind): \(document.name): \(error)")
      }
      report.spent["\(document.kind)", default: 0] += Self.seconds(since: start)
    }
    return asked
  }
}

extension Proof {
  /// What a viewer hears of a world of its own, in which the one thing is done while they listen.
  fileprivate func heard(
    _ document: ProofDocument,
    _ focus: Focus,
    _ pair: Pair?
  ) throws -> [Answer] {
    let folder = try world.copy()
    if let pair, pair.kind.isHeard {
      let before = try ProofHouse(folder: folder.url, at: World.asked)
      defer { before.stop() }
      try pair.differ(before, world)
    }
    let house = try ProofHouse(folder: folder.url, at: World.asked)
    defer { house.stop() }
    let caller = Caller(house, token: try world.token(focus.viewer)) {
      if let pair, !pair.kind.isHeard { try pair.differ(house, world) }
    }
    try document.ask(caller)
    return caller.take()
  }
}

/// What an administrator is asked of a database, to show that the two of a pair do differ.
struct Witness {
  let documents: [String]

  init(_ focus: Focus) throws {
    let admin = try SchemaWalk(Focus(viewer: "admin", of: focus))
    let ticket = admin.everything(of: "Ticket", depth: 3, but: ["tickets", "types", "steps"])
    let others = focus.world.tickets.filter { ["stranger", "narrow"].contains($0.key.customer) }
    let ids = [focus.ticket] + others.values.sorted()
    documents =
      ids.map { "{ ticket(id: \"\($0)\") { \(ticket) } }" } + [
        """
        {
          tickets(first: 2) { totalCount nodes { id } }
          users(first: 100) { nodes { code displayName language } }
          profiles { key name }
          customers(first: 100) { nodes { code name email phone } }
          drafts: articles(state: DRAFT, first: 50) { nodes { title } }
          articles(first: 50) { nodes { title } }
          ticketTypes { name description }
          ruleVersions(first: 5) { nodes { number isDraft } }
          auditLog(first: 5) { nodes { id action } }
        }
        """
      ]
  }
}
