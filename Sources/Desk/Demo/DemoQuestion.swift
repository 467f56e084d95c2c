extension DemoType {
  /// Questions and suggestions: four steps, two entries, open to all five customer types.
  static let question = DemoType(
    key: "duvida",
    name: "Dúvidas e sugestões",
    summary: "Perguntas, elogios e sugestões de qualquer pessoa.",
    group: "secretaria",
    opensFor: CustomerType.allCases,
    parameters: [
      DemoParameter(
        key: "area",
        label: "Área",
        kind: .choice,
        samples: ["financeiro", "biblioteca", "portal", "eventos"],
        choices: [
          DemoChoice("financeiro", "Financeiro"),
          DemoChoice("biblioteca", "Biblioteca"),
          DemoChoice("portal", "Portal"),
          DemoChoice("eventos", "Eventos"),
        ]
      ),
      DemoParameter(
        key: "querRetorno",
        label: "Quer receber retorno",
        kind: .boolean,
        samples: ["1", "0"]
      ),
      DemoParameter(
        key: "avaliacao",
        label: "Nota para o atendimento",
        kind: .integer,
        samples: ["5", "4", "3"],
        minimum: "1",
        maximum: "5",
        isDesks: true
      ),
      DemoParameter(
        key: "classificacaoInterna",
        label: "Classificação interna",
        kind: .text,
        samples: ["Recorrente", "Caso único"],
        lengthMax: 200,
        isDesks: true
      ),
      DemoParameter(
        key: "contatoAlternativo",
        label: "Contato alternativo, só para o solicitante",
        kind: .text,
        samples: ["Recado com a vizinha", "Telefone do trabalho"],
        lengthMax: 200
      ),
    ],
    always: [
      DemoRule("classificacaoInterna", .invisibleOnline),
      DemoRule("contatoAlternativo", .invisible),
      DemoRule("product", [], (.student, .invisibleOnline), (.teacher, .invisibleOnline)),
      DemoRule("dueDate", .readOnly, (.person, .invisibleOnline)),
    ],
    steps: questionSteps,
    journeys: [
      [],
      ["perguntar"],
      ["perguntar", "responder"],
      ["perguntar", "responder", "continuar"],
      ["perguntar", "responder"],
      ["perguntar", "responder", "continuar"],
      ["perguntar", "responder", "continuar", "responder"],
    ],
    words: DemoWords(
      requests: [
        ("Segunda via do boleto", "Onde encontro a segunda via do boleto deste mês?"),
        ("Horário da biblioteca nas férias", "A biblioteca abre aos sábados durante as férias?"),
        ("Não consigo entrar no portal", "A senha nova não é aceita desde ontem à noite."),
        (
          "Sugestão para a feira de ciências",
          "Sugiro convidar ex-alunos como avaliadores da feira."
        ),
        ("Estacionamento em dia de prova", "Haverá vagas reservadas nos dias de prova?"),
        ("Elogio à equipe da recepção", "Fui muito bem atendido na recepção na semana passada."),
      ],
      fromCustomer: [
        "Obrigado, era isso mesmo.",
        "Ainda não encontrei; pode mandar o caminho completo?",
        "E vale também para o próximo semestre?",
      ],
      fromAttendant: [
        "Boa tarde! O boleto fica no menu Financeiro, em Mensalidades.",
        "Aos sábados a biblioteca abre das nove às treze horas.",
        "Encaminhamos a sugestão à organização do evento.",
      ],
      amongAttendants: [
        "Terceira pergunta igual nesta semana; vale um artigo de ajuda.",
        "Cadastro com dois CPFs; pedir correção ao financeiro.",
      ],
      understandings: [
        "Entendemos que a dúvida é sobre o boleto do mês corrente.",
        "Entendemos que o acesso ao portal já voltou e resta trocar a senha.",
      ],
      solutions: ["Dúvida respondida e artigo de ajuda indicado."],
      products: ["Portal do Aluno", "Portal do Cliente", "Biblioteca"],
      files: ["captura-de-tela.png", "boleto.pdf"]
    )
  )

  private static let questionSteps = [
    DemoStep(
      key: "registro",
      name: "Registro",
      isEntry: true,
      isDefaultEntry: true,
      ways: [
        DemoWay("perguntar", "Enviar", to: "resposta", .attendant, "pedido", "urgencia")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("requestText", .required),
        DemoRule("area", .required, (.prospect, .invisibleOnline)),
        DemoRule("avaliacao", .invisibleOnline),
        DemoRule("solution", [.readOnly, .invisibleOnline]),
      ]
    ),
    DemoStep(
      key: "telefone",
      name: "Registro por telefone",
      isEntry: true,
      ways: [
        DemoWay("registrar", "Registrar", to: "resposta", .attendant, "pedido")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("avaliacao", .invisibleOnline),
        DemoRule("solution", [.readOnly, .invisibleOnline]),
      ]
    ),
    DemoStep(
      key: "resposta",
      name: "Resposta",
      ways: [
        DemoWay("responder", "Responder", to: "retorno", .customer, "conclusao")
      ],
      rules: [
        DemoRule("subject", [.neededFromPrevious, .readOnly]),
        DemoRule("area", .required, (.prospect, .invisibleOnline)),
        DemoRule("avaliacao", .invisibleOnline),
        DemoRule("priority", [], (.prospect, .invisibleOnline)),
      ]
    ),
    DemoStep(
      key: "retorno",
      name: "Retorno do solicitante",
      ways: [
        DemoWay("continuar", "Ainda tenho dúvida", to: "resposta", .attendant, "correcao")
      ],
      rules: [
        DemoRule("subject", .readOnly), DemoRule("solution", .readOnly),
        DemoRule("area", .readOnly, (.prospect, .invisibleOnline)),
        DemoRule("understandings", [], (.client, .invisibleOnline)),
      ]
    ),
  ]
}
