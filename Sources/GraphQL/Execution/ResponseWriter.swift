import Bytes

/// Writes the columns of a run as JSON, straight into the buffer: there is no tree between.
///
/// It takes for granted that nothing is null where it may not be, and stops at the first null that
/// is: only then is ``NullPropagation`` worth its walk.
struct ResponseWriter {
  enum Stop: Error {
    case nullInNonNull
    case tooLarge
  }

  let levels: [Level]
  let limit: Int

  /// Writes `data`.
  func write(to out: inout ByteWriter) throws(Stop) {
    try writeObject(level: 0, row: 0, &out)
    guard out.count <= limit else { throw .tooLarge }
  }

  private func writeObject(level: Int, row: Int, _ out: inout ByteWriter) throws(Stop) {
    let fields = levels[level].selection.fields
    guard !fields.isEmpty else { return out.append("{}" as StaticString) }
    guard out.count <= limit else { throw .tooLarge }
    for place in fields.indices {
      let field = fields[place]
      out.append(field.prefix)
      if let name = field.typenameJSON {
        out.append(name)
      } else {
        try writeCell(
          levels[level].columns[place].cells,
          row,
          depth: 0,
          field: field,
          children: levels[level].children[place],
          &out
        )
      }
    }
    out.append(UInt8(ascii: "}"))
  }

  private func writeCell(
    _ cells: Column.Cells,
    _ index: Int,
    depth: Int,
    field: PlannedField,
    children: ChildLevels,
    _ out: inout ByteWriter
  ) throws(Stop) {
    switch cells {
    case .texts(let column):
      guard let bytes = column.bytes(index) else { break }
      out.append(UInt8(ascii: "\""))
      out.append(escaping: bytes)
      return out.append(UInt8(ascii: "\""))
    case .ints(let values):
      guard let value = values[index] else { break }
      return out.append(decimal: Int64(value))
    case .booleans(let values):
      guard let value = values[index] else { break }
      return out.append(value ? "true" as StaticString : "false")
    case .enumerations(let places, let names):
      guard places[index] >= 0 else { break }
      return out.append(names.json[Int(places[index])])
    case .objects(let slots, _):
      let slot = slots.map { Int($0[index]) } ?? index
      guard slot >= 0 else { break }
      return try writeObject(level: children.start, row: slot, &out)
    case .abstractObjects(let kinds, let slots, _):
      guard kinds[index] >= 0 else { break }
      let level = children.start + Int(kinds[index])
      return try writeObject(level: level, row: Int(slots[index]), &out)
    case .lists(let offsets, let isNull, let items):
      guard isNull.isEmpty || !isNull[index] else { break }
      out.append(UInt8(ascii: "["))
      for item in Int(offsets[index])..<Int(offsets[index + 1]) {
        if item > offsets[index] { out.append(UInt8(ascii: ",")) }
        try writeCell(
          items.cells,
          item,
          depth: depth + 1,
          field: field,
          children: children,
          &out
        )
      }
      return out.append(UInt8(ascii: "]"))
    case .floats(let values):
      guard let value = values[index] else { break }
      return out.append(utf8: FloatText.text(value))
    case .json(let column):
      guard let bytes = column.bytes(index) else { break }
      return out.append(bytes)
    case .nulls: break
    }
    guard !field.nonNull[depth] else { throw .nullInNonNull }
    out.append("null" as StaticString)
  }
}

/// The text of a finite `Float`.
enum FloatText {
  /// A whole number is written without a fraction, as JSON from JavaScript has it.
  static func text(_ value: Double) -> String {
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return "\(value)"
  }
}
