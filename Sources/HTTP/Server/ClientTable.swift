/// The clients of one event loop.
///
/// A client's key is its slot and how often the slot was used, so that an event or an answer for a
/// client that is gone never meets the one that took its slot.
struct ClientTable {
  private var slots: [Client?] = []
  private var uses: [UInt32] = []
  private var free: [Int] = []
  /// How many clients there are.
  private(set) var count = 0

  /// Adds a client and answers its key.
  mutating func add(_ client: Client) -> UInt64 {
    count += 1
    if let slot = free.popLast() {
      slots[slot] = client
      return key(of: slot)
    }
    slots.append(client)
    uses.append(0)
    return key(of: slots.count - 1)
  }

  /// Takes a client out and answers it.
  mutating func remove(_ slot: Int) -> Client? {
    guard slots.indices.contains(slot), let client = slots[slot] else { return nil }
    slots[slot] = nil
    uses[slot] &+= 1
    free.append(slot)
    count -= 1
    return client
  }

  /// The slot of a key; `nil` where its client is gone.
  func slot(of key: UInt64) -> Int? {
    let slot = Int(key & 0xFFFF_FFFF)
    guard slots.indices.contains(slot), uses[slot] == UInt32(key >> 32) else { return nil }
    return slots[slot] == nil ? nil : slot
  }

  /// The key of a slot's client.
  func key(of slot: Int) -> UInt64 { UInt64(uses[slot]) << 32 | UInt64(slot) }

  /// The slots that have a client.
  var occupied: [Int] { slots.indices.filter { slots[$0] != nil } }

  /// The client of a slot; `nil` where there is none.
  subscript(slot: Int) -> Client? { slots[slot] }
}
