/// The pack's texts: questions and answers, documents.

#include <algorithm>

#include "reader.hpp"

namespace orkesta::pack {
namespace {

/// The lines of a text, without their ends.
auto lines_of(std::string_view text) -> std::vector<std::string_view> {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

auto joined(std::span<const std::string_view> lines) -> std::string {
  std::string text;
  for (const auto line : lines) {
    text += line;
    text += '\n';
  }
  return std::string(trimmed(text));
}

auto is_heading(std::string_view line) -> bool {
  return line.starts_with("##") && !line.starts_with("###");
}

auto field_at(std::string_view line, std::size_t from, std::size_t count, int number) -> Field {
  const auto part = line.substr(std::min(from, line.size()), count);
  const auto blanks = std::min(part.find_first_not_of(" \t"), part.size());
  return {std::string(trimmed(part)), {number, static_cast<int>(from + blanks) + 1}};
}

}  // namespace

void Reader::read_faq() {
  const auto* text = file("faq.md");
  if (text == nullptr) return;
  const Checks checks{FileReport(report_, "faq.md")};
  const auto lines = lines_of(*text);
  Names seen;
  for (std::size_t i = 0; i < lines.size();) {
    if (!is_heading(lines[i])) {
      ++i;
      continue;
    }
    auto end = i + 1;
    while (end < lines.size() && !is_heading(lines[end])) ++end;
    const auto colon = lines[i].find(':');
    const auto number = static_cast<int>(i) + 1;
    if (colon == std::string_view::npos) {
      checks.wrong(field_at(lines[i], 2, lines[i].size(), number), "bad_id",
                   "A heading is written '## key: question'.");
    } else {
      const auto key = field_at(lines[i], 2, colon - 2, number);
      if (!is_id(key.text))
        checks.wrong(key, "bad_id", "'" + key.text + "' is no key of a question.");
      checks.once(key, key.text, seen);
      pack_.faq.push_back({key.text, std::string(trimmed(lines[i].substr(colon + 1))),
                           joined(std::span(lines).subspan(i + 1, end - i - 1))});
    }
    i = end;
  }
}

void Reader::read_knowledge() {
  Names seen;
  for (const auto& [name, text] : texts_) {
    if (!name.starts_with("knowledge/") || !name.ends_with(".md")) continue;
    read_document(name, text, seen);
  }
}

void Reader::read_document(const std::string& name, std::string_view text, Names& seen) {
  const FileReport report(report_, name);
  const Checks checks(report);
  const auto lines = lines_of(text);
  const auto is_fence = [](std::string_view line) { return trimmed(line) == "---"; };
  const auto end = lines.empty() || !is_fence(lines.front())
                       ? lines.end()
                       : std::find_if(lines.begin() + 1, lines.end(), is_fence);
  if (end == lines.end()) {
    report.wrong({}, "required", "The file begins with '---', 'id: …' and '---'.");
    return;
  }
  tenant::KnowledgeDocument document;
  document.applies_to = "all";
  bool has_id = false;
  const auto days = [&](const Field& value) -> std::optional<std::int32_t> {
    const auto whole = checks.whole(value, 0, 100'000);
    return whole ? std::optional(static_cast<std::int32_t>(*whole)) : std::nullopt;
  };
  for (auto line = lines.begin() + 1; line != end; ++line) {
    const auto number = static_cast<int>(line - lines.begin()) + 1;
    const auto colon = line->find(':');
    const auto key = field_at(*line, 0, colon, number);
    if (!key.given()) continue;
    const auto value = colon == std::string_view::npos
                           ? Field{{}, key.place}
                           : field_at(*line, colon + 1, line->size(), number);
    if (key.text == "id") {
      has_id = true;
      document.id = checks.required_id(value, "id");
      checks.once(value, document.id, seen);
    } else if (key.text == "applies_to") {
      if (value.given()) document.applies_to = value.text;
      check_applies_to(value, checks);
    } else if (key.text == "warranty_days") {
      document.warranty_days = days(value);
    } else if (key.text == "return_days") {
      document.return_days = days(value);
    } else {
      report.warn(key.place, "unknown_key", "Nobody reads the key '" + key.text + "'.");
    }
  }
  if (!has_id) report.wrong({}, "required", "'id' must be given.");
  document.text =
      joined(std::span(lines).subspan(static_cast<std::size_t>(end - lines.begin()) + 1));
  pack_.knowledge.push_back(std::move(document));
}

void Reader::check_applies_to(const Field& value, const Checks& checks) const {
  const auto colon = value.text.find(':');
  const auto kind = value.text.substr(0, colon);
  const Field name{colon == std::string::npos
                       ? std::string()
                       : std::string(trimmed(std::string_view(value.text).substr(colon + 1))),
                   value.place};
  if (kind == "sku" && name.given()) {
    checks.reference(name, pointer(skus_), "product");
  } else if (kind == "category" && name.given()) {
    checks.reference(name, pointer(categories_), "category");
  } else if (value.given() && value.text != "all") {
    checks.wrong(value, "bad_choice", "It applies to all, category:X or sku:X.");
  }
}

}  // namespace orkesta::pack
