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

  private let levels: [Level]
  private let limit: Int
  private let leaves: LeafRendering

  init(levels: [Level], limit: Int, isSettled: Bool = false) throws(Stop) {
    self.levels = levels
    self.limit = limit
    leaves = try LeafRendering(levels, limit: limit, isSettled: isSettled)
  }

  /// Writes `data`.
  func write(to out: inout ByteWriter) throws(Stop) {
    try writeObject(level: 0, row: 0, &out)
    guard out.count <= limit else { throw .tooLarge }
  }

  private func writeObject(level: Int, row: Int, _ out: inout ByteWriter) throws(Stop) {
    let first = Int(leaves.fieldStarts[level])
    let end = level + 1 < levels.count ? Int(leaves.fieldStarts[level + 1]) : leaves.bases.count
    guard first < end else { return out.append("{}" as StaticString) }
    guard out.count <= limit else { throw .tooLarge }
    for place in first..<end {
      let base = Int(leaves.bases[place])
      if base >= 0 {
        let start = Int(leaves.marks[base + row])
        out.append(leaves.bytes, from: start, to: Int(leaves.marks[base + row + 1]))
      } else {
        try writeField(place - first, level: level, row: row, &out)
      }
    }
    out.append(UInt8(ascii: "}"))
  }

  private func writeField(
    _ place: Int,
    level: Int,
    row: Int,
    _ out: inout ByteWriter
  ) throws(Stop) {
    let field = levels[level].selection.fields[place]
    out.append(field.prefix)
    try writeCell(
      levels[level].columns[place].cells,
      row,
      depth: 0,
      nonNull: field.nonNull,
      below: levels[level].children[place].start,
      &out
    )
  }

  private func writeCell(
    _ cells: Column.Cells,
    _ index: Int,
    depth: Int,
    nonNull: NonNullDepths,
    below: Int,
    _ out: inout ByteWriter
  ) throws(Stop) {
    switch cells {
    case .objects(let slots, _):
      let slot = slots.map { Int($0[index]) } ?? index
      guard slot >= 0 else { break }
      return try writeObject(level: below, row: slot, &out)
    case .abstractObjects(let kinds, let slots, _):
      guard kinds[index] >= 0 else { break }
      return try writeObject(level: below + Int(kinds[index]), row: Int(slots[index]), &out)
    case .lists(let offsets, let isNull, let items):
      guard isNull.isEmpty || !isNull[index] else { break }
      out.append(UInt8(ascii: "["))
      let cells = items.cells
      for item in Int(offsets[index])..<Int(offsets[index + 1]) {
        if item > offsets[index] { out.append(UInt8(ascii: ",")) }
        try writeCell(cells, item, depth: depth + 1, nonNull: nonNull, below: below, &out)
      }
      return out.append(UInt8(ascii: "]"))
    default: break
    }
    guard !nonNull[depth] else { throw .nullInNonNull }
    out.append("null" as StaticString)
  }
}
