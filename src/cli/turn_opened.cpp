#include "turn_opened.hpp"

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/kind.hpp"

namespace orkesta::cli {
namespace {

template <class K>
auto opened_as(std::string_view bytes, const EntityKey& entity, KeyStore& keys) -> std::string {
  auto turn = codec::decode_turn<K>(bytes);
  if (!turn || !codec::open(*turn, entity.tenant, keys)) return std::string(bytes);
  return codec::write_opened(*turn);
}

}  // namespace

auto opened_turn(std::string_view turn, const EntityKey& entity, KeyStore& keys) -> std::string {
  if (entity.kind == conversation::Kind::name)
    return opened_as<conversation::Kind>(turn, entity, keys);
  if (entity.kind == tenant::Kind::name) return opened_as<tenant::Kind>(turn, entity, keys);
  return std::string(turn);
}

}  // namespace orkesta::cli
