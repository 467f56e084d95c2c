// The bindings of schema.graphql to the desk.
