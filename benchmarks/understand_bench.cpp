/// Processor time of `understand` for one message, everything included: mean, median, 99th
/// percentile, worst. Processor time, so that a busy machine does not count. usage:
/// understand_bench [rounds]; its messages are those of a shop's day, written below.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <numeric>
#include <vector>

#include "orkesta/nlu/understand.hpp"

namespace {

constexpr auto messages = std::to_array<std::string_view>({
    "hola",
    "👍",
    "buenas tardes, a cómo la caja de guantes de nitrilo talla M?",
    "necesito 50 cajas de guantes nitrilo M y 20 cubrebocas para el viernes, soy Laura Gómez",
    "ya les deposité $4,350.00 ayer, ahí va el comprobante de la factura F001-2207",
    "me lo deja en 500?",
    "q precio tienen xfa",
    "dónde está mi pedido, quedaron que hoy y nada!!",
    "Hi, could you please send me a quote for 200 t-shirts with our logo to sam@example.com?",
    "oi, tudo bem? vocês entregam em Campinas? quanto fica o frete pra 3 bolos?",
    "bonjour, je voudrais réserver une table pour 4 personnes samedi soir svp",
    "compré una licuadora hace dos semanas y ya no prende, la llevé a la sucursal del centro y me "
    "dijeron que la garantía la ven ustedes; la verdad estoy muy molesta porque nadie me contesta, "
    "les he escrito tres veces y les he llamado al 55 5555 0142 y nada. Quiero que me la cambien o "
    "me "
    "regresen mi dinero, pagué $1,899 y tengo el ticket. Espero su respuesta hoy mismo por favor",
});

auto thread_micros() -> double {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

auto main(int count, char** words) -> int {
  const auto rounds = count > 1 ? std::atoi(words[1]) : 2000;
  const auto& models = orkesta::nlu::built_in_models();
  std::vector<double> micros;
  std::size_t entities = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const auto message : messages) {
      const auto start = thread_micros();
      const auto seen = orkesta::nlu::understand(models, message, {}, {2025, 6, 10}, "MXN");
      const auto end = thread_micros();
      entities += seen.entities.size();
      micros.push_back(end - start);
    }
  }
  std::sort(micros.begin(), micros.end());
  const auto size = static_cast<double>(micros.size());
  const auto at = [&](double share) {
    return micros[static_cast<std::size_t>(share * (size - 1))];
  };
  std::cout << "understand: mean " << std::accumulate(micros.begin(), micros.end(), 0.0) / size
            << " us, median " << at(0.5) << ", p99 " << at(0.99) << ", worst " << micros.back()
            << " (" << micros.size() << " messages, " << entities << " entities)\n";
  return 0;
}
