import Bytes
import HTTP

/// The body of a POST: whether the endpoint reads it, and what it asks for.
enum RequestBody {
  /// What a body asks for.
  enum Requests {
    case one(GraphQLRequest)
    /// The requests of a list, each well-formed or not.
    case batch([Result<GraphQLRequest, RequestFault>])
  }

  /// Why a request is refused with 415 for what it says of its body, and the field that says what
  /// is read instead; `nil` where the body is read as JSON, or there is none.
  ///
  /// A GET has no body; one that says a type which is not read is refused all the same, for some
  /// browser lets a page send odd types to other sites unasked.
  static func refusal(of request: Request) -> (reason: String, field: (String, String))? {
    let headers = request.headers
    guard headers.values(of: "Content-Encoding").allSatisfy({ $0.lowercased() == "identity" })
    else {
      let reason = "The endpoint reads bodies without a Content-Encoding."
      return (reason, ("Accept-Encoding", "identity"))
    }
    let types = headers.values(of: "Content-Type")
    guard request.method == "POST" || !types.isEmpty else { return nil }
    return refusal(ofTypes: types).map { ($0, ("Accept", "application/json")) }
  }

  private static func refusal(ofTypes values: [String]) -> String? {
    // What nearly every client sends needs no look at its parts.
    if values.count == 1, values[0] == "application/json" { return nil }
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

  /// Reads a JSON body.
  ///
  /// - Parameters:
  ///   - body: The bytes.
  ///   - batchLimit: The most requests of a list; 0 takes no list.
  /// - Returns: What is asked for.
  /// - Throws: ``RequestFault`` where nothing of it can be run.
  static func requests(_ body: [UInt8], batchLimit: Int) throws(RequestFault) -> Requests {
    let json: JSON
    do {
      json = try JSONParser.parse(body)
    } catch {
      throw RequestFault(.unreadable, "The body is not JSON. \(error.message)")
    }
    return try requests(json, batchLimit: batchLimit)
  }

  /// Reads what a body says, files in their places included, as ``requests(_:batchLimit:)``.
  static func requests(_ json: JSON, batchLimit: Int) throws(RequestFault) -> Requests {
    guard case .array(let entries) = json else { return .one(try GraphQLRequest(json)) }
    guard batchLimit > 0 else {
      throw RequestFault(
        .malformed,
        "Batching is off: send one object, not a list of requests."
      )
    }
    guard !entries.isEmpty else { throw RequestFault(.malformed, "The batch is empty.") }
    guard entries.count <= batchLimit else {
      throw RequestFault(
        .malformed,
        "The batch has \(entries.count) requests; the limit is \(batchLimit)."
      )
    }
    var requests: [Result<GraphQLRequest, RequestFault>] = []
    for (place, entry) in entries.enumerated() {
      guard case .object = entry else {
        throw RequestFault(.malformed, "Entry \(place) of the batch is no object.")
      }
      do {
        requests.append(.success(try GraphQLRequest(entry)))
      } catch {
        requests.append(.failure(error))
      }
    }
    return .batch(requests)
  }
}
