#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::greeting,
      "¡Hola! [Habla|Hablas|Hablás] con el asistente de <business>. ¿Qué producto "
      "[necesita|necesitas|necesitás]?",
      "¡Hola de nuevo! ¿En qué [le|te|te] ayudo?"},
     {Template::ask_need, "Con gusto. ¿Qué producto [necesita|necesitas|necesitás] y qué cantidad?",
      "Claro que sí. [Dígame|Dime|Decime] el producto y la cantidad, por favor."},
     {Template::thanks, "¡Con mucho gusto!",
      "A [sus|tus|tus] órdenes. ¿Algo más en que [le|te|te] ayude?"},
     {Template::goodbye, "¡Hasta pronto! Aquí estamos cuando [guste|quieras|quieras].",
      "Que [tenga|tengas|tengas] buen día."},
     {Template::not_understood,
      "[Disculpe|Disculpa|Disculpá], no entendí bien. ¿Me [dice|dices|decís] qué producto "
      "[busca|buscas|buscás] o en qué [le|te|te] ayudo?",
      "Perdón, no me quedó claro. ¿[Podría|Podrías|Podrías] decirlo de otra manera?"},
     {Template::offer_person,
      "Creo que no estoy entendiendo bien. ¿[Prefiere|Prefieres|Preferís] que [le|te|te] "
      "atienda una persona?",
      ""},
     {Template::faq, "<answer>", ""},
     {Template::faq_missing,
      "No tengo ese dato a la mano. ¿[Quiere|Quieres|Querés] que [le|te|te] atienda una "
      "persona?",
      ""},
     {Template::card_removed,
      "Por [su|tu|tu] seguridad, no [escriba|escribas|escribas] datos de tarjeta en este "
      "chat: ya borré el número. ¿En qué más [le|te|te] ayudo?",
      ""},
     {Template::attachment,
      "Recibí [su|tu|tu] archivo, pero por aquí solo puedo leer texto. ¿Me "
      "[escribe|escribes|escribís] lo que [necesita|necesitas|necesitás]?",
      ""},
     {Template::empty_message,
      "¡Hola! ¿Me [escribe|escribes|escribís] con palabras en qué [le|te|te] puedo ayudar?",
      "No alcanzo a leer texto en [su|tu|tu] mensaje. ¿Qué [necesita|necesitas|necesitás]?"},
     {Template::clarify_product, "¿Cuál de estos [busca|buscas|buscás]?\n<options>",
      "Para no equivocarme, ¿a cuál se [refiere|refieres|referís]?\n<options>"},
     {Template::confirm_product, "¿Se trata de <product>?",
      "Para confirmar: ¿[busca|buscas|buscás] <product>?"},
     {Template::clarify_size,
      "¿Qué talla o medida [necesita|necesitas|necesitás] de <product>?\n<options>",
      "Me falta la talla o medida de <product>. Las que hay:\n<options>\n¿Cuál sería?"},
     {Template::clarify_colour,
      "¿De qué color [necesita|necesitas|necesitás] <product>?\n<options>",
      "Me falta el color de <product>. Los que hay:\n<options>\n¿Cuál sería?"},
     {Template::clarify_model,
      "¿Cuál modelo de <product> [necesita|necesitas|necesitás]?\n<options>",
      "Hay varios modelos de <product>:\n<options>\n¿Cuál sería?"},
     {Template::clarify_quantity,
      "¿Qué cantidad [necesita|necesitas|necesitás] de <product>? Se vende por <unit>.",
      "Solo me falta la cantidad de <product>. Se vende por <unit>. ¿Cuánto sería?"},
     {Template::clarify_unit,
      "¿En qué unidad [necesita|necesitas|necesitás] <product>? Se vende así:\n<options>",
      "No conozco esa unidad para <product>. ¿Cuál de estas sería?\n<options>"},
     {Template::bad_quantity,
      "No puedo cotizar esa cantidad de <product>: tiene que ser mayor que cero. Se vende por "
      "<unit>. ¿Qué cantidad [necesita|necesitas|necesitás]?",
      "Esa cantidad de <product> no la puedo tomar, porque no es mayor que cero. Se vende por "
      "<unit>. ¿Cuánto sería?"},
     {Template::quantity_too_large,
      "Esa cantidad de <product> es más de lo que puedo cotizar. Se vende por <unit>. ¿Qué "
      "cantidad "
      "[necesita|necesitas|necesitás]?",
      "No puedo cotizar tanto de <product>. Se vende por <unit>. ¿Cuánto sería?"},
     {Template::quote,
      "[Aquí tiene su|Aquí tienes tu|Acá tenés tu] cotización <number>:\n<lines>\nTotal con "
      "impuestos: <total>\nVigente hasta el <valid>.<notes>\n¿La "
      "[confirma|confirmas|confirmás]?",
      ""},
     {Template::quote_revised,
      "[Su|Tu|Tu] cotización <number>, actualizada:\n<lines>\nTotal con impuestos: "
      "<total>\nVigente hasta el <valid>.<notes>\n¿La [confirma|confirmas|confirmás] así?",
      ""},
     {Template::quote_repeated,
      "[Su|Tu|Tu] cotización <number> sigue vigente hasta el <valid>:\n<lines>\nTotal con "
      "impuestos: <total>\n¿La [confirma|confirmas|confirmás]?",
      "La cotización <number> es por <total>, con impuestos, y vale hasta el <valid>. ¿La "
      "[confirma|confirmas|confirmás]?"},
     {Template::confirm_accept,
      "¿[Confirma|Confirmas|Confirmás] la cotización <number> por <total>?", ""},
     {Template::quote_accepted,
      "¡Listo! Confirmé [su|tu|tu] pedido de la cotización <number> por <total>. En breve "
      "[le|te|te] contactamos para el pago y la entrega.",
      ""},
     {Template::already_accepted,
      "[Su|Tu|Tu] pedido de la cotización <number> por <total> ya está confirmado. ¿Algo más "
      "en que [le|te|te] ayude?",
      ""},
     {Template::quote_rejected,
      "De acuerdo, dejo sin efecto la cotización <number>. Si más adelante "
      "[necesita|necesitas|necesitás] algo, aquí estoy.",
      ""},
     {Template::what_to_change,
      "Sin problema. ¿Qué [le|te|te] gustaría cambiar de la cotización <number>?", ""},
     {Template::quote_expired,
      "La cotización <number> ya venció y no puedo tomarla así. ¿[Quiere|Quieres|Querés] que "
      "la actualice con los precios de hoy?",
      ""},
     {Template::nothing_to_accept,
      "Todavía no [tiene|tienes|tenés] una cotización abierta. ¿Qué producto "
      "[necesita|necesitas|necesitás] y qué cantidad?",
      ""},
     {Template::approval_pending,
      "Recibí [su|tu|tu] pedido. Lo tiene que autorizar una persona de nuestro equipo; en "
      "cuanto responda, [le|te|te] aviso por aquí.",
      ""},
     {Template::approval_still_pending,
      "[Su|Tu|Tu] pedido sigue en revisión con nuestro equipo. En cuanto respondan, "
      "[le|te|te] aviso por aquí.",
      "Aún espero la respuesta de nuestro equipo sobre [su|tu|tu] pedido. [Le|Te|Te] aviso en "
      "cuanto la tenga."},
     {Template::approval_granted,
      "¡Buenas noticias! Autorizaron [su|tu|tu] pedido. Cotización <number>:\n<lines>\nTotal "
      "con impuestos: <total>\nVigente hasta el <valid>.<notes>\n¿La "
      "[confirma|confirmas|confirmás]?",
      ""},
     {Template::approval_refused,
      "Consulté con nuestro equipo y por ahora no es posible autorizar [su|tu|tu] solicitud. "
      "¿[Le|Te|Te] cotizo otra cantidad u otro producto?",
      ""},
     {Template::approval_expired,
      "Una disculpa: no obtuve a tiempo la autorización de nuestro equipo. "
      "¿[Quiere|Quieres|Querés] que vuelva a pedirla?",
      ""},
     {Template::not_sold, "Ese producto no lo manejamos. ¿[Le|Te|Te] ayudo con algo más?",
      "Lo siento, no vendemos ese producto. ¿[Busca|Buscas|Buscás] algo más?"},
     {Template::not_sold_alternative,
      "Eso no lo manejamos. Lo más parecido que tenemos:\n<options>\n¿[Le|Te|Te] sirve alguno?",
      ""},
     {Template::not_sold_rest,
      "Una parte de lo que [pide|pides|pedís] no la manejamos. ¿[Le|Te|Te] cotizo lo demás?", ""},
     {Template::minimum_order,
      "El pedido mínimo es de <limit> antes de impuestos y [el suyo|el tuyo|el tuyo] no "
      "llega. ¿Qué más [agrega|agregas|agregás]?",
      ""},
     {Template::out_of_stock,
      "No tenemos suficiente existencia de <product>. Hay <stock>. ¿[Le|Te|Te] cotizo esa "
      "cantidad?",
      ""},
     {Template::cannot_price,
      "No puedo cotizar ese pedido tal como está. ¿[Podría|Podrías|Podrías] decirme de nuevo "
      "productos y cantidades?",
      ""},
     {Template::handoff_confirmed,
      "Claro. Ya avisé a nuestro equipo: una persona [le|te|te] atenderá por este mismo chat.",
      "De acuerdo, [le|te|te] paso con una persona de nuestro equipo. [Le|Te|Te] responderán "
      "por aquí."},
     {Template::handoff_waiting,
      "Nuestro equipo ya tiene [su|tu|tu] solicitud. Una persona [le|te|te] responderá por "
      "aquí.",
      "Ya avisé a una persona de nuestro equipo; en cuanto pueda [le|te|te] responde por aquí."},
     {Template::complaint,
      "Lamento mucho lo sucedido. ¿[Quiere|Quieres|Querés] que lo vea con una persona de "
      "nuestro equipo?",
      ""},
     {Template::objection_price,
      "[Le|Te|Te] entiendo. El precio mejora con la cantidad cuando el producto tiene precio "
      "por volumen. ¿[Le|Te|Te] cotizo otra cantidad u otra opción?",
      "Comprendo. ¿[Quiere|Quieres|Querés] que [le|te|te] cotice otra cantidad o un producto "
      "parecido?"},
     {Template::objection_trust,
      "Es natural querer estar seguro. Somos <business>. ¿Qué [le|te|te] gustaría saber antes "
      "de decidir?",
      ""},
     {Template::objection_timing,
      "Sin prisa. Aquí queda todo anotado; [escríbame|escríbeme|escribime] cuando "
      "[guste|quieras|quieras].",
      ""},
     {Template::discount_none,
      "Los precios por volumen y las promociones vigentes ya se aplican solos al cotizar. "
      "¿Qué producto [necesita|necesitas|necesitás] y qué cantidad?",
      ""},
     {Template::discount_pending,
      "No puedo dar descuentos por mi cuenta. Ya pregunté a nuestro equipo; en cuanto "
      "respondan, [le|te|te] aviso por aquí.",
      ""},
     {Template::unsubscribed,
      "Listo, no [le|te|te] enviaremos más mensajes. Si algún día [quiere|quieres|querés] "
      "algo, [escríbanos|escríbenos|escribinos].",
      ""},
     {Template::order_status,
      "[Su|Tu|Tu] pedido de la cotización <number> por <total> está confirmado y en proceso.", ""},
     {Template::no_order,
      "No encuentro un pedido confirmado en este chat. ¿[Quiere|Quieres|Querés] que lo revise "
      "una persona de nuestro equipo?",
      ""},
     {Template::contact_noted,
      "Gracias, ya anoté [sus|tus|tus] datos. ¿Qué producto [necesita|necesitas|necesitás]?",
      "Anotado, gracias. ¿En qué más [le|te|te] ayudo?"},
     {Template::privacy, "Entendido, respeto [su|tu|tu] decisión sobre [sus|tus|tus] datos.", ""},
     {Template::safe,
      "Con gusto [le|te|te] ayudo. ¿Me [dice|dices|decís] qué producto y qué cantidad "
      "[necesita|necesitas|necesitás]?",
      "¿Me [cuenta|cuentas|contás] un poco más de lo que [necesita|necesitas|necesitás]?"}})};
static_assert(is_complete(phrases));

}  // namespace

auto spanish() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
