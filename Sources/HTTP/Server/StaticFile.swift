import Synchronization

/// One file in memory, in the forms that it is sent in.
final class StaticFile: Sendable {
  /// The file's bytes in one content coding.
  private struct Form: Sendable {
    var body: [UInt8]
    var headers: Headers
    /// A hash of the body in quotation marks: each form has its own, since a strong tag stands for
    /// bytes (RFC 9110 section 8.8.3.3).
    var tag: String

    init(_ body: [UInt8], headers: Headers) {
      self.body = body
      self.headers = headers
      tag = Self.tag(of: body)
      self.headers.append("ETag", tag)
    }

    /// FNV-1a over 64 bits, and the length: enough to tell two versions of our own file apart.
    private static func tag(of bytes: [UInt8]) -> String {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return "\"\(String(hash, radix: 16))-\(bytes.count)\""
    }
  }

  private final class Forms: Sendable {
    let identity: Form
    /// `nil` where it would not be shorter by a tenth.
    let gzip: Form?

    init(_ bytes: [UInt8], headers: Headers) {
      let compressed = bytes.count <= HTTPLimits.compressedFile ? Gzip.compress(bytes) : nil
      guard let compressed, compressed.count <= bytes.count - bytes.count / 10 else {
        identity = Form(bytes, headers: headers)
        gzip = nil
        return
      }
      var fields = headers
      StaticFile.vary(&fields)
      identity = Form(bytes, headers: fields)
      fields.append("Content-Encoding", "gzip")
      gzip = Form(compressed, headers: fields)
    }
  }

  private let bytes: [UInt8]
  private let headers: Headers
  /// Made by the first request, so that no start waits for them and no request for a lock: where
  /// two make them at once, they make the same.
  private let made = AtomicLazyReference<Forms>()

  /// A file.
  ///
  /// - Parameters:
  ///   - bytes: What it holds: nothing that is secret, and nothing that a client chose (`Gzip`).
  ///   - headers: The fields of all its forms.
  init(_ bytes: [UInt8], headers: Headers) {
    self.bytes = bytes
    self.headers = headers
  }

  /// The answer to `GET`, which is that to `HEAD` too.
  func response(to request: Request) -> Response {
    let forms = made.load() ?? made.storeIfNil(Forms(bytes, headers: headers))
    guard let gzip = forms.gzip else { return Self.response(to: request, with: forms.identity) }
    switch ContentCoding.preferred(by: request.headers.values(of: "Accept-Encoding")) {
    case .identity: return Self.response(to: request, with: forms.identity)
    case .gzip: return Self.response(to: request, with: gzip)
    case nil:
      var refusal = Response.text(406, "this is sent as it is or as gzip\n")
      Self.vary(&refusal.headers)
      return refusal
    }
  }

  private static func response(to request: Request, with form: Form) -> Response {
    if matches(request.headers.values(of: "If-None-Match"), form.tag) {
      return Response(status: 304, headers: form.headers)
    }
    return Response(status: 200, headers: form.headers, body: form.body)
  }

  /// Tells caches that the answer is another for another `Accept-Encoding` (RFC 9110 section
  /// 12.5.5).
  private static func vary(_ headers: inout Headers) {
    let said = headers.values(of: "Vary")
    let names = said.flatMap { $0.split(separator: ",") }.map {
      String(decoding: ArraySlice($0.utf8).trimmed(), as: UTF8.self).lowercased()
    }
    guard !names.contains("*"), !names.contains("accept-encoding") else { return }
    headers.set("Vary", (said + ["Accept-Encoding"]).joined(separator: ", "))
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
}
