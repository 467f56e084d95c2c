import Desk
import GraphQL
import Testing

@testable import Resolvers

@Suite struct HouseTests {
  @Test func `finds a resolver for every field of the schema and nothing else`() throws {
    _ = try House(schema: TestHouse.schemaText())
  }
}
