import Bytes

/// Writes the columns of a run as JSON: there is no tree between.
///
/// It takes for granted that nothing is null where it may not be, and stops at the first null that
/// is: only then is ``NullPropagation`` worth its walk.
struct ResponseWriter: ~Copyable {
  enum Stop: Error {
    case nullInNonNull
    case tooLarge
  }

  private let limit: Int
  private let leaves: LeafRendering
  private let layout: ResponseLayout

  init(levels: [Level], limit: Int, isSettled: Bool = false) throws(Stop) {
    self.limit = limit
    leaves = try LeafRendering(levels, limit: limit, isSettled: isSettled)
    layout = ResponseLayout(levels)
  }

  /// Writes `data`.
  func write(to out: inout ByteWriter) throws(Stop) {
    try writeObject(level: 0, row: 0, &out)
    guard out.count <= limit else { throw .tooLarge }
  }

  private func writeObject(level: Int, row: Int, _ out: inout ByteWriter) throws(Stop) {
    let first = Int(leaves.fieldStarts[level])
    let isLast = level + 1 == leaves.fieldStarts.count
    let end = isLast ? leaves.bases.count : Int(leaves.fieldStarts[level + 1])
    guard first < end else { return out.append("{}" as StaticString) }
    guard out.count <= limit else { throw .tooLarge }
    for field in first..<end {
      let base = Int(leaves.bases[field])
      let cell = base >= 0 ? base + row : ~base
      let start = Int(leaves.marks[cell])
      out.append(leaves.bytes, from: start, to: Int(leaves.marks[cell + 1]))
      if base < 0 { try writeCell(layout.fields[field], row, &out) }
    }
    out.append(UInt8(ascii: "}"))
  }

  private func writeCell(_ column: Int, _ index: Int, _ out: inout ByteWriter) throws(Stop) {
    let cells = layout.columns[column]
    switch cells.kind {
    case .object:
      let slot = cells.places < 0 ? index : Int(layout.numbers[cells.places + index])
      guard slot >= 0 else { break }
      return try writeObject(level: cells.below, row: slot, &out)
    case .abstract:
      let kind = Int(layout.numbers[cells.kinds + index])
      guard kind >= 0 else { break }
      let slot = Int(layout.numbers[cells.places + index])
      return try writeObject(level: cells.below + kind, row: slot, &out)
    case .list:
      guard cells.kinds < 0 || layout.numbers[cells.kinds + index] == 0 else { break }
      out.append(UInt8(ascii: "["))
      let start = Int(layout.numbers[cells.places + index])
      for item in start..<Int(layout.numbers[cells.places + index + 1]) {
        if item > start { out.append(UInt8(ascii: ",")) }
        try writeCell(cells.below, item, &out)
      }
      return out.append(UInt8(ascii: "]"))
    case .null: break
    }
    guard !cells.isNonNull else { throw .nullInNonNull }
    out.append("null" as StaticString)
  }
}
