import Bytes
import GraphQL

/// What a line is answered.
struct Answer {
  /// The question's own, or null.
  var id: JSON
  var errors: [GraphQLError] = []
  /// `nil` where the request was refused or asks for no data, which is not null.
  var data: Data?

  enum Data {
    case json(JSON)
    /// JSON that is written already.
    case bytes(ArraySlice<UInt8>)
  }

  /// The answer as one line of JSON, without the line's end.
  ///
  /// Of an error it has the message, the locations, which may be none, and the path where there is
  /// one.
  var bytes: [UInt8] {
    var out = ByteWriter(capacity: 256)
    out.append("{\"id\":" as StaticString)
    out.append(json: id)
    out.append(",\"errors\":[" as StaticString)
    for (place, error) in errors.enumerated() {
      if place > 0 { out.append(UInt8(ascii: ",")) }
      out.append(json: .object(error.members))
    }
    out.append(UInt8(ascii: "]"))
    if let data {
      out.append(",\"data\":" as StaticString)
      switch data {
      case .json(let value): out.append(json: value)
      case .bytes(let bytes): out.append(bytes)
      }
    }
    out.append(UInt8(ascii: "}"))
    return out.bytes()
  }
}

extension GraphQLError {
  fileprivate var members: [JSON.Member] {
    var members = [
      JSON.Member(name: "message", value: .string(message)),
      JSON.Member(
        name: "locations",
        value: .array(
          locations.map {
            ["line": .integer(Int64($0.line)), "column": .integer(Int64($0.column))]
          }
        )
      ),
    ]
    if let path {
      let steps = path.map { component -> JSON in
        switch component {
        case .key(let key): .string(key)
        case .index(let index): .integer(Int64(index))
        }
      }
      members.append(JSON.Member(name: "path", value: .array(steps)))
    }
    return members
  }
}
