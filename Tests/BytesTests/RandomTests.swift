import Testing

@testable import Bytes

@Suite struct RandomTests {
  @Test(arguments: [0, 1, 7, 8, 9, 32])
  func `gives as many bytes as were asked for`(count: Int) {
    #expect(Random.bytes(count).count == count)
  }

  @Test func `never gives the same token twice`() {
    #expect(Set((0..<1_000).map { _ in Random.bytes(16) }).count == 1_000)
    #expect(Random.bytes(-1) == [])
  }
}
