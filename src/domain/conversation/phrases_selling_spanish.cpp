/// What bargaining and tools say.

#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::objection_comparison,
      "[Le|Te|Te] entiendo. Aquí [puede|puedes|podés] comparar precio y "
      "retorno:\n<resources>\n¿Seguimos?",
      "Es justo compararlo. [Vea|Mira|Mirá] esta comparación:\n<resources>\n¿Seguimos?"},
     {Template::objection_per_piece,
      "[Le|Te|Te] entiendo. <product> sale a <price> por <unit>. ¿Seguimos?",
      "Visto por <unit>, <product> sale a <price>. ¿Seguimos?"},
     {Template::payment_plans,
      "Se puede pagar así, <product>:\n<plans>\n¿Seguimos?",
      "Estas son las formas de pagar <product> en partes:\n<plans>\n¿Seguimos?"},
     {Template::payment_plans_general,
      "Se puede pagar en partes:\n<plans>\n¿De qué producto [le|te|te] hago la cuenta?",
      "Estos son los planes de pago:\n<plans>\n¿Para qué producto [le|te|te] hago la cuenta?"},
     {Template::volume_suggested,
      "Desde <quantity> de <product> el precio baja de <price> a <lower> por <unit>. ¿[Le|Te|Te] "
      "cotizo esa cantidad?",
      "Con <quantity> de <product> [paga|pagas|pagás] <lower> por <unit> en lugar de <price>. "
      "¿[Se lo|Te lo|Te lo] cotizo así?"},
     {Template::smaller_suggested,
      "También hay una opción más económica: <product>, a <price> por <unit>. ¿[Le|Te|Te] la "
      "cotizo?",
      "Si [busca|buscas|buscás] gastar menos, está <product>, a <price> por <unit>. ¿[Se lo|Te "
      "lo|Te lo] cotizo?"},
     {Template::objection_value,
      "<product> tiene <days> días de garantía. ¿Seguimos?",
      "[Su|Tu|Tu] compra queda cubierta: <product> tiene <days> días de garantía. ¿Seguimos?"},
     {Template::bonus,
      "Hay algo a [su|tu|tu] favor ahora:\n<resources>\n¿[Lo aprovecha|Lo aprovechas|Lo "
      "aprovechás]?",
      "Para decidirse ayuda esto:\n<resources>\n¿Seguimos?"},
     {Template::trust_resources,
      "Es natural querer estar seguro. [Aquí lo puede|Aquí lo puedes|Acá lo podés] "
      "comprobar:\n<resources>\n¿Qué más [le|te|te] gustaría saber?",
      "Con gusto [se lo|te lo|te lo] muestro:\n<resources>\n¿[Le|Te|Te] queda alguna duda?"},
     {Template::trust_faq,
      "Es natural querer estar seguro. Esto es lo que ofrecemos: <answer>\n¿Qué más [le|te|te] "
      "gustaría saber?",
      "Para [su|tu|tu] tranquilidad: <answer>\n¿[Le|Te|Te] queda alguna duda?"},
     {Template::timing_validity,
      "Sin prisa. La cotización <number> se mantiene en <total> hasta el <valid>. ¿Qué día "
      "[le|te|te] escribo?",
      "[Tómese|Tómate|Tomate] [su|tu|tu] tiempo: <total> vale hasta el <valid> en la cotización "
      "<number>. ¿Qué día [le|te|te] escribo?"},
     {Template::timing_ask_date,
      "Sin prisa. ¿Qué día [le|te|te] queda bien que [le|te|te] escriba?",
      "[Tómese|Tómate|Tomate] [su|tu|tu] tiempo. ¿Qué día lo retomamos?"},
     {Template::follow_up_agreed,
      "De acuerdo, quedamos para el <date>.",
      "Anotado: lo retomamos el <date>."},
     {Template::objection_lost,
      "De acuerdo, gracias por decírmelo. Si más adelante [necesita|necesitas|necesitás] algo, "
      "aquí estoy.",
      "Lo entiendo, gracias por [su|tu|tu] tiempo. Aquí sigo para cuando [guste|quieras|quieras]."},
     {Template::ask_target,
      "¿Qué precio [tiene|tienes|tenés] en mente? Lo reviso con lo que tengo permitido.",
      "[Dígame|Dime|Decime] qué precio [busca|buscas|buscás] y veo si es posible. ¿Cuál sería?"},
     {Template::counter_met,
      "La cotización <number> ya está en <total>: no pasa de lo que [propone|propones|proponés]. "
      "¿La [confirma|confirmas|confirmás]?",
      "Con <total>, la cotización <number> ya queda dentro de lo que "
      "[propone|propones|proponés]. ¿La [confirma|confirmas|confirmás]?"},
     {Template::concession,
      "[Se lo|Te lo|Te lo] puedo dejar así. Cotización <number>:\n<lines>\nDescuento: "
      "<discount>\nTotal con impuestos: <total>\nVigente hasta el <valid>.<notes>\n¿La "
      "[confirma|confirmas|confirmás]?",
      "Hecho, es lo que puedo dar. Cotización <number>:\n<lines>\nDescuento: <discount>\nTotal "
      "con impuestos: <total>\nVigente hasta el <valid>.<notes>\n¿La "
      "[confirma|confirmas|confirmás]?"},
     {Template::discount_above,
      "Eso ya no lo puedo dar por mi cuenta. Pregunté a nuestro equipo; en cuanto responda, "
      "[le|te|te] aviso por aquí.",
      "Más descuento lo tiene que autorizar una persona. Ya lo pedí; [le|te|te] aviso en cuanto "
      "responda."},
     {Template::tool_resources,
      "[Aquí tiene|Aquí tienes|Acá tenés]:\n<resources>\n¿[Le|Te|Te] ayudo con algo más?",
      "[Le|Te|Te] comparto esto:\n<resources>\n¿Qué más [le|te|te] gustaría saber?"},
     {Template::tool_free,
      "Claro, esto es gratis:\n<resources>\n¿Qué [le|te|te] gustaría lograr?",
      "[Le|Te|Te] dejo este material sin costo:\n<resources>\n¿[Le|Te|Te] sirve?"},
     {Template::tool_syllabus,
      "[Aquí puede|Aquí puedes|Acá podés] ver lo que se aprende:\n<resources>\n¿Qué parte "
      "[le|te|te] interesa más?",
      "Este es el contenido completo:\n<resources>\n¿Qué [busca|buscas|buscás] aprender?"},
     {Template::syllabus_module,
      "El módulo <module> es: <topic>. ¿[Quiere|Quieres|Querés] ver otro?",
      "En el módulo <module> se ve: <topic>. ¿Qué más [le|te|te] gustaría saber?"},
     {Template::syllabus_no_module,
      "El temario tiene <count> módulos. ¿Cuál [quiere|quieres|querés] ver?",
      "Los módulos van hasta el <count>. ¿Cuál [le|te|te] muestro?"},
     {Template::tool_roi,
      "<hours> horas a la semana, a <value> la hora, son <saving> por semana. <product> cuesta "
      "<price>: se paga en <weeks> semanas. ¿Seguimos?",
      "La cuenta: <hours> horas por <value> son <saving> a la semana; los <price> de <product> "
      "vuelven en <weeks> semanas. ¿Seguimos?"},
     {Template::tool_bundle,
      "También hay un paquete: <product>, por <price>. ¿[Le|Te|Te] lo cotizo?",
      "Quizá [le|te|te] conviene el paquete <product>, por <price>. ¿[Le|Te|Te] lo cotizo?"},
     {Template::tool_recommend,
      "[Le|Te|Te] recomiendo <product>, por <price>. ¿[Le|Te|Te] preparo la cotización?",
      "Por lo que [me cuenta|me cuentas|me contás], [le|te|te] va bien <product>, por <price>. "
      "¿[Le|Te|Te] lo cotizo?"},
     {Template::booking_noted,
      "Anoté el <date> a las <time>; la cita queda en firme cuando una persona de nuestro equipo "
      "la confirme.",
      "Pedí el <date> a las <time>; una persona de nuestro equipo lo confirma."},
     {Template::access_checking,
      "Paso [su|tu|tu] correo a nuestro equipo para que revise el acceso.",
      "Nuestro equipo revisará el acceso con [su|tu|tu] correo."},
     {Template::newsletter_noted,
      "Listo, anoté [su|tu|tu] correo para el boletín.",
      "Ya está [su|tu|tu] correo en la lista del boletín."},
     {Template::ask_date,
      "¿Qué día [le|te|te] queda bien?",
      "¿Para qué fecha sería?"},
     {Template::ask_time,
      "¿A qué hora?",
      "¿A qué hora [le|te|te] queda bien?"},
     {Template::ask_an_email,
      "¿A qué correo?",
      "¿Cuál es [su|tu|tu] correo?"},
     {Template::ask_a_phone,
      "¿A qué teléfono?",
      "¿Cuál es [su|tu|tu] teléfono?"},
     {Template::ask_hours_saved,
      "¿Cuántas horas a la semana [le|te|te] ahorraría?",
      "Para hacer la cuenta: ¿cuántas horas a la semana ahorraría?"},
     {Template::ask_hour_value,
      "¿Cuánto vale una hora de [su|tu|tu] trabajo?",
      "¿En cuánto [calcula|calculas|calculás] una hora de trabajo?"},
     {Template::ask_profession,
      "¿A qué [se dedica|te dedicas|te dedicás]?",
      "¿En qué [trabaja|trabajas|trabajás]?"},
     {Template::ask_level,
      "¿Qué nivel [tiene|tienes|tenés]: desde cero, básico o avanzado?",
      "¿[Empieza|Empiezas|Empezás] desde cero, o ya [tiene|tienes|tenés] nivel básico o avanzado?"},
     {Template::ask_seats,
      "¿Para cuántas personas sería?",
      "¿Cuántos lugares [necesita|necesitas|necesitás]?"},
     {Template::ask_coupon,
      "¿Cuál es el código del cupón?",
      "¿Me [escribe|escribes|escribís] el código del cupón?"},
     {Template::ask_module,
      "¿Qué módulo [quiere|quieres|querés] ver?",
      "¿De qué módulo [le|te|te] cuento?"},
     {Template::ask_plan,
      "¿En cuántos pagos [quiere|quieres|querés] la cuenta?",
      "¿Con qué plan [le|te|te] hago la cuenta?"},
     {Template::ask_which_product,
      "¿De qué producto [le|te|te] hablo?",
      "¿Cuál producto [le|te|te] interesa?"},
     {Template::ask_reference,
      "¿Me [da|das|das] el número de referencia?",
      "¿Cuál es el número de la cita o del pago?"},
     {Template::bad_argument,
      "Ese dato no lo pude usar. ¿Me lo [escribe|escribes|escribís] de nuevo?",
      "Creo que hay un error en ese dato. ¿Me lo [confirma|confirmas|confirmás]?"}})};
static_assert(is_complete_selling(phrases));

}  // namespace

auto spanish_selling() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
