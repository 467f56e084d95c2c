/// A mistake that the generator can make on purpose, at one place of a schema.
enum SchemaSlip: CaseIterable {
  // Twice what may be there once
  case repeatedType, repeatedField, repeatedArgument, repeatedEnumValue, repeatedDirectiveName
  case repeatedRootOperation, secondSchema, repeatedInterface, repeatedMember, repeatedDirective
  // Names
  case unknownType, reservedName, extendedUnknown, extendedOtherKind, unknownDirective
  // Kinds
  case inputAsOutput, outputAsInput, memberNotObject, interfaceNotInterface, rootNotObject
  // Roots
  case noQuery, sameRoot
  // What is empty
  case emptyType, emptyUnion, emptyEnum
  // Interfaces
  case missingField, otherFieldType, missingArgument, otherArgumentType, requiredArgument
  case missingInterface, implementsItself
  // Directives
  case misplacedDirective, missingDirectiveArgument, unknownDirectiveArgument
  case repeatedDirectiveArgument, requiredDeprecated
  // Input objects
  case oneOfRequired, oneOfDefault, requiredCycle
}
