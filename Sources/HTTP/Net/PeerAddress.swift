import CSystem
import Glibc

/// Where a server listens.
public struct Address: Hashable, Sendable {
  /// The host as it was configured.
  public let host: String
  /// 1...65535.
  public let port: Int
}

/// The address of a client.
struct PeerAddress: Hashable, Sendable {
  /// The address as text, without its port.
  let text: String
  let port: Int
  /// What is counted as one client: an IPv4 address, or the /64 of an IPv6 address, since a home
  /// has that many of them.
  let network: UInt64

  init(_ storage: sockaddr_storage) {
    var storage = storage
    switch Int32(storage.ss_family) {
    case AF_INET:
      let (bytes, port) = unsafe withUnsafeBytes(of: &storage) { raw in
        let address = unsafe raw.load(as: sockaddr_in.self)
        return (UInt32(bigEndian: address.sin_addr.s_addr), address.sin_port)
      }
      text = (0..<4).map { String(bytes >> (24 - 8 * UInt32($0)) & 0xFF) }.joined(separator: ".")
      self.port = Int(UInt16(bigEndian: port))
      network = UInt64(bytes)
    case AF_INET6:
      let (address, high) = unsafe withUnsafeBytes(of: &storage) { raw in
        let offset = MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr) ?? 8
        return (
          unsafe raw.load(as: sockaddr_in6.self),
          unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        )
      }
      text = Self.text(address.sin6_addr)
      port = Int(UInt16(bigEndian: address.sin6_port))
      network = high
    default:
      text = "unknown"
      port = 0
      network = 0
    }
  }

  private static func text(_ address: in6_addr) -> String {
    var address = address
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard unsafe inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else {
      return "unknown"
    }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
