extension DemoType {
  /// A proposal by the supplier company: four steps, and prospects who see little of the making.
  static let proposal = DemoType(
    key: "proposta",
    name: "Proposta comercial",
    summary: "Proposta de mobiliário e tecnologia para escolas.",
    group: "comercial",
    opensFor: [.client, .prospect],
    parameters: [
      DemoParameter(
        key: "instituicao",
        label: "Instituição",
        kind: .text,
        samples: ["Instituto Veredas", "Cursos Jatobá", "Escola Monte Azul"],
        lengthMax: 120
      ),
      DemoParameter(
        key: "alunos",
        label: "Número de alunos",
        kind: .integer,
        samples: ["120", "480", "950", "60"],
        minimum: "1",
        maximum: "100000"
      ),
      DemoParameter(
        key: "escopo",
        label: "Escopo desejado",
        kind: .longText,
        samples: [
          "Mobiliar quatro salas e um laboratório de informática.",
          "Trocar as lousas de todo o prédio por modelos digitais.",
        ],
        lengthMax: 4_000
      ),
      DemoParameter(
        key: "itens",
        label: "Itens de interesse",
        kind: .multiChoice,
        samples: ["carteiras+lousas", "projetores", "armarios+carteiras"],
        choices: [
          DemoChoice("carteiras", "Carteiras"),
          DemoChoice("lousas", "Lousas digitais"),
          DemoChoice("projetores", "Projetores"),
          DemoChoice("armarios", "Armários"),
        ]
      ),
      DemoParameter(
        key: "tetoOrcamento",
        label: "Teto do orçamento (só para uso do cliente)",
        kind: .decimal,
        samples: ["85000.00"],
        minimum: "0",
        fractionDigits: 2
      ),
      DemoParameter(
        key: "valorProposto",
        label: "Valor proposto",
        kind: .decimal,
        samples: ["64250.00", "118900.00", "23780.50"],
        minimum: "0",
        fractionDigits: 2,
        isDesks: true
      ),
      DemoParameter(
        key: "validade",
        label: "Proposta válida até",
        kind: .date,
        samples: ["2026-04-30", "2026-05-31"],
        isDesks: true
      ),
      DemoParameter(
        key: "descontoMaximo",
        label: "Desconto máximo autorizado",
        kind: .decimal,
        samples: ["12.50"],
        minimum: "0",
        fractionDigits: 2,
        isDesks: true
      ),
      DemoParameter(
        key: "estrategia",
        label: "Estratégia de negociação",
        kind: .longText,
        samples: [
          "Começar pelo preço de tabela e ceder no frete.",
          "Concorrente já visitou; fechar ainda neste mês.",
        ],
        lengthMax: 4_000,
        isDesks: true
      ),
    ],
    always: [
      DemoRule("descontoMaximo", .invisibleOnline),
      DemoRule("estrategia", .invisibleOnline),
      DemoRule("tetoOrcamento", .invisible),
      DemoRule("product", [], (.prospect, .invisibleOnline)),
    ],
    steps: proposalSteps,
    journeys: [
      [],
      ["solicitar"],
      ["solicitar", "apresentar"],
      ["solicitar", "apresentar", "ajustar", "apresentar", "aceitar"],
      ["solicitar", "esclarecer"],
      ["solicitar", "apresentar", "aceitar"],
      ["solicitar", "apresentar", "ajustar", "apresentar"],
    ],
    words: DemoWords(
      requests: [
        (
          "Proposta para quatro salas novas",
          "Vamos abrir quatro salas e precisamos mobiliar todas."
        ),
        ("Orçamento de lousas digitais", "Queremos comparar lousas digitais para doze salas."),
        (
          "Renovação do laboratório", "O laboratório de informática precisa de bancadas e projetor."
        ),
        ("Ampliação da biblioteca", "Precisamos de estantes, mesas e armários para a biblioteca."),
      ],
      fromCustomer: [
        "O frete já está incluído no valor?",
        "Conseguem entregar antes do início das aulas?",
        "Vamos levar a proposta à diretoria amanhã.",
        "Podem detalhar a garantia das carteiras?",
      ],
      fromAttendant: [
        "Obrigado pelo contato! A proposta sai em até três dias úteis.",
        "Incluímos o frete e a montagem no valor final.",
        "A garantia é de três anos para o mobiliário.",
      ],
      amongAttendants: [
        "Margem boa até o desconto autorizado; não passar disso.",
        "Diretor comercial acompanha este pedido de perto.",
      ],
      understandings: [
        "Entendemos que a entrega é única e deve ocorrer antes do início das aulas.",
        "Entendemos que as lousas são prioridade e o mobiliário pode vir depois.",
      ],
      solutions: ["Proposta aceita; pedido encaminhado à produção."],
      products: ["Linha Mobiliário", "Linha Digital"],
      files: ["planta-das-salas.pdf", "proposta-comercial.pdf", "catalogo.pdf"]
    )
  )

  private static let proposalSteps = [
    DemoStep(
      key: "pedido",
      name: "Pedido de proposta",
      isEntry: true,
      isDefaultEntry: true,
      ways: [
        DemoWay("solicitar", "Solicitar proposta", to: "elaboracao", .attendant, "pedido")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("instituicao", .required),
        DemoRule("alunos", [], (.prospect, .required), (.client, .readOnly)),
        DemoRule("escopo", .required), DemoRule("solution", .readOnly),
        DemoRule("valorProposto", .invisibleOnline), DemoRule("validade", .invisibleOnline),
        DemoRule("dueDate", .invisibleOnline),
      ]
    ),
    DemoStep(
      key: "elaboracao",
      name: "Elaboração",
      attendant: "attendant.sales",
      ways: [
        DemoWay("apresentar", "Apresentar proposta", to: "revisao", .customer, "conclusao"),
        DemoWay("esclarecer", "Pedir esclarecimento", to: "pedido", .customer, "documento"),
      ],
      rules: [
        DemoRule("escopo", [.neededFromPrevious, .readOnly]),
        DemoRule("valorProposto", [.required, .invisibleOnline]),
        DemoRule("validade", [.required, .invisibleOnline]),
        DemoRule("estrategia", .required), DemoRule("dueDate", .invisibleOnline),
        DemoRule("stepHistory", [], (.prospect, .invisibleOnline)),
        DemoRule("attachments", [], (.prospect, .invisibleOnline)),
        DemoRule("understandings", .invisibleOnline),
      ]
    ),
    DemoStep(
      key: "revisao",
      name: "Revisão do cliente",
      ways: [
        DemoWay("ajustar", "Pedir ajuste", to: "elaboracao", .attendant, "correcao"),
        DemoWay("aceitar", "Aceitar proposta", to: "fechamento", .attendant, "conclusao"),
      ],
      rules: [
        DemoRule("valorProposto", [.neededFromPrevious, .readOnly]),
        DemoRule("validade", .readOnly), DemoRule("instituicao", .readOnly),
        DemoRule("subject", .readOnly), DemoRule("solution", .readOnly),
      ]
    ),
    DemoStep(
      key: "fechamento",
      name: "Fechamento",
      attendant: "attendant.sales",
      ways: [
        DemoWay("reabrir", "Reabrir a negociação", to: "revisao", .customer, "correcao")
      ],
      rules: [
        DemoRule("valorProposto", .readOnly), DemoRule("validade", .readOnly),
        DemoRule("stepHistory", [], (.prospect, .invisibleOnline)),
        DemoRule("discussion", [], (.prospect, .invisibleOnline)),
        DemoRule("requestText", [], (.prospect, .invisibleOnline)),
      ]
    ),
  ]
}
