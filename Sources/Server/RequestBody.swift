import HTTP

/// Whether the body of a POST is one that the endpoint reads.
///
/// A browser sends `text/plain`, forms and bodies without a type to any site without asking, so
/// taking only `application/json` is also what keeps other sites from acting with a visitor's
/// session.
enum RequestBody {
  /// Why the body is refused; `nil` where it is read as JSON.
  static func refusal(of headers: Headers) -> String? {
    let values = headers.values(of: "Content-Type")
    guard values.count == 1, let media = MediaType(parsing: values[0]) else {
      return "Send the request as Content-Type: application/json."
    }
    guard media.essence == "application/json" else {
      return "The endpoint reads application/json, not \(media.essence)."
    }
    guard media["charset"].map({ $0.lowercased() == "utf-8" }) ?? true else {
      return "The endpoint reads UTF-8 and no other charset."
    }
    return nil
  }
}
