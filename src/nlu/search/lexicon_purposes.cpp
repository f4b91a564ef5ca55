/// What things are for: words of a need, then the things that meet it. Spanish mostly, as people
/// who do not know a thing's name describe it. One direction only: a need finds things.

#include <array>

#include "lexicon_data.hpp"

namespace orkesta::nlu::search {
namespace {

constexpr auto purposes = std::to_array<Purpose>({
    {"dormir duerme duermo descansar sueno siesta sleep",
     "almohada colchon cama cobija pijama cojin"},
    {"acostar acostarse blandito", "cama colchon cojin colchoneta"},
    {"cabeza cuello nuca", "almohada casco gorra cojin"},
    {"calor refrescar sudar bochorno", "ventilador abanico aire minisplit"},
    {"frio helada invierno abrigar", "cobija calefactor calentador chamarra guante bufanda sueter"},
    {"lluvia mojarse llueve mojar", "impermeable paraguas bota capa"},
    {"sol quemar", "bloqueador gorra sombrero lente sombrilla"},
    {"ventana tapar cubrir entrar", "cortina persiana blackout"},
    {"oscuro alumbrar iluminar luz", "foco lampara linterna bombillo led cortina"},
    {"cargar carga recargar enchufar", "cargador bateria cable"},
    {"freir fritura frito crujiente", "freidora sarten aceite"},
    {"licuar moler batir licuado", "licuadora batidora"},
    {"cocinar guisar hervir", "olla sarten estufa cacerola"},
    {"barrer limpiar polvo pelusa aspirar", "aspiradora escoba trapeador trapo recogedor"},
    {"lavar manchas", "detergente jabon lavadora cloro"},
    {"lavarse manos germenes desinfectar", "gel jabon alcohol"},
    {"necesidades orinar popo pipi", "arena panal bandeja"},
    {"pasear pasea paseo sacar", "correa trailla arnes"},
    {"garrapata pulga rascar rasca pica picazon", "pipeta antipulgas collar shampoo"},
    {"hambre comer alimentar", "croqueta alimento comida"},
    {"ejercicio gimnasia fuerza musculo entrenar peso", "mancuerna pesa barra tapete gimnasio"},
    {"estirar meditar posturas", "tapete yoga mat"},
    {"brincar cardio", "cuerda soga"},
    {"bailar baile", "zumba clase bocina"},
    {"jugar partido cancha gol", "balon pelota"},
    {"rodar pedalear ciclismo cerro", "bicicleta bici casco"},
    {"regalar regalo cumple cumpleanos aniversario sorpresa", "ramo rosa flor taza globo tarjeta"},
    {"novia enamorados romantico amor", "ramo rosa flor chocolate"},
    {"flor flores", "ramo rosa orquidea planta"},
    {"dulce postre antojo", "cupcake pastel galleta chocolate pastelito"},
    {"fiesta invitados evento reunion", "bocadillo globo pastel cupcake picadera"},
    {"inflar decorar adornar", "globo helio"},
    {"liso lacio alisar alaciar frizz", "keratina alisado plancha alisadora"},
    {"canas pintar tenir", "tinte tintura"},
    {"secar mojado", "secadora toalla blower"},
    {"unas mano pies", "manicure esmalte pedicure"},
    {"foto selfie retrato", "selfie taza tripode marco"},
    {"rompio estrello quebro quebrada estrellada rota", "cambio reparacion"},
    {"rayar raye golpes caidas protejer proteger", "funda mica protector vidrio casco"},
    {"manejar manejando tablero", "soporte holder"},
    {"sentarse sentar", "silla sillon sofa banco"},
    {"visita visitas dormitorio", "sofa cama colchon"},
    {"sala comedor", "mesa sofa alfombra lampara"},
    {"sembrar plantar macetas jardin", "tierra maceta pala planta sustrato"},
    {"regar riego", "manguera regadera aspersor"},
    {"podar cortar pasto hierba", "podadora tijera machete desbrozadora"},
    {"agujero perforar hoyo taladrar hueco", "taladro broca"},
    {"colgar cuadro repisa clavar", "clavo martillo taquete tornillo gancho"},
    {"atornillar apretar aflojar", "desarmador destornillador llave atornillador"},
    {"pegar despego adherir", "pegamento silicon cinta resistol"},
    {"gotea gotera fuga tirando", "impermeabilizante sellador llave teflon empaque"},
    {"pared muro pintar", "pintura brocha rodillo"},
    {"subir alcanzar techo", "escalera"},
    {"almacenar guardar agua", "tinaco tanque cisterna bote caja"},
    {"banarse ducha caliente", "boiler calentador regadera"},
    {"arranca arrancar prende encender descargada", "bateria acumulador bujia marcha"},
    {"frenar rechina frena", "balata freno pastilla"},
    {"ponchada ponchar desinflada", "llanta parche camara"},
    {"aceite motor", "aceite lubricante filtro"},
    {"fiebre temperatura calentura", "termometro paracetamol"},
    {"presion", "baumanometro tensiometro"},
    {"dolor duele jaqueca", "paracetamol ibuprofeno analgesico aspirina"},
    {"herida cortada sangra curar", "gasa venda botiquin curita alcohol"},
    {"tos gripa resfriado", "jarabe antigripal pastilla"},
    {"ruido escandalo oir", "tapon orejera audifono"},
    {"humo gases vapores respirar", "respirador filtro mascarilla cartucho"},
    {"incendio lumbre apagar quema", "extintor manta"},
    {"caer altura alturas caida", "arnes linea"},
    {"aprender ensenar estudiar", "curso clase taller"},
    {"escribir apuntes notas", "cuaderno pluma lapiz"},
    {"cafe desayuno tomar", "taza cafetera termo"},
    {"musica cancion sonido", "bocina audifono parlante"},
    {"imprimir imprime", "impresora tinta toner papel"},
});

}  // namespace

auto purpose_lines() -> std::span<const Purpose> { return purposes; }

}  // namespace orkesta::nlu::search
