#include "lexicon.hpp"

#include <array>

#include "lexicon_data.hpp"
#include "stems.hpp"

namespace orkesta::nlu::search {
namespace {

struct Flagged {
  std::uint32_t flags;
  std::string_view words;
};

constexpr auto flagged = std::to_array<Flagged>({
    // Function words of Spanish, English, Portuguese, French.
    {flag_stop,
     "verdad cierto com avec with a al algo alguna algun algunas algunos alguno ahi aqui asi aun "
     "aunque bien bueno buena cada "
     "casi como con contra cual cuales cualquier cuando cuanto cuanta cuantos cuantas dado donde "
     "durante ella ellas ellos el les le la las lo los era eran es esa esas ese eso esos esta "
     "estaba "
     "estan estas este esto estos estoy fue ha han hasta hay igual ja je me mi mis mia mio mucho "
     "mucha muchos muchas muy nada ni nos nosotros nuestra nuestro o os otra vez pero poco pocos "
     "pues que quien se sea ser si sido sobre solo son soy su sus suyo tal tambien tan tanto te "
     "tengo ti todavia tu tus ud uds usted ustedes unas unos va vamos van voy ya yo somos porque "
     "mismo son aca alla entonces luego despues antes ahora mas menos ademas tambien aparte ver "
     "eh ah oh ay uy ok okey oki dale listo perfecto sale simon va sip claro chiquito lindo rapido "
     "caro cara caros caras carisimo cher expensive especial barato bonito nuevo nueva buen mejor "
     "mejores gran cosa cosas tipo parte tema caso estamos "
     "estara estaria seria sera fuera haber habra habria hubiera tuviera puede pueden podria "
     "podrian puedo podemos debe deben hacer hago hace hacen hacemos dicen dice dije ando anda "
     "i you he she it we they my your our their its the an this that these those is are was were "
     "be "
     "been am do does did have has had can could will would should may might must just only also "
     "too very so if then than there here what which who when where how much many some any all as "
     "at by from into out up about or but not yes yeah well hi hey us them one's s t d m ll re ve "
     "o os as um uma uns umas ao aos a as da do das dos na no nas nos pela pelo se sua seu suas "
     "seus minha meu voce voces ele ela eles elas eu isso isto aquilo esse essa este esta qual "
     "quais "
     "quando onde como porque mas ou nem ja ainda tambem muito muita bem la aqui ali sim nao ta to "
     "estou esta estao sou somos sao foi era ser ter tem temos tinha vai vou vamos "
     "le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos "
     "votre vos leur leurs je tu il elle on nous vous ils elles qui que quoi dont ou quand comment "
     "pourquoi combien est sont suis etes sommes ai as avons avez ont etait sera serait peut bien "
     "tres plus moins aussi mais donc or ni car si oui c j l n qu y"},
    {flag_stop,
     "lunes martes miercoles jueves viernes sabado domingo monday tuesday wednesday thursday "
     "friday "
     "saturday sunday segunda terca quarta quinta sexta lundi mardi mercredi jeudi vendredi samedi "
     "dimanche hoy manana ayer semana semanas mes tarde tardes noche dia dias ano today tomorrow "
     "tonight week amanha hoje semaine demain ce soir urgente urge urgent pronto asap rapidito "
     "cumple "
     "fecha dia diario mensual siempre nunca puntual inmediato antes favor porfavor please por"},
    {flag_stop | flag_person,
     "hola ola buenas buenos dias saludos hello good morning afternoon evening oi bom boa tarde "
     "noite "
     "bonjour bonsoir salut gracias thanks thank obrigado obrigada merci estimado estimada "
     "estimados "
     "estimadas disculpe disculpa perdone senor senora senorita sr sra dr dra don dona ing lic "
     "amigo "
     "amiga amigos joven jefe jefa bendiciones cordial atentamente aqui soy somos habla equipo "
     "hijo hija hijos esposo esposa mama papa madre padre novia novio hermano hermana abuela "
     "abuelo "
     "familia jefe todo toda todos todas tudo tout tous toute bot robot local locales ciudad "
     "centro "
     "norte sur zona pais internacional internacionales empleados trabajadores gente personas "
     "persona alguien nombre casa oficina "
     "empresa "
     "negocio tienda colegio escuela universidad hospital clinica obra planta bodega sucursal "
     "company office school cliente clientes customer sister brother mother father wife husband "
     "son "
     "daughter team crew employees escritorio filho filha mae pai empresa entreprise fils fille"},
    {flag_stop | flag_request,
     "quiero quisiera quisieramos queremos querria queria quiere necesito necesitamos necesitaba "
     "necesitare ocupo ocupamos ocupaba requiero requerimos requerire busco buscamos buscaba "
     "buscando "
     "tiene tienen tenes tendra tendran tendras tienes teni tenei manejan maneja manejas manejan "
     "venden vende vendes vendeis hay habra cotizame cotice coticeme cotizar cotizas cotizan "
     "cotiza "
     "cotizarme cotizacion presupuesto precio precios dame deme denme mandame mandeme mande manda "
     "enviame envieme pongame ponme ponga pon agregue agrega agregame anade anadir apartame "
     "aparteme "
     "guardame guardai guardas guarden reservame surteme surtir surta surtame llevo llevaria "
     "llevar "
     "llevamos compro comprar compraria compramos pedir pido pedimos encargar encargo solicito "
     "solicitamos solicitar deseo deseamos gustaria interesa interesan interesado interesada "
     "apunto "
     "apuntame inscribirme inscribir inscribime vender consigo consigue consiguen traen trae traes "
     "dejame dejeme quedan queda kedan quedo cuesta cuestan cuestan vale valen sale salen costo "
     "faltan falta hace hacen requerimiento pedido orden "
     "want need needs looking look like love buy purchase order get quote price prices cost costs "
     "sell sells carry stock send give take offer available enrol enroll sign book enrolling "
     "quero queria queremos preciso precisamos gostaria procuro procurando vendem vende tem teria "
     "orcamento preco precos cotacao cotar custa custam comprar pedir encomendar manda mande envia "
     "quanto fica ficam sai saem "
     "veux voudrais voudrions voulons besoin cherche cherchons vendez vendent avez auriez devis "
     "prix "
     "acheter commander commande coute coutent prendre prends prendrai souhaite souhaitons "
     "aimerais "
     "aimerions faut"},
    {flag_stop | flag_service,
     "informacion informes informe info datos dato detalle detalles catalogo lista cotizaciones "
     "presupuestos cotizacion presupuesto precio precios costo costos envio envios entrega "
     "entregas "
     "domicilio factura facturas facturacion pago pagos pagar tarjeta transferencia deposito "
     "efectivo "
     "cuenta descuento descuentos promocion promociones oferta ofertas rebaja cupon garantia "
     "devolucion cambio reembolso reclamo queja ayuda apoyo duda dudas pregunta preguntas consulta "
     "asesor vendedor asesoria operador horario horarios direccion ubicacion sucursales telefono "
     "whatsapp correo email pagina facebook instagram temario programa contenido cita demo "
     "seguimiento estado status pedido pedidos orden ordenes compra compras existencia existencias "
     "stock disponibilidad disponible disponibles inventario modelo modelos medida medidas color "
     "colores marca marcas foto fotos imagen imagenes ficha muestra mayoreo menudeo mayor total "
     "subtotal iva impuesto credito plazo meses mensualidades cuotas abonos hablar pesos dolares "
     "gratis gratuito gratuita free gratuit anticipo cobro cobros financiamiento financing soporte "
     "tecnico "
     "atencion llamada humano dinero regreso remboursement reembolsos devoluciones commande "
     "purchase "
     "reduction promotions promocoes promocao ebook guia directions paypal fedex estafeta "
     "paqueteria "
     "parqueadero estacionamiento calle calles magasin filial sucursal tienda suporte dono "
     "especialista "
     "inscripcion minimo maximo unidad calidad opcion opciones mensaje mensajes chat numero liga "
     "link enlace "
     "information invoice payment shipping delivery discount warranty refund help question catalog "
     "catalogue account card cash person agent human hours address phone number details options "
     "color colors colour colours size sizes brand total dollars delivered ship "
     "informacao entrega frete pagamento desconto garantia ajuda duda nota fiscal boleto pix "
     "information facture paiement livraison remise garantie aide devis"},
    {flag_connector, "y e and et & plus"},
    {flag_correction | flag_stop,
     "mejor digo perdon corrijo correccion espera espere esperen esperate sorry actually rather "
     "instead melhor alias desculpa plutot pardon wait"},
    {flag_denial | flag_stop, "no non nao nope"},
    {flag_same | flag_stop,
     "mismo misma mismos mismas same mesmo mesma mesmos mesmas meme memes igual iguales idem"},
    {flag_other | flag_stop,
     "otro otra otros otras another other outro outra outros outras autre autres"},
    {flag_size_cue | flag_stop,
     "talla tallas talle talles numero num nro size sizes tamano tamanho tamanhos taille tailles "
     "pointure pointures medida calzo calza calce numeracion tam"},
    {flag_weak_cue, "del en em in of do du"},
    {flag_container,
     "cubeta cubetas balde baldes tambo tambos tambor tambores frasco frascos bolsa bolsas bolsita "
     "costal costales garrafa garrafas garrafon garrafones lata latas sobre sobres rollo rollos "
     "tarima tarimas pallet pallets palet palets botella botellas bote botes tubo tubos tira tiras "
     "blister blisters charola charolas galon galones porron porrones bidon bidones barril "
     "barriles "
     "bulto bultos saco sacos tarro tarros envase envases litro litros metro metros kilo kilos "
     "gramo "
     "gramos tonelada toneladas juego juegos set sets kit kits cajon cajones carton cartones "
     "racimo "
     "manojo cubetita cubetitas contenedor contenedores vaso vasos jaba jabas huacal "
     "bucket buckets drum drums jar jars bag bags can cans roll rolls bottle bottles sack sacks "
     "tube "
     "tubes gallon gallons pallets crate crates liter liters litre litres kilo kilos barrel "
     "barrels "
     "case cases dozen carton cartons strip strips "
     "balde sacola sacolas garrafas frascos rolo rolos lata latas saco sacos fardo fardos galao "
     "galoes engradado tambores "
     "seau seaux sac sacs bouteille bouteilles boite rouleau rouleaux bidon bidons flacon flacons "
     "canette canettes palette palettes sachet sachets caisse caisses"},
    {flag_month,
     "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
     "diciembre january february march april may june july august september october november "
     "december janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro janvier "
     "fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"},
    {flag_time,
     "horas hora hrs hr am pm dias dia semanas semana meses mes anos ano minutos min minutes hours "
     "days day weeks week months month years dias jours jour heures heure semaines mois h cuotas "
     "mensualidades parcelas msi personas veces"},
    {flag_money,
     "pesos peso dolares dolar usd mxn clp cop ars eur euros euro soles sol reais real bucks "
     "dollars "
     "dollar lucas luca mangos varos baros pesitos quetzales colones guaranies mxp porciento "
     "percent"},
    {flag_for | flag_stop, "para pa pra for pour"},
    {flag_without, "sin without sem sans"},
    {flag_kind, "tipo type nivel level nivel niveau clase class"},
    {flag_coupon | flag_stop,
     "cupon cupones codigo coupon code cupom codigo promocode descuento promo bono"},
    {flag_of, "de of d del da do des du"},
    {flag_number,
     "a catorce catorze cem cent centaine centaines centena centenar centenas cento cents "
     "cien ciento cientos cinco cincuenta cinq cinquantaine cinquante cinquenta cuarenta "
     "cuatro cuatrocientas cuatrocientos decena decenas demi demie deux dez dezanove dezena "
     "dezenas dezenove dezesseis dezessete dezoito diecinueve dieciocho dieciseis diecisiete "
     "diez dix dizaine dizaines doce docena docenas dois dos doscientas doscientos douzaine "
     "douzaines douze doz doze dozen dozens duas duzentas duzentos duzia duzias eight "
     "eighteen eighty eleven fifteen fifty five forty four fourteen half huit hundred media "
     "medio meia meio mil milhao milhoes mille million millions millon millones neuf nine "
     "nineteen ninety nove novecientas novecientos noventa nueve ochenta ocho ochocientas "
     "ochocientos oitenta oito once one onze quarante quarenta quatorze quatre quatro "
     "quatrocentos quince quinhentas quinhentos quinientas quinientos quinzaine quinze seis "
     "seiscientas seiscientos seize sept sesenta sessenta sete setecientas setecientos "
     "setenta seven seventeen seventy siete six sixteen sixty soixante ten thirteen thirty "
     "thousand three trece treinta treize trentaine trente tres trescientas trescientos treze "
     "trezentas trezentos trinta trois twelve twenty two um uma un una une uno veinte "
     "veinticinco veinticuatro veintidos veintinueve veintiocho veintiseis veintisiete "
     "veintitres veintiun veintiuna veintiuno vingt vingtaine vingts vinte x"},
    {flag_per, "en por in per em by"},
});

struct Named {
  std::string_view name;
  std::string_view words;
};

/// Canonical colour and its words in any gender; compared by stem.
constexpr auto colors = std::to_array<Named>({
    {"negro", "negro negra black preto preta noir noire negrito"},
    {"blanco", "blanco blanca white branco branca blanc blanche"},
    {"azul", "azul azuis blue bleu bleue marino celestes"},
    {"rojo", "rojo roja red vermelho vermelha rouge colorado"},
    {"verde", "verde green vert verte limon"},
    {"amarillo", "amarillo amarilla yellow amarelo amarela jaune"},
    {"naranjo", "naranjo naranja orange laranja anaranjado anaranjada"},
    {"cafe", "cafe cafes marron marrones brown marrom castano castana cafecito"},
    {"gris", "gris grises griz grey gray cinza grise plomo ploma"},
    {"rosado", "rosado rosada rosa pink rose rosas rosita"},
    {"morado", "morado morada purple roxo roxa violeta violet violette moradito"},
    {"burdeo", "burdeo burdeos vino burgundy bordo bordeaux vinho granate"},
    {"dorado", "dorado dorada gold golden dourado dourada dore doree oro"},
    {"plateado", "plateado plateada silver prateado prateada argente argentee plata"},
    {"beige", "beige bege arena hueso"},
    {"celeste", "celeste"},
    {"turquesa", "turquesa turquoise"},
    {"fucsia", "fucsia fuchsia magenta"},
    {"lila", "lila lilac lilas"},
    {"camel", "camel camello"},
    {"miel", "miel honey mel"},
    {"nude", "nude piel"},
    {"crudo", "crudo cruda ecru"},
    {"claro", "claro clara clear transparente transparentes transparent clair claire"},
    {"oscuro", "oscuro oscura dark escuro escura fonce foncee"},
    {"ambar", "ambar amber ambre"},
});

/// Letter sizes in words; letters themselves are read where they stand as sizes.
constexpr auto sizes = std::to_array<Named>({
    {"S",
     "chico chica chicos chicas ch small pequeno pequena pequenos pequenas petit petite chiquita"},
    {"M", "mediano mediana medianos medianas medium moyen moyenne med"},
    {"L", "grande grandes gde large grand"},
    {"XL", "xl xg extragrande gg eg exg"},
    {"XXL", "xxl xxg xgg exxg"},
    {"XXXL", "xxxl xxxg"},
    {"XS", "xs xch pp extrachico"},
});

constexpr auto measures = std::to_array<Named>({
    {"ml", "ml mililitro mililitros cc milliliter"},
    {"l", "l lt lts litro litros liter liters litre litres ltr ltrs"},
    {"g", "g gr grs gramo gramos gram grams grama gramas"},
    {"kg", "kg kgs kilo kilos kilogramo kilogramos kilogram"},
    {"mg", "mg miligramos"},
    {"cm", "cm cms centimetro centimetros"},
    {"mm", "mm milimetro milimetros"},
    {"m", "m mt mts metro metros meter meters metres"},
    {"in", "pulgada pulgadas inch inches polegada polegadas pouces pulg"},
    {"ft", "ft"},
    {"w", "w watts watt"},
    {"v", "v volts volt voltios"},
    {"a", "a amp amps amperes amperios ah"},
    {"oz", "oz onza onzas ounce ounces"},
    {"lb", "lb lbs libra libras pounds"},
    {"gb", "gb gigas gb"},
    {"tb", "tb teras"},
    {"db", "db decibeles"},
    {"hp", "hp caballos"},
    {"gal", "galon galones gallon gallons gal"},
    {"per", "personas people pessoas personnes"},
});

template <class Take>
void each_word(std::string_view words, const Take& take) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    if (const auto word = words.substr(0, end); !word.empty()) take(word);
    if (end == std::string_view::npos) return;
    words.remove_prefix(end + 1);
  }
}

constexpr std::size_t word_by_sound_min = 5;

auto build_words() -> Words<Word> {
  Words<Word> made;
  for (const auto& group : flagged) {
    each_word(group.words, [&](auto word) { made[std::string{word}].flags |= group.flags; });
  }
  for (const auto& size : sizes) {
    each_word(size.words, [&](auto word) { made[std::string{word}].size = size.name; });
  }
  for (const auto& measure : measures) {
    each_word(measure.words, [&](auto word) { made[std::string{word}].measure = measure.name; });
  }
  return made;
}

auto build_colors() -> Words<std::string_view> {
  Words<std::string_view> made;
  for (const auto& color : colors) {
    each_word(color.words, [&](auto word) { made.emplace(stem(word), color.name); });
  }
  return made;
}

auto build_concepts() -> Words<std::vector<std::uint16_t>> {
  Words<std::vector<std::uint16_t>> made;
  std::uint16_t number = 0;
  for (const auto line : concept_lines()) {
    each_word(line, [&](auto word) {
      auto& numbers = made[stem(word)];
      if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
    });
    ++number;
  }
  return made;
}

}  // namespace

auto base_words() -> const Words<Word>& {
  static const auto words = build_words();
  return words;
}

auto word_by_sound(std::string_view folded) -> const Word* {
  static const auto sounds = [] {
    Words<const Word*> made;
    for (const auto& [word, meaning] : base_words()) {
      constexpr auto common = flag_request | flag_service | flag_person;
      if (word.size() < word_by_sound_min || (meaning.flags & common) == 0) continue;
      auto [at, fresh] = made.emplace(phonetic(word), &meaning);
      if (!fresh && meaning.flags < at->second->flags) at->second = &meaning;
    }
    return made;
  }();
  if (folded.size() < word_by_sound_min) return nullptr;
  const auto found = sounds.find(phonetic(folded));
  return found == sounds.end() ? nullptr : found->second;
}

auto concepts_of(std::string_view stem) -> std::span<const std::uint16_t> {
  static const auto concepts = build_concepts();
  const auto found = concepts.find(stem);
  if (found == concepts.end()) return {};
  return found->second;
}

auto things_for(std::string_view stem_of_need) -> std::span<const std::string> {
  static const auto things = [] {
    Words<std::vector<std::string>> made;
    for (const auto& line : purpose_lines()) {
      each_word(line.need, [&](auto need) {
        each_word(line.things, [&](auto thing) { made[stem(need)].push_back(stem(thing)); });
      });
    }
    return made;
  }();
  const auto found = things.find(stem_of_need);
  if (found == things.end()) return {};
  return found->second;
}

auto is_order_verb(std::string_view folded) -> bool {
  constexpr auto stems = std::to_array<std::string_view>(
      {"urg",    "necesit", "requer",  "requier",    "ocup",   "cotiz",   "cotic",
       "mand",   "envi",    "vend",    "manej",      "compr",  "encarg",  "solicit",
       "agreg",  "anad",    "apart",   "reserv",     "surt",   "llev",    "ofrec",
       "consig", "inscrib", "inscri",  "apunt",      "anot",   "guard",   "busc",
       "entreg", "consegu", "facilit", "proporcion", "precis", "program", "separ"});
  constexpr auto endings = std::to_array<std::string_view>(
      {"o",    "a",     "e",    "as",   "es",   "an",   "en",    "amos",  "emos", "ame",
       "eme",  "anme",  "enme", "anos", "enos", "ueme", "uenme", "uenos", "uele", "ele",
       "ale",  "ar",    "er",   "ir",   "arme", "irme", "aria",  "eria",  "amo",  "imos",
       "ando", "iendo", "ai",   "eis",  "ais",  "ates", "aste",  "aron",  "aba",  "abamos"});
  for (const auto begin : stems) {
    if (folded.substr(0, begin.size()) != begin) continue;
    const auto rest = folded.substr(begin.size());
    for (const auto end : endings) {
      if (rest == end) return true;
    }
  }
  return false;
}

auto color_of(std::string_view stem) -> std::string_view {
  static const auto known = build_colors();
  const auto found = known.find(stem);
  return found == known.end() ? std::string_view{} : found->second;
}

}  // namespace orkesta::nlu::search
