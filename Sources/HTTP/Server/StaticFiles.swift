/// Files that are served as they are, from memory.
///
/// They are listed once, when the program starts, and a request only looks its path up in that
/// list: no path, however it is written, reaches the disk.
public struct StaticFiles: Sendable {
  private struct File: Sendable {
    var body: [UInt8]
    var headers: Headers
    /// A hash of the bytes in quotation marks (RFC 9110 section 8.8.3).
    var tag: String
  }

  /// By path; a page called `index.html` is found at its folder too.
  private var files: [String: File] = [:]

  /// Files that are in memory.
  ///
  /// - Parameters:
  ///   - files: Paths that begin with `/`, and their bytes.
  ///   - headers: Fields for every answer, such as `Content-Security-Policy`. Without a
  ///     `Cache-Control` among them, clients are told to ask again each time.
  public init(_ files: [(path: String, bytes: [UInt8])], headers: Headers = Headers()) {
    for (path, bytes) in files {
      let tag = Self.tag(of: bytes)
      var fields = Headers([("Content-Type", Self.mediaType(of: path)), ("ETag", tag)])
      fields.append("X-Content-Type-Options", "nosniff")
      if headers["Cache-Control"] == nil { fields.append("Cache-Control", "no-cache") }
      for field in headers.fields { fields.append(field.name, field.value) }
      let file = File(body: bytes, headers: fields, tag: tag)
      self.files[path] = file
      if path.hasSuffix("/index.html") {
        self.files[String(path.dropLast("index.html".count))] = file
      }
    }
  }

  /// The files of a folder and the folders in it, read now.
  ///
  /// Names that begin with a dot, links and what is no regular file are left out.
  ///
  /// - Parameters:
  ///   - folder: A path of the machine.
  ///   - prefix: What stands before the files' own paths, ending in `/`.
  ///   - headers: As above.
  /// - Throws: Where a file cannot be read, or all of them are too much.
  public init(
    folder: String,
    at prefix: String = "/",
    headers: Headers = Headers()
  ) throws(FolderError) {
    let found = try Folder.files(in: folder)
    self.init(found.map { (path: prefix + $0.path, bytes: $0.bytes) }, headers: headers)
  }

  /// The paths that are served, in order.
  public var paths: [String] { files.keys.sorted() }

  /// The answer to a request; `nil` where it asks for none of the files.
  public func response(to request: Request) -> Response? {
    guard let path = request.target.decodedPath, let file = files[path] else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else {
      return Router<Void>.refusal(of: request.method, allowed: ["GET"])
    }
    if Self.matches(request.headers.values(of: "If-None-Match"), file.tag) {
      return Response(status: 304, headers: file.headers)
    }
    return Response(status: 200, headers: file.headers, body: file.body)
  }

  /// Whether one of the tags a client has is ours (RFC 9110 section 13.1.2, weak comparison).
  private static func matches(_ values: [String], _ tag: String) -> Bool {
    values.contains { value in
      value.split(separator: ",").contains { part in
        var candidate = part.drop { $0 == " " }
        while candidate.last == " " { candidate.removeLast() }
        if candidate.hasPrefix("W/") { candidate = candidate.dropFirst(2) }
        return candidate == "*" || candidate == tag
      }
    }
  }

  /// FNV-1a over 64 bits, and the length: enough to tell two versions of our own file apart.
  private static func tag(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))-\(bytes.count)\""
  }

  private static func mediaType(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
    return switch name[name.index(after: dot)...] {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "json", "map": "application/json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "webmanifest": "application/manifest+json"
    case "txt", "md", "graphql": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
