import SQLite

/// Twenty types of five steps, the ways between these, and the rules: the same at every scale.
struct ReferenceWorkflow: Sendable {
  /// A way out of a step, the same in every type.
  struct Way: Sendable {
    let from: Int
    let to: Int
    let condition: String
    let label: String
    let turn: Responsibility

    init(_ from: Int, _ to: Int, _ condition: String, _ label: String, _ turn: Responsibility) {
      self.from = from
      self.to = to
      self.condition = condition
      self.label = label
      self.turn = turn
    }
  }

  /// A type with the keys that its parts have.
  struct TypeKeys: Sendable {
    let id: Int64
    /// Who cannot open one; `nil` where all can.
    let closedFor: CustomerType?
    var steps: [Int64] = []
    /// Who stands at each step.
    var attendants: [Int64] = []
    /// By the way's place in ``ReferenceWorkflow/ways``.
    var transitions: [Int64] = []
    /// The reasons of each way.
    var reasons: [[Int64]] = []
    /// Its own parameters, with their places in ``ReferenceParameter/all``.
    var parameters: [(id: Int64, shape: Int)] = []
  }

  var types: [TypeKeys] = []
  var ruleVersion: Int64 = 0

  static let typeCount = 20
  static let stepCount = 5
  static let groupNames = [
    "Secretaria", "Financeiro", "Suporte técnico", "Comercial", "Biblioteca", "Coordenação",
  ]
  static let stepNames = ["Pedido", "Triagem", "Análise", "Confirmação", "Execução"]
  static let ways = [
    Way(0, 1, "enviar", "Enviar pedido", .attendant),
    Way(1, 0, "devolver", "Devolver para correção", .customer),
    Way(1, 2, "encaminhar", "Encaminhar para análise", .attendant),
    Way(2, 3, "consultar", "Pedir confirmação", .customer),
    Way(2, 4, "aprovar", "Aprovar", .attendant),
    Way(3, 2, "responder", "Responder", .attendant),
    Way(3, 4, "aceitar", "Aceitar", .attendant),
    Way(4, 2, "revisar", "Voltar à análise", .attendant),
    Way(4, 3, "conferir", "Pedir conferência", .customer),
  ]
  static let reasonLabels = [
    "Pedido novo", "Pedido completo", "Falta documento", "Falta informação", "Correção",
    "Deferimento", "Pagamento efetuado", "Agendamento", "Urgência", "Conclusão da etapa",
    "Mudança de área", "A pedido do cliente",
  ]

  /// The type of this number that a customer may open, or the next one that they may.
  func type(_ number: Int, for customer: CustomerType) -> TypeKeys {
    let type = types[number % types.count]
    return type.closedFor == customer ? types[(number + 1) % types.count] : type
  }
}

/// A parameter that types have of their own.
struct ReferenceParameter: Sendable {
  let key: String
  let label: String
  let kind: ParameterKind
  var choices: [String] = []

  /// A type has six of these.
  static let all = [
    ReferenceParameter(key: "referencia", label: "Referência", kind: .text),
    ReferenceParameter(key: "quantidade", label: "Quantidade", kind: .integer),
    ReferenceParameter(key: "valor", label: "Valor", kind: .decimal),
    ReferenceParameter(key: "data", label: "Data do evento", kind: .date),
    ReferenceParameter(
      key: "unidade",
      label: "Unidade",
      kind: .choice,
      choices: ["centro", "norte", "sul", "virtual"]
    ),
    ReferenceParameter(key: "detalhes", label: "Detalhes", kind: .longText),
    ReferenceParameter(key: "autorizado", label: "Autorizado", kind: .boolean),
    ReferenceParameter(
      key: "documentos",
      label: "Documentos entregues",
      kind: .multiChoice,
      choices: ["identidade", "foto", "contrato", "recibo"]
    ),
  ]

  /// Those of a type: six that follow each other in the round.
  static func places(ofType type: Int) -> [Int] {
    (0..<6).map { ($0 + type * 3) % all.count }
  }

  /// A value as the database holds it.
  func value(_ words: ReferenceWords, _ random: inout ReferenceRandom) -> any Bindable {
    switch kind {
    case .text, .section: Bound.utf8(words.line(of: 1 + random.below(3), &random))
    case .longText: Bound.utf8(words.text(of: 8 + random.below(16), &random))
    case .integer: Int64(random.skewed(below: 500))
    case .decimal: "\(random.below(9_000)).\(10 + random.below(90))"
    case .boolean: random.happens(50)
    case .date: "2026-0\(1 + random.below(9))-\(10 + random.below(18))"
    case .choice: random.one(of: choices)
    case .multiChoice: JSONArray(choices.filter { _ in random.happens(50) })
    }
  }
}

/// The rules of the reference data: on half of the parameters of each type, at every step.
enum ReferenceRules {
  /// A rule of one parameter at one step.
  struct Rule: Sendable {
    let step: Int
    /// Among the ten common parameters and the type's own six.
    let parameter: Int
    let flags: FieldFlags
    /// What it adds for one type of customer.
    let refinement: (customer: CustomerType, flags: FieldFlags)?
  }

  /// The rules of a type.
  ///
  /// The type's own parameters have every combination of flags in turn, however senseless. What all
  /// tickets have is treated as a desk would, so that pages have something to show.
  static func rules(ofType type: Int) -> [Rule] {
    var rules: [Rule] = []
    let common = CommonParameter.allCases
    for step in 0..<ReferenceWorkflow.stepCount {
      for parameter in 0..<(common.count + 6) where parameter % 2 == type % 2 {
        if parameter < common.count {
          rules.append(commonRule(common[parameter], parameter, step, type))
        } else {
          rules.append(ownRule(parameter, step, type))
        }
      }
    }
    return rules
  }

  private static func ownRule(_ parameter: Int, _ step: Int, _ type: Int) -> Rule {
    // Three a step: the number of the rule among all own ones.
    let number = (type * ReferenceWorkflow.stepCount + step) * 3 + (parameter - 10) / 2
    let refined = CustomerType.allCases[number % 5]
    let added = FieldFlags(rawValue: UInt8(truncatingIfNeeded: number % 31 + 1))
    return Rule(
      step: step,
      parameter: parameter,
      flags: FieldFlags(rawValue: UInt8(truncatingIfNeeded: number % 32)),
      refinement: number % 2 == 0 ? (refined, added) : nil
    )
  }

  private static func commonRule(
    _ common: CommonParameter,
    _ parameter: Int,
    _ step: Int,
    _ type: Int
  ) -> Rule {
    let flags: FieldFlags
    var refinement: (CustomerType, FieldFlags)?
    switch common {
    case .subject, .requestText:
      flags = step == 0 ? .required : [.readOnly, .neededFromPrevious]
    case .priority: flags = step == 1 ? .required : []
    case .product: flags = step == 2 ? [.neededFromPrevious, .readOnly] : []
    case .dueDate: flags = step == 0 ? .invisibleOnline : []
    case .solution: flags = step < 4 ? .invisibleOnline : []
    case .discussion:
      flags = []
      if step == 2 { refinement = (CustomerType.allCases[type % 5], .invisibleOnline) }
    case .attachments, .understandings: flags = step == 2 ? .invisibleOnline : []
    case .stepHistory: flags = step == 4 && type % 4 == 0 ? .invisible : []
    }
    return Rule(step: step, parameter: parameter, flags: flags, refinement: refinement)
  }
}
