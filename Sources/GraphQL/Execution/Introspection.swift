extension Bindings {
  mutating func bindIntrospection() {}
  static func introspectionRoots() -> MetaFields { MetaFields() }
}

struct MetaFields: Sendable {
  func field(_ name: String, in schema: Schema) -> ResolvedField? { nil }
}
