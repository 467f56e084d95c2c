/// A server could not be started.
public enum HTTPServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A call of the operating system failed with an `errno`.
  case system(call: String, code: Int32)
  /// A host that is no address of this machine and no name of one.
  case unknownHost(String)
  /// The address is in use, or may not be used.
  case cannotListen(host: String, port: Int, code: Int32)
  /// The application could not make what a loop owns; its error as text.
  case application(String)

  /// One English sentence for the operator.
  public var description: String {
    switch self {
    case .system(let call, let code): "\(call) failed: \(ErrorText.of(code))"
    case .unknownHost(let host): "\"\(host)\" is no address of this machine"
    case .cannotListen(let host, let port, let code):
      "cannot listen on \(host):\(port): \(ErrorText.of(code))"
    case .application(let text): text
    }
  }
}
