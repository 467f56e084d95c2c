import Bytes
import Desk
import GraphQL

/// The cells of an answer that the rules hide from somebody.
///
/// It asks the very columns of tickets that the answer was made from: they hold who looked at them,
/// the situations and the policy, so that the decisions are the same ones again. Whatever is bound
/// as governed is found here without a word of its resolver.
struct HiddenCells {
  /// One hidden parameter of one ticket, under one response key.
  private struct Cell {
    let responseKey: String
    /// Where it stands in a list that has it all the same, as an administrator's has.
    let index: Int?
    let hiding: Hiding
  }

  /// A cell with its place in `data`.
  struct Located {
    let path: [GraphQLError.PathComponent]
    let hiding: Hiding
  }

  /// By level, then by row.
  private var cells: [Int: [Int: [Cell]]] = [:]

  init(of run: TracedRun, in workflow: Workflow) {
    for level in 0..<run.count {
      guard let tickets = run.parents(of: level, as: Tickets.self) else { continue }
      for field in run.fields(of: level) {
        for row in 0..<tickets.count {
          let found = Self.cells(of: field, tickets, at: row, in: workflow)
          if !found.isEmpty { cells[level, default: [:]][row, default: []] += found }
        }
      }
    }
  }

  private static func cells(
    of field: TracedField,
    _ tickets: Tickets,
    at row: Int,
    in workflow: Workflow
  ) -> [Cell] {
    var cells: [Cell] = []
    var listed = 0
    for place in governed(by: field, of: tickets.types[row], in: workflow) {
      let hidings = tickets.hidings(of: place, at: row)
      let isListed = field.name == "parameters" && hidings.allSatisfy(\.isRead)
      for hiding in hidings {
        let index = isListed ? listed : nil
        cells.append(Cell(responseKey: field.responseKey, index: index, hiding: hiding))
      }
      if isListed { listed += 1 }
    }
    return cells
  }

  /// The parameters whose rules decide about a field: the one that it is marked with, or all of the
  /// form where it lists them.
  private static func governed(
    by field: TracedField,
    of type: TypePlace,
    in workflow: Workflow
  ) -> [ParameterPlace] {
    if let key = field.governedBy {
      return CommonParameter(rawValue: key).map { [ParameterPlace($0)] } ?? []
    }
    guard field.name == "parameters" || field.name == "form" else { return [] }
    return workflow.type(type)?.formOrder ?? []
  }

  /// The cells with their paths, in the order of the response.
  ///
  /// - Returns: Also whether these are all of them.
  func located(in run: TracedRun) -> (cells: [Located], isWhole: Bool) {
    var found: [Located] = []
    let isWhole = run.visit(Set(cells.keys), limit: Limits.explainedPositions) {
      (level, row, path) in
      for cell in cells[level]?[row] ?? [] {
        guard found.count < Limits.explainedCells else { return false }
        let place = cell.index.map { [GraphQLError.PathComponent.index($0)] } ?? []
        found.append(
          Located(path: path + [.key(cell.responseKey)] + place, hiding: cell.hiding)
        )
      }
      return true
    }
    return (found, isWhole)
  }
}

extension HiddenCells.Located {
  /// About how long the path is in JSON.
  var pathBytes: Int {
    path.reduce(0) { bytes, component in
      if case .key(let key) = component { bytes + key.utf8.count + 3 } else { bytes + 8 }
    }
  }

  /// The cell as it is told.
  func json(_ workflow: Workflow, _ texts: ErrorTexts) -> JSON {
    let situation = hiding.situation
    let parameter = workflow.type(situation.type)?.parameters.at(situation.parameter)
    let step = workflow.step(situation.step)
    let customerType = situation.customerType?.rawValue
    return [
      "path": .array(
        path.map { component in
          switch component {
          case .key(let key): .string(key)
          case .index(let index): .integer(Int64(index))
          }
        }
      ),
      "field": .string(parameter?.key ?? ""),
      "label": .string(parameter?.label ?? ""),
      "audience": .string(situation.audience.rawValue),
      "reason": .string(AccessReason(hiding.because).rawValue),
      "flag": .text(hiding.because.word?.rawValue),
      "table": .text(hiding.because.table?.rawValue),
      "step": .text(step.flatMap { GlobalID.text(.step, $0.id.rawValue) }),
      "stepName": .text(step?.name),
      "customerType": .text(customerType),
      "refinement": .text(hiding.because.isRefinement ? customerType : nil),
      "read": .boolean(hiding.isRead),
      "text": .string(
        texts.sentence(for: hiding, of: parameter?.label ?? "", at: step?.name)
      ),
    ]
  }
}

extension JSON {
  fileprivate static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}

extension [Parameter] {
  /// The parameter at a place; `nil` where there is none.
  fileprivate func at(_ place: ParameterPlace) -> Parameter? {
    let index = Int(place.rawValue)
    return indices.contains(index) ? self[index] : nil
  }
}
