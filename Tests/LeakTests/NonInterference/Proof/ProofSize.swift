import Foundation

/// How much is proven: a sample, the same at each run, or everything.
enum ProofSize: Sendable {
  /// For CI: each kind of pair, each customer type, each state, each class of documents.
  case sample
  /// For an hour of machine time: `GUICHE_PROOF=whole`.
  case whole

  static let asked: ProofSize =
    ProcessInfo.processInfo.environment["GUICHE_PROOF"] == "whole" ? .whole : .sample

  /// The groups of pairs.
  var groups: [PairGroup] {
    switch self {
    case .whole: PairGroup.parameters + PairGroup.relatives + PairGroup.others
    case .sample: sampled
    }
  }

  /// One state for each side, customer and type, and every fifth pair of it, each time other ones: over
  /// the five customer types all pairs of a type come up, and all states.
  private var sampled: [PairGroup] {
    var groups: [PairGroup] = []
    for side in Side.allCases {
      for (turn, type) in ProofType.all.filter({ $0.hides(from: side) }).enumerated() {
        for (place, customer) in World.customers.enumerated() {
          let state = ProofState.allCases[(place + turn) % ProofState.allCases.count]
          groups.append(every5th(PairGroup(type, of: customer, state, for: side), from: place))
        }
      }
    }
    groups += PairGroup.relatives.enumerated().filter { $0.offset % 5 == 0 }.map {
      every5th($1, from: $0)
    }
    groups += PairGroup.others.enumerated().map { place, group in
      World.customers.contains(group.viewer) && !group.takesNumbers
        ? every5th(group, from: place / 2) : group
    }
    return groups
  }

  private func every5th(_ group: PairGroup, from place: Int) -> PairGroup {
    var group = group
    group.pairs = group.pairs.enumerated().filter { $0.offset % 5 == place % 5 }.map(\.element)
    return group
  }

  /// How many documents of a class are asked of each group; those about what differs come first.
  private func most(_ kind: DocumentClass) -> Int {
    switch (self, kind) {
    case (.sample, .paths): 12
    // Each is twenty lists, and every list reads all tickets of the customer.
    case (.sample, .filters): 3
    case (.sample, .nodes), (.sample, .pages), (.sample, .downloads): 2
    case (.sample, .searches), (.sample, .wrong): 6
    case (.sample, .introspection), (.sample, .orders), (.sample, .events): 1
    case (.sample, .mutations): 20
    case (.whole, .paths): 150
    case (.whole, _): .max
    }
  }

  /// A group's documents, in the order of the corpus.
  ///
  /// What is about a parameter in which the group's pairs differ is taken first; the rest is drawn by
  /// a seed of the group's name, so that over all groups everything is asked.
  func documents(of corpus: Corpus, for group: PairGroup) -> [ProofDocument] {
    let all = corpus.documents().filter { !(group.takesNumbers && $0.opensTicket) }
    var random = SeededRandom(name: group.name)
    let marked = all.enumerated().map { place, document in
      (place: place, document: document, isNear: group.isAbout(document), draw: random.next())
    }
    let chosen = DocumentClass.allCases.flatMap { kind in
      marked.filter { $0.document.kind == kind }
        .sorted { ($0.isNear ? 0 : 1, $0.draw) < ($1.isNear ? 0 : 1, $1.draw) }
        .prefix(most(kind))
    }
    return chosen.sorted { $0.place < $1.place }.map(\.document)
  }
}

extension PairGroup {
  /// Whether a document names a parameter in which a pair of the group differs.
  fileprivate func isAbout(_ document: ProofDocument) -> Bool {
    pairs.contains { pair in
      // The name of a pair that is about a parameter begins with its key.
      guard let key = pair.name.split(whereSeparator: { " ,".contains($0) }).first, key.count > 3
      else { return false }
      return document.name.contains(key) || document.name.contains(key.lowercased())
    } || ["everything of a ticket", "the ticket afterwards", "file 0"].contains(document.name)
  }
}
