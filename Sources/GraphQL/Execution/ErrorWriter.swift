import Bytes

/// Writes errors as the response has them: message, locations, path, extensions and nothing else.
///
/// - Source: [Error result format](https://spec.graphql.org/September2025/#sec-Errors.Error-Result-Format).
enum ErrorWriter {
  /// A whole response of errors; `data` says whether there is a `data`, which is null.
  static func body(_ errors: [GraphQLError], data: Bool) -> [UInt8] {
    var out = ByteWriter(capacity: 256)
    out.append("{\"errors\":" as StaticString)
    write(errors, &out)
    if data { out.append(",\"data\":null" as StaticString) }
    out.append(UInt8(ascii: "}"))
    return out.bytes()
  }

  static func write(_ errors: [GraphQLError], _ out: inout ByteWriter) {
    out.append(UInt8(ascii: "["))
    for (index, error) in errors.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      write(error, &out)
    }
    out.append(UInt8(ascii: "]"))
  }

  static func write(_ error: GraphQLError, _ out: inout ByteWriter) {
    out.append("{\"message\":" as StaticString)
    out.append(quoting: error.message)
    if !error.locations.isEmpty {
      out.append(",\"locations\":[" as StaticString)
      for (index, location) in error.locations.enumerated() {
        out.append(index > 0 ? ",{\"line\":" as StaticString : "{\"line\":")
        out.append(decimal: Int64(location.line))
        out.append(",\"column\":" as StaticString)
        out.append(decimal: Int64(location.column))
        out.append(UInt8(ascii: "}"))
      }
      out.append(UInt8(ascii: "]"))
    }
    if let path = error.path {
      out.append(",\"path\":[" as StaticString)
      for (index, component) in path.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        switch component {
        case .key(let key): out.append(quoting: key)
        case .index(let place): out.append(decimal: Int64(place))
        }
      }
      out.append(UInt8(ascii: "]"))
    }
    writeExtensions(of: error, &out)
    out.append(UInt8(ascii: "}"))
  }

  private static func writeExtensions(of error: GraphQLError, _ out: inout ByteWriter) {
    var members = error.extensions.sorted { $0.key < $1.key }.map {
      JSON.Member(name: $0, value: $1)
    }
    if let code = error.code {
      members.removeAll { $0.name == "code" }
      members.insert(JSON.Member(name: "code", value: .string(code)), at: 0)
    }
    guard !members.isEmpty else { return }
    out.append(",\"extensions\":" as StaticString)
    out.append(json: .object(members))
  }
}
