import Bytes

/// A response, as the bytes of its JSON.
///
/// - Source: [Response](https://spec.graphql.org/September2025/#sec-Response).
public struct ExecutionResult: Sendable {
  /// The whole response, `errors` first where there are any.
  public let body: [UInt8]
  /// What `errors` in ``body`` says.
  public let errors: [GraphQLError]
  /// Where the value of `data` stands in ``body``; `nil` where there is none.
  private let dataRange: Range<Int>?
  public let hasErrors: Bool
  /// Whether `data` is null, or absent.
  public let dataIsNull: Bool
  /// Whether the operation never ran: the response has no `data`.
  public let isRequestError: Bool
  /// Whether it was broken off (time, cells, size): what it wrote must be taken back.
  public let isAborted: Bool

  /// What each stage took, where somebody may know; `nil` where nobody asked.
  public var stages: StageTimes?

  /// Whether ``body`` ends with `extensions`.
  private let hasExtensions: Bool

  /// The value of `data` as JSON; `nil` where the response has none.
  public var data: ArraySlice<UInt8>? { dataRange.map { body[$0] } }

  init(
    body: [UInt8],
    errors: [GraphQLError],
    dataRange: Range<Int>?,
    dataIsNull: Bool,
    isRequestError: Bool = false,
    isAborted: Bool = false,
    hasExtensions: Bool = false
  ) {
    self.hasExtensions = hasExtensions
    self.body = body
    self.errors = errors
    self.dataRange = dataRange
    hasErrors = !errors.isEmpty
    self.dataIsNull = dataIsNull
    self.isRequestError = isRequestError
    self.isAborted = isAborted
  }

  /// The response to a request that is refused before it runs: `errors` and no `data`.
  ///
  /// - Parameter errors: At least one; of none, one without details is made.
  /// - Returns: The response.
  public static func refused(_ errors: [GraphQLError]) -> ExecutionResult {
    let errors = errors.isEmpty ? [.internalError] : errors
    return ExecutionResult(
      body: ErrorWriter.body(errors, data: false),
      errors: errors,
      dataRange: nil,
      dataIsNull: true,
      isRequestError: true
    )
  }

  /// The response with one thing more in its `extensions`: `errors` and `data` keep every byte.
  ///
  /// - Parameters:
  ///   - name: A name that its extensions do not have yet, of letters alone.
  ///   - json: Its value as JSON.
  /// - Returns: The response.
  public func adding(extension name: String, _ json: [UInt8]) -> ExecutionResult {
    // A response ends with its own brace, and with that of its extensions before it.
    var out = Array(body.dropLast(hasExtensions ? 2 : 1))
    out.append(contentsOf: (hasExtensions ? ",\"\(name)\":" : ",\"extensions\":{\"\(name)\":").utf8)
    out.append(contentsOf: json)
    out.append(contentsOf: "}}".utf8)
    return ExecutionResult(
      body: out,
      errors: errors,
      dataRange: dataRange,
      dataIsNull: dataIsNull,
      isRequestError: isRequestError,
      isAborted: isAborted,
      hasExtensions: true
    )
  }

  /// Errors as a list of JSON, for protocols that send them apart from a response.
  public static func list(of errors: [GraphQLError]) -> [UInt8] {
    var out = ByteWriter(capacity: 256)
    ErrorWriter.write(errors, &out)
    return out.bytes()
  }

  /// The response to an operation that failed as a whole: `errors` and `data: null`.
  public static func failed(_ error: GraphQLError) -> ExecutionResult {
    let body = ErrorWriter.body([error], data: true)
    return ExecutionResult(
      body: body,
      errors: [error],
      // The response ends with `null}`.
      dataRange: body.count - 5..<body.count - 1,
      dataIsNull: true,
      isAborted: true
    )
  }
}

extension GraphQLError {
  /// What a fault of the server looks like from outside; the details are in the log.
  public static let internalError = GraphQLError("Internal error.", code: "INTERNAL_ERROR")
}
