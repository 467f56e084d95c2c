/// A mistake that the generator can make on purpose, at one place of a document.
///
/// There is one at least for each rule of chapter 5.
enum Slip: CaseIterable {
  // Documents and operations
  case typeSystemDefinition, unsupportedOperation, repeatedOperationName, anonymousAmongOthers
  case secondRootField, introspectionRoot, conditionAtRoot
  // Fields
  case unknownField, leafWithSelections, objectWithoutSelections, conflict
  // Arguments
  case unknownArgument, repeatedArgument, missingArgument
  // Fragments
  case repeatedFragmentName, unknownCondition, leafCondition, unusedFragment, unknownFragment
  case cycle, impossibleFragment
  // Values
  case wrongLiteral, nullForNonNull, unknownInputField, repeatedInputField, missingInputField
  case oneOfCount, oneOfNull, oneOfNullableVariable
  // Directives
  case unknownDirective, misplacedDirective, repeatedDirective
  // Variables
  case undefinedVariable, unusedVariable, repeatedVariable, outputVariable, unknownVariableType
  case otherVariableType
}
