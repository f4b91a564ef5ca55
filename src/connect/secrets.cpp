#include "orkesta/connect/secrets.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace orkesta::connect {
namespace {

constexpr std::size_t secret_bytes_max = 64u << 10;

auto is_plain(char c) -> bool {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

/// Parts of plain characters, none empty, `.` or `..`: no way out of the folder.
auto is_safe(std::string_view path) -> bool {
  while (true) {
    const auto slash = path.find('/');
    const auto part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." ||
        !std::all_of(part.begin(), part.end(), is_plain))
      return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

auto variable_of(std::string_view path) -> std::string {
  std::string name = "ORKESTA_SECRET_";
  for (const char c : path) {
    if (c >= 'a' && c <= 'z')
      name += static_cast<char>(c - 32);
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      name += c;
    else
      name += '_';
  }
  return name;
}

auto without_line_end(std::string value) -> std::string {
  while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) value.pop_back();
  return value;
}

auto read_file(const std::string& path) -> std::optional<Secret> {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string value;
  for (char c = 0; value.size() < secret_bytes_max && file.get(c);) value += c;
  value = without_line_end(std::move(value));
  if (value.empty()) return std::nullopt;
  return Secret{std::move(value)};
}

}  // namespace

auto open_secrets(std::string folder) -> SecretSource {
  return [folder = std::move(folder)](std::string_view path) -> std::optional<Secret> {
    if (!is_safe(path)) return std::nullopt;
    if (!folder.empty())
      if (auto secret = read_file(folder + '/' + std::string(path))) return secret;
    const char* const value = std::getenv(variable_of(path).c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return Secret{value};
  };
}

auto find_secrets(const SecretSource& source, std::string_view tenant, std::string_view service,
                  std::string_view account, std::string_view key) -> std::vector<std::string> {
  const auto base = "tenant/" + std::string(tenant) + '/' + std::string(service) + '/';
  for (const auto& prefix : {base + std::string(account) + '/', base}) {
    std::vector<std::string> found;
    for (const auto* const suffix : {"", "_previous"})
      if (auto secret = source(prefix + std::string(key) + suffix))
        found.push_back(secret->reveal());
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace orkesta::connect
