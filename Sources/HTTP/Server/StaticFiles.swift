/// Files that are served from memory, as they are or compressed.
///
/// They are listed once, when the program starts, and a request only looks its path up in that
/// list: no path, however it is written, reaches the disk. They must be the same for everybody: only
/// such bytes may be compressed (`Gzip` says why).
public struct StaticFiles: Sendable {
  /// By path; a page called `index.html` is found at its folder too.
  private var files: [String: StaticFile] = [:]

  /// Files that are in memory.
  ///
  /// - Parameters:
  ///   - files: Paths that begin with `/`, and their bytes.
  ///   - headers: Fields for every answer, such as `Content-Security-Policy`. Without a
  ///     `Cache-Control` among them, clients are told to ask again each time.
  public init(_ files: [(path: String, bytes: [UInt8])], headers: Headers = Headers()) {
    for (path, bytes) in files {
      var fields = Headers([("Content-Type", Self.mediaType(of: path))])
      fields.append("X-Content-Type-Options", "nosniff")
      if headers["Cache-Control"] == nil { fields.append("Cache-Control", "no-cache") }
      for field in headers.fields { fields.append(field.name, field.value) }
      let file = StaticFile(bytes, headers: fields)
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
    return file.response(to: request)
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
