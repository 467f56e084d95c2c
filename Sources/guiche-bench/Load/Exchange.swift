import Bytes

/// One request over HTTP, and how its response is read.
enum Exchange {
  /// A request as it goes over the wire.
  static func request(
    _ body: [UInt8],
    token: String,
    path: String = "/graphql"
  ) -> [UInt8] {
    let head = """
      POST \(path) HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Accept: application/graphql-response+json\r
      Authorization: Bearer \(token)\r
      Content-Length: \(body.count)\r
      \r\n
      """
    return Array(head.utf8) + body
  }

  /// The body of a request: a document and its variables.
  static func body(_ document: String, _ variables: JSON) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(json: ["query": .string(document), "variables": variables])
    return writer.bytes()
  }

  /// Where a response's body begins and how long it is; `nil` until its head is there.
  ///
  /// - Throws: A ``Complaint`` where it is not 200, or its length is not told.
  static func extent(of response: [UInt8]) throws(Complaint) -> (start: Int, count: Int)? {
    guard let end = endOfHead(response[...]) else { return nil }
    let head = String(decoding: response[..<end], as: UTF8.self).lowercased()
    guard head.hasPrefix("http/1.1 200") else {
      throw Complaint("a response is \(head.prefix { $0 != "\r\n" })", code: 65)
    }
    for line in head.split(separator: "\r\n") where line.hasPrefix("content-length:") {
      let text = line.dropFirst("content-length:".count).drop { $0 == " " }
      if let count = Int(text) { return (end, count) }
    }
    throw Complaint("a response does not say how long it is", code: 65)
  }

  /// Where a head ends; `nil` until it is whole.
  static func endOfHead(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for place in bytes.startIndex...(bytes.endIndex - 4)
    where bytes[place] == 13 && bytes[place + 2] == 13 && bytes[place + 3] == 10 {
      return place + 4
    }
    return nil
  }
}
