import Bytes
import HTTP

/// What is answered to a file that is put.
///
/// - Source: RFC 9110 section 9.3.4; RFC 9457 for what is wrong.
enum UploadAnswer {
  /// There is none, or it is over: one answer, byte for byte, whyever that is.
  static var unknown: Response {
    problem(404, "NOT_FOUND", "There is no such upload, or it is over.")
  }

  static var isComing: Response {
    var response = problem(409, "UPLOAD_IN_PROGRESS", "Another request sends this file now.")
    response.headers.append("Retry-After", "1")
    return response
  }

  static func tooLong(_ size: Int) -> Response {
    problem(413, "UPLOAD_TOO_LARGE", "The file is longer than \(size) bytes.")
  }

  static func tooShort(_ size: Int) -> Response {
    problem(400, "UPLOAD_SIZE_DIFFERS", "The file is shorter than \(size) bytes.")
  }

  static var differs: Response {
    problem(422, "UPLOAD_HASH_DIFFERS", "The bytes are not those of the SHA-256 that was given.")
  }

  static func malformed(_ sentence: String) -> Response { problem(400, "BAD_REQUEST", sentence) }

  /// A file that could not be written.
  static func failed(_ error: FileError) -> Response { end(UploadEnd(error)) }

  /// What became of a file.
  static func end(_ end: UploadEnd) -> Response {
    switch end {
    case .kept(let file): return kept(file)
    case .unknown: return unknown
    case .differs: return differs
    case .used:
      return problem(409, "UPLOAD_USED", "Another file was sent to this address before.")
    case .refused(let refusal): return refused(refusal)
    case .overloaded:
      var response = problem(503, "OVERLOADED", "The server is busy: send the file again.")
      response.headers.append("Retry-After", "1")
      return response
    case .full: return problem(507, "OVERLOADED", "The server has no room for files.")
    case .failed: return problem(500, "INTERNAL_ERROR", "Internal error.")
    }
  }

  static func refused(_ refusal: UploadRefusal) -> Response {
    let status =
      switch refusal.ground {
      case .permission: 403
      case .state: 409
      case .moment: 503
      }
    return problem(status, refusal.code, refusal.sentence)
  }

  private static func kept(_ file: KeptFile) -> Response {
    var response = Response(status: 201, headers: headers("application/json"))
    response.headers.append("Location", "/attachments/\(file.id)")
    let json: JSON = [
      "id": .string(file.id), "name": .string(file.name), "mediaType": .string(file.mediaType),
      "size": .integer(file.size),
    ]
    response.body = Array(json.text.utf8)
    return response
  }

  static func problem(_ status: Int, _ code: String, _ sentence: String) -> Response {
    let json: JSON = [
      "status": .integer(Int64(status)), "code": .string(code), "detail": .string(sentence),
    ]
    return Response(
      status: status,
      headers: headers("application/problem+json"),
      body: Array(json.text.utf8)
    )
  }

  private static func headers(_ mediaType: String) -> Headers {
    Headers([
      ("Content-Type", mediaType), ("Cache-Control", "no-store"),
      ("X-Content-Type-Options", "nosniff"),
    ])
  }
}
