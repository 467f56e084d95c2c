import Bytes

/// The leaves of a run as JSON, column by column, each cell behind its response key.
///
/// A column is matched once and its cells written in one tight loop; the response then copies the
/// cells together row by row, without looking into a column again.
///
/// - Shape: cell `r` of a column is the bytes `marks[base + r]..<marks[base + r + 1]`, where the
///   column's base is `bases[fieldStarts[level] + place]`. Of a field of objects only the response
///   key is here, as cell 0; its base is negative, as the complement (`~base`).
struct LeafRendering: ~Copyable {
  private(set) var bytes: ByteWriter
  private(set) var marks: [Int32] = []
  private(set) var bases: [Int32] = []
  private(set) var fieldStarts: [Int32] = []
  private let limit: Int
  private let isSettled: Bool

  /// `isSettled` says that nulls have climbed: one that still stands in a non-null place belongs to
  /// an object that is null itself.
  ///
  /// - Throws: Where a null stands in a non-null place or the leaves alone are too long.
  init(_ levels: [Level], limit: Int, isSettled: Bool) throws(ResponseWriter.Stop) {
    self.limit = limit
    self.isSettled = isSettled
    bytes = ByteWriter(capacity: 4_096)
    fieldStarts.reserveCapacity(levels.count)
    for level in levels {
      fieldStarts.append(Int32(clamping: bases.count))
      for (place, field) in level.selection.fields.enumerated() {
        let base = Int32(clamping: marks.count)
        marks.append(Int32(clamping: bytes.count))
        guard !field.hasLevels, level.count > 0 else {
          bases.append(~base)
          bytes.append(field.prefix)
          mark()
          continue
        }
        bases.append(base)
        try render(level.columns[place].cells, field, count: level.count)
      }
    }
  }

  private mutating func render(
    _ cells: Column.Cells,
    _ field: PlannedField,
    count: Int
  ) throws(ResponseWriter.Stop) {
    let prefix = field.prefix
    if let name = field.typenameJSON {
      for _ in 0..<count {
        bytes.append(prefix)
        bytes.append(name)
        mark()
      }
      return
    }
    let canBeNull = isSettled || !field.nonNull[0]
    marks.reserveCapacity(marks.count + count)
    switch cells {
    case .texts(let column):
      for index in 0..<count {
        bytes.append(prefix)
        if !column.write(index, to: &bytes) { try null(canBeNull) }
        mark()
      }
    case .ints(let values):
      for value in values {
        bytes.append(prefix)
        if let value { bytes.append(decimal: Int64(value)) } else { try null(canBeNull) }
        mark()
      }
    case .booleans(let values):
      for value in values {
        bytes.append(prefix)
        if let value {
          bytes.append(value ? "true" as StaticString : "false")
        } else {
          try null(canBeNull)
        }
        mark()
      }
    case .enumerations(let places, let names):
      for place in places {
        bytes.append(prefix)
        if place >= 0 { bytes.append(names.json[Int(place)]) } else { try null(canBeNull) }
        mark()
      }
    default:
      for index in 0..<count {
        bytes.append(prefix)
        try render(cells, index, depth: 0, field)
        mark()
      }
    }
    // Rows that nothing points to are rendered too, so this bound is wider than the response's.
    guard bytes.count / 2 <= limit else { throw .tooLarge }
  }

  /// One cell of the rarer kinds, lists of leaves among them.
  private mutating func render(
    _ cells: Column.Cells,
    _ index: Int,
    depth: Int,
    _ field: PlannedField
  ) throws(ResponseWriter.Stop) {
    switch cells {
    case .texts(let column):
      if column.write(index, to: &bytes) { return }
    case .ints(let values):
      if let value = values[index] { return bytes.append(decimal: Int64(value)) }
    case .booleans(let values):
      if let value = values[index] { return bytes.append(value ? "true" as StaticString : "false") }
    case .enumerations(let places, let names):
      if places[index] >= 0 { return bytes.append(names.json[Int(places[index])]) }
    case .floats(let values):
      if let value = values[index] { return bytes.append(double: value) }
    case .json(let column):
      if let json = column.bytes(index) { return bytes.append(json) }
    case .lists(let offsets, let isNull, let items):
      guard isNull.isEmpty || !isNull[index] else { break }
      bytes.append(UInt8(ascii: "["))
      for item in Int(offsets[index])..<Int(offsets[index + 1]) {
        if item > offsets[index] { bytes.append(UInt8(ascii: ",")) }
        try render(items.cells, item, depth: depth + 1, field)
      }
      return bytes.append(UInt8(ascii: "]"))
    case .nulls, .objects, .abstractObjects: break
    }
    try null(isSettled || !field.nonNull[depth])
  }

  private mutating func null(_ canBeNull: Bool) throws(ResponseWriter.Stop) {
    guard canBeNull else { throw .nullInNonNull }
    bytes.append("null" as StaticString)
  }

  private mutating func mark() {
    marks.append(Int32(truncatingIfNeeded: bytes.count))
  }
}
