import Bytes

/// What was measured, as lines for people or as JSON for programs.
struct Table {
  /// One cell of a row.
  enum Cell {
    case text(String)
    case count(Int)
    /// A number with as many digits after the point.
    case number(Double, digits: Int)
    /// It was not measured.
    case nothing

    fileprivate var text: String {
      switch self {
      case .text(let text): text
      case .count(let count): String(count)
      case .number(let value, let digits): Self.decimal(value, digits)
      case .nothing: ""
      }
    }

    fileprivate var json: JSON {
      switch self {
      case .text(let text): .string(text)
      case .count(let count): .integer(Int64(count))
      case .number(let value, let digits): .double(Double(Self.decimal(value, digits)) ?? value)
      case .nothing: .null
      }
    }

    fileprivate var isNothing: Bool {
      if case .nothing = self { return true }
      return false
    }

    fileprivate var isText: Bool {
      if case .text = self { return true }
      return false
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
      guard value.isFinite, value.magnitude < 1e12 else { return "-" }
      var scale = 1
      for _ in 0..<digits { scale *= 10 }
      let whole = Int((value.magnitude * Double(scale)).rounded())
      let sign = value < 0 ? "-" : ""
      guard digits > 0 else { return "\(sign)\(whole)" }
      let fraction = String(whole % scale + scale).dropFirst()
      return "\(sign)\(whole / scale).\(fraction)"
    }
  }

  let columns: [String]
  private(set) var rows: [[Cell]] = []

  init(_ columns: String...) { self.columns = columns }

  mutating func append(_ cells: Cell...) { rows.append(cells) }

  /// The table without the columns in which nothing stands.
  var packed: Table {
    let kept = columns.indices.filter { column in rows.contains { !$0[column].isNothing } }
    var packed = Table(kept.map { columns[$0] })
    packed.rows = rows.map { row in kept.map { row[$0] } }
    return packed
  }

  private init(_ columns: [String]) { self.columns = columns }

  /// Columns beside each other, numbers to the right.
  var text: String {
    let lines = [columns] + rows.map { $0.map(\.text) }
    let widths = columns.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.enumerated().map { number, line in
      let cells = line.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        let isLeft = rows.first?[column].isText ?? true
        return isLeft ? cell + blanks : blanks + cell
      }
      let text = cells.joined(separator: "  ")
      guard number > 0 else { return text + "\n" + String(repeating: "-", count: text.count) }
      return text
    }.joined(separator: "\n")
  }

  /// An object for each row.
  var json: JSON {
    .array(
      rows.map { row in
        .object(zip(columns, row).map { JSON.Member(name: $0, value: $1.json) })
      }
    )
  }

  /// The rows as one line of JSON.
  var jsonLine: String {
    var writer = ByteWriter()
    writer.append(json: json)
    return writer.text()
  }

  /// Prints the rows as they are asked for.
  func show(_ arguments: Arguments) { System.write(arguments.isOn("json") ? jsonLine : text) }
}
