#include <optional>
#include <utility>

#include "orkesta/domain/tenant/messages.hpp"
#include "tenant/tables.hpp"

namespace orkesta::tenant {
namespace {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

auto text_bytes(std::string_view text) -> std::size_t {
  std::size_t bytes = 2;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    bytes += byte < 0x20 ? 6 : c == '"' || c == '\\' ? 2 : 1;
  }
  return bytes;
}

/// At least the bytes of the value as canonical JSON, personal values sealed.
template <class T>
auto written_bytes(const T& value) -> std::size_t {
  if constexpr (std::is_same_v<T, std::string>) {
    return text_bytes(value);
  } else if constexpr (std::is_same_v<T, PersonalText>) {
    constexpr std::size_t seal = 400;  // Subject, key number, origin, tag.
    return seal + (value.opened() != nullptr ? text_bytes(*value.opened()) * 2 : 0) +
           (value.sealed() != nullptr ? value.sealed()->blob.size() * 2 : 0);
  } else if constexpr (IsOptional<T>::value) {
    return value ? written_bytes(*value) : 4;
  } else if constexpr (IsVector<T>::value) {
    std::size_t bytes = 2;
    for (const auto& item : value) bytes += 1 + written_bytes(item);
    return bytes;
  } else if constexpr (boost::describe::has_describe_members<T>::value) {
    std::size_t bytes = 2;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      bytes += std::string_view(member.name).size() + 4 + written_bytes(value.*member.pointer);
    });
    return bytes;
  } else {
    return 32;  // Numbers, truth values, names of enumerators, moments.
  }
}

}  // namespace

auto split_import(const Pack& pack, const ImportLabel& label, std::size_t bytes_max)
    -> std::vector<ImportPart> {
  const auto begin_part = [&](std::size_t number) {
    ImportPart part;
    part.import = label.import;
    part.digest = label.digest;
    part.by = label.by;
    part.part = static_cast<std::uint32_t>(number);
    return part;
  };
  const auto bytes_empty = written_bytes(begin_part(1));
  std::vector<ImportPart> parts{begin_part(1)};
  parts.front().rows.settings = pack.settings;
  auto bytes = bytes_empty + written_bytes(pack.settings);
  for_each_table([&](const char*, auto table) {
    for (const auto& row : pack.*table) {
      const auto more = 1 + written_bytes(row);
      if (bytes + more > bytes_max && bytes > bytes_empty) {
        parts.push_back(begin_part(parts.size() + 1));
        bytes = bytes_empty;
      }
      (parts.back().rows.*table).push_back(row);
      bytes += more;
    }
  });
  for (auto& part : parts) part.parts = static_cast<std::uint32_t>(parts.size());
  return parts;
}

}  // namespace orkesta::tenant
