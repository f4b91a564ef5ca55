#include "build.hpp"

#include <algorithm>
#include <map>

#include "lexemes.hpp"
#include "orkesta/nlu/text.hpp"
#include "stems.hpp"

namespace orkesta::nlu::search {
namespace {

constexpr std::int32_t quality_name = 10000;
constexpr std::int32_t quality_alias = 9500;   ///< A word of an alias, for the name beside it.
constexpr std::int32_t quality_beside = 6000;  ///< Category, brand, description.
constexpr std::size_t description_words_max = 40;

/// 16 times the binary logarithm of numerator / denominator (>= 1), by squaring: no floats.
auto log2_16(std::uint64_t numerator, std::uint64_t denominator) -> std::int32_t {
  auto value = (numerator << 24U) / denominator;
  std::int32_t result = 0;
  while (value >= (std::uint64_t{2} << 24U)) {
    value >>= 1U;
    result += 16;
  }
  for (std::int32_t bit = 8; bit > 0; bit /= 2) {
    value = (value * value) >> 24U;
    if (value < (std::uint64_t{2} << 24U)) continue;
    value >>= 1U;
    result += bit;
  }
  return result;
}

/// A name cut into what compares as words and what compares as sizes.
struct Cut {
  std::vector<std::string> stems;  ///< In order, with repetitions.
  std::vector<std::string> words;  ///< Folded, beside `stems`.
  std::vector<std::string> sizes;
};

auto cut(std::string_view text) -> Cut {
  Cut made;
  for (const auto& piece : lex(text, nullptr)) {
    constexpr auto perhaps = flag_service | flag_person | flag_request;
    switch (piece.kind) {
      case Kind::number:
      case Kind::measure:
      case Kind::size:
        made.sizes.push_back(piece.text);
        break;
      case Kind::stop_mark:
      case Kind::comma:
        break;
      case Kind::word: {
        const bool stop = piece.has(flag_stop) && !piece.has(perhaps) && piece.color.empty();
        const bool joint =
            piece.has(flag_connector | flag_of | flag_per | flag_weak_cue | flag_for);
        if (stop || joint || piece.stem.empty() || piece.has(flag_size_cue)) break;
        made.stems.push_back(piece.stem);
        made.words.push_back(piece.text);
      } break;
    }
  }
  return made;
}

template <class Value>
auto contains(const std::vector<Value>& values, const Value& value) -> bool {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <class Value>
void add_new(std::vector<Value>& values, const Value& value) {
  if (!contains(values, value)) values.push_back(value);
}

auto canonical_color(std::string_view color) -> std::string {
  const auto key = stem(fold(color));
  const auto known = color_of(key);
  return known.empty() ? key : std::string{known};
}

void drop_last(std::vector<std::string>& words, const std::string& word) {
  const auto at = std::find(words.rbegin(), words.rend(), word);
  if (at != words.rend()) words.erase(std::next(at).base());
}

/// Every unit that prices accept for the product.
auto units_of(const tenant::Context& context, const tenant::Product& row)
    -> std::vector<std::string> {
  std::vector<std::string> units{row.unit};
  const auto& base_unit = row.base_unit.empty() ? row.unit : row.base_unit;
  add_new(units, base_unit);
  for (const auto& other : row.other_units) add_new(units, other.unit);
  if (contains(context.pack.settings.countable_units, base_unit)) {
    for (const auto& each : context.pack.settings.collective_units) add_new(units, each.unit);
  }
  return units;
}

class Builder {
 public:
  void add(const tenant::Context& context);
  void add(std::span<const CatalogItem> items);
  auto finish() -> std::unique_ptr<const Catalog>;

 private:
  void add_units(const tenant::Context& context);
  void add_product(const tenant::Context& context, const tenant::Product& row);
  auto vessels_in(std::string_view name) const -> std::vector<std::string>;
  void add_names(const tenant::Product& row, const std::vector<std::string>& base,
                 std::uint32_t product);
  auto shared_of(const tenant::Context& context, const std::string& model) -> const Cut&;
  auto add_family(const std::string& key, const std::vector<std::string>& base,
                  std::uint32_t product) -> DocumentId;
  void add_aliases(const tenant::Context& context);
  void add_alias_words(std::string_view text, Document document);
  void add_bigrams(std::string_view text);
  void add_phrase(std::string_view text, Document document);
  void add_beside(DocumentId document, std::string_view text);
  void post(DocumentId document, TermId term, std::int32_t quality, bool own);
  auto term(const std::string& stem) -> TermId;
  void weigh();
  void note_named_colors();
  void key_terms();

  std::unique_ptr<Catalog> made_ = std::make_unique<Catalog>();
  std::vector<Document> phrases_;
  std::map<std::string, Cut> shared_;  ///< By model: what all its names have.
  std::map<std::string, DocumentId> families_;
  std::vector<DocumentId> family_of_;          ///< By product.
  std::map<std::string, std::uint32_t> rows_;  ///< SKU to product.
};

auto Builder::term(const std::string& stem) -> TermId {
  const auto [at, fresh] = made_->by_stem.emplace(stem, static_cast<TermId>(made_->terms.size()));
  if (fresh) {
    made_->terms.push_back({stem, 0, 0});
    made_->postings.emplace_back();
  }
  return at->second;
}

void Builder::post(DocumentId document, TermId id, std::int32_t quality, bool own) {
  auto& list = made_->postings[id];
  for (const auto& there : list) {
    if (there.document == document && there.quality >= quality) return;
  }
  list.push_back({document, quality, own});
}

void Builder::add_units(const tenant::Context& context) {
  for (const auto& unit : context.pack.settings.unit_words) {
    made_->units.emplace(fold(unit.unit), unit.unit);
    for (const auto& word : unit.words) made_->units.emplace(fold(word), unit.unit);
  }
  for (const auto& row : context.pack.products) {
    if (!row.unit.empty()) made_->units.emplace(fold(row.unit), row.unit);
    if (!row.base_unit.empty()) made_->units.emplace(fold(row.base_unit), row.base_unit);
    for (const auto& other : row.other_units) made_->units.emplace(fold(other.unit), other.unit);
  }
  for (const auto& unit : context.pack.settings.collective_units) {
    made_->collectives.emplace(unit.unit, unit.count);
    made_->units.emplace(fold(unit.unit), unit.unit);
  }
  for (const auto& promotion : context.pack.promotions) {
    if (!promotion.coupon.empty()) made_->coupons.insert(fold(promotion.coupon));
  }
}

auto Builder::shared_of(const tenant::Context& context, const std::string& model) -> const Cut& {
  const auto [at, fresh] = shared_.try_emplace(model);
  if (!fresh) return at->second;
  bool first = true;
  for (const auto mate : context.variants_of(model)) {
    const auto& row = context.pack.products[mate];
    if (!row.active) continue;
    const auto name = cut(row.name);
    if (first) at->second = name;
    first = false;
    std::erase_if(at->second.stems, [&](const auto& word) { return !contains(name.stems, word); });
    std::erase_if(at->second.sizes, [&](const auto& size) { return !contains(name.sizes, size); });
  }
  return at->second;
}

/// Stems of the vessels and units that stand in a name: `Suero oral en sobre`.
auto Builder::vessels_in(std::string_view name) const -> std::vector<std::string> {
  std::vector<std::string> made;
  for (const auto& token : tokenize(name)) {
    const auto known = base_words().find(token.folded);
    const bool vessel = known != base_words().end() && (known->second.flags & flag_container) != 0;
    if (vessel || made_->units.contains(token.folded)) add_new(made, stem(token.folded));
  }
  return made;
}

void Builder::add_product(const tenant::Context& context, const tenant::Product& row) {
  Product product;
  product.sku = row.sku;
  product.unit = row.unit;
  product.units = units_of(context, row);
  const auto name = cut(row.name);
  auto base = name.stems;
  auto base_sizes = name.sizes;
  if (!row.model.empty()) {
    const auto& shared = shared_of(context, row.model);
    std::erase_if(base, [&](const auto& word) { return !contains(shared.stems, word); });
    std::erase_if(base_sizes, [&](const auto& size) { return !contains(shared.sizes, size); });
  }
  const auto color = row.color.empty() ? std::string{} : canonical_color(row.color);
  if (!color.empty()) {
    product.colors.push_back(color);
    made_->colors.insert(color);
    drop_last(base, stem(fold(row.color)));  // The last one: `Isla Negra negro`.
  }
  for (std::size_t i = 0; i < name.stems.size(); ++i) {
    const auto& word = name.words[i];
    if (contains(base, name.stems[i]) || canonical_color(word) == color) continue;
    add_new(product.own_terms, term(name.stems[i]));
  }
  product.vessels = vessels_in(row.name);
  for (const auto& size : name.sizes) {
    const bool own = !contains(base_sizes, size) || row.model.empty() || row.size.empty();
    if (own) add_new(product.sizes, size);
    if (!measure_in(size).empty()) add_new(product.measures, size);
  }
  if (!row.size.empty()) {
    const auto size = fold(row.size);
    const auto letter = canonical_size(size);
    add_new(product.sizes, letter.empty() ? size : letter);
  }
  const auto number = static_cast<std::uint32_t>(made_->products.size());
  rows_.emplace(row.sku, number);
  made_->products.push_back(std::move(product));
  add_names(row, base, number);
}

void Builder::add_names(const tenant::Product& row, const std::vector<std::string>& base,
                        std::uint32_t product) {
  std::string key;
  for (const auto& word : base) key.append(word).push_back(' ');
  const auto document = add_family(key, base, product);
  add_bigrams(row.name);
  add_beside(document, row.category);
  add_beside(document, row.brand);
  if (row.description.find("://") == std::string::npos) add_beside(document, row.description);
  Document code;
  code.products.push_back(product);
  code.target = product;
  add_phrase(row.sku, std::move(code));
}

auto Builder::add_family(const std::string& key, const std::vector<std::string>& base,
                         std::uint32_t product) -> DocumentId {
  const auto [at, fresh] = families_.emplace(key, static_cast<DocumentId>(made_->documents.size()));
  const auto number = at->second;
  if (fresh) {
    auto& document = made_->documents.emplace_back();
    for (const auto& word : base) add_new(document.terms, term(word));
    if (!base.empty()) document.head = term(base.front());
    for (const auto& word : base) {
      if (word == base.front()) continue;  // `Arena para gato`: the head names a thing.
      if (const auto color = color_of(word); !color.empty())
        add_new(document.colors, std::string{color});
    }
    for (const auto id : document.terms) post(number, id, quality_name, false);
  }
  made_->documents[number].products.push_back(product);
  family_of_.push_back(number);
  for (const auto id : made_->products[product].own_terms) post(number, id, quality_name, true);
  return number;
}

void Builder::add_bigrams(std::string_view text) {
  const auto tokens = tokenize(text);
  std::string_view before;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const auto& first = tokens[i - 1].folded;
    made_->bigrams.insert(first + ' ' + tokens[i].folded);
    const auto one = made_->by_stem.find(stem(first));
    const auto two = made_->by_stem.find(stem(tokens[i].folded));
    if (one == made_->by_stem.end() || two == made_->by_stem.end()) continue;
    auto& joined = made_->by_joined[stem(first + tokens[i].folded)];
    add_new(joined, one->second);
    add_new(joined, two->second);
  }
  for (const auto& token : tokens) {
    const auto found = base_words().find(token.folded);
    if (found != base_words().end() && (found->second.flags & (flag_of | flag_per)) != 0) continue;
    if (!before.empty()) made_->bigrams.insert(std::string{before} + ' ' + token.folded);
    before = token.folded;
  }
}

void Builder::add_phrase(std::string_view text, Document document) {
  const auto tokens = tokenize(text);
  if (tokens.empty()) return;
  std::string key;
  for (const auto& token : tokens) {
    if (!key.empty()) key.push_back(' ');
    key.append(token.folded);
  }
  const auto number = static_cast<DocumentId>(phrases_.size());  // Moved behind the others at last.
  const bool taken = !made_->phrases.emplace(key, number).second;
  if (taken && !document.owned) return;
  if (taken) made_->phrases[key] = number;
  made_->phrase_heads.insert(tokens.front().folded);
  made_->phrase_words_max = std::max(made_->phrase_words_max, tokens.size());
  phrases_.push_back(std::move(document));
}

void Builder::add_beside(DocumentId document, std::string_view text) {
  std::size_t words = 0;
  for (const auto& word : cut(text).stems) {
    if (++words > description_words_max) return;
    post(document, term(word), quality_beside, false);
  }
}

void Builder::add_alias_words(std::string_view text, Document document) {
  const auto words = cut(text);
  document.sizes = words.sizes;
  if (words.stems.empty()) return add_phrase(text, std::move(document));
  const auto number = static_cast<DocumentId>(made_->documents.size());
  for (const auto& word : words.stems) {
    add_new(document.terms, term(word));
    if (const auto color = color_of(word); !color.empty())
      add_new(document.colors, std::string{color});
  }
  document.head = term(words.stems.front());
  if (document.colors.empty()) {  // What contradicts the name contradicts its alias.
    document.colors = made_->documents[family_of_[document.products.front()]].colors;
  }
  for (const auto id : document.terms) post(number, id, quality_name, false);
  if (!document.owned) {  // Name and alias together: `cachuchas bordadas`.
    const auto family = family_of_[document.products.front()];
    for (const auto id : document.terms) {
      if (color_of(made_->terms[id].stem).empty()) post(family, id, quality_alias, false);
    }
  }
  made_->documents.push_back(std::move(document));
  add_bigrams(text);
}

void Builder::add_aliases(const tenant::Context& context) {
  for (std::uint32_t row = 0; row < context.pack.aliases.size(); ++row) {
    const auto& alias = context.pack.aliases[row];
    Document document;
    document.alias = row;
    document.owned = !alias.customer.empty();
    auto model = std::string_view{alias.target};
    if (const auto* product = context.product(alias.target)) {
      const auto found = rows_.find(alias.target);
      if (found == rows_.end()) continue;  // Not sold any more.
      document.target = found->second;
      model = product->model;
    }
    for (const auto mate : context.variants_of(model)) {
      const auto found = rows_.find(context.pack.products[mate].sku);
      if (found != rows_.end()) document.products.push_back(found->second);
    }
    if (document.target) add_new(document.products, *document.target);
    if (!document.products.empty()) add_alias_words(alias.alias, std::move(document));
  }
}

void Builder::add(const tenant::Context& context) {
  add_units(context);
  for (const auto& row : context.pack.products) {
    if (row.active) add_product(context, row);
  }
  add_aliases(context);
}

void Builder::add(std::span<const CatalogItem> items) {
  for (const auto& item : items) {
    Product product;
    product.sku = item.sku;
    const auto name = cut(item.name);
    product.sizes = name.sizes;
    for (const auto& size : name.sizes) {
      if (!measure_in(size).empty()) add_new(product.measures, size);
    }
    const auto number = static_cast<std::uint32_t>(made_->products.size());
    made_->products.push_back(std::move(product));
    const auto family = add_family(item.sku, name.stems, number);
    add_bigrams(item.name);
    add_beside(family, item.category);
    for (const auto& alias : item.aliases) {
      Document document;
      document.products.push_back(number);
      document.target = number;
      add_alias_words(alias, std::move(document));
    }
  }
}

void Builder::weigh() {
  const auto count = std::max<std::size_t>(made_->worded, 2);
  for (std::size_t id = 0; id < made_->terms.size(); ++id) {
    auto& term = made_->terms[id];
    term.documents = static_cast<std::int32_t>(made_->postings[id].size());
    term.weight = 24 + log2_16(count, static_cast<std::uint64_t>(std::max(term.documents, 1)));
  }
  made_->weight_unknown = 24 + log2_16(count, 1) * 3 / 4;
  for (auto& document : made_->documents) {
    for (const auto id : document.terms) document.weight += made_->terms[id].weight;
  }
}

/// The other ways to a term: by sound, by root, by concept, by three letters.
void Builder::key_terms() {
  for (TermId id = 0; id < made_->terms.size(); ++id) made_->sorted.push_back(id);
  std::sort(made_->sorted.begin(), made_->sorted.end(), [&](TermId left, TermId right) {
    return made_->terms[left].stem < made_->terms[right].stem;
  });
  for (TermId id = 0; id < made_->terms.size(); ++id) {
    const auto& word = made_->terms[id].stem;
    for (const auto concept_number : concepts_of(word)) {
      made_->by_concept[concept_number].push_back(id);
    }
    if (word.find_first_of("0123456789") != std::string::npos || word.size() < 3) continue;
    made_->by_phonetic[phonetic(word)].push_back(id);
    if (auto key = root(word); !key.empty()) made_->by_root[std::move(key)].push_back(id);
    each_trigram(word, [&](std::uint32_t gram) { add_new(made_->by_trigram[gram], id); });
  }
}

/// `isla negra`: a colour that belongs to a name whose products have colours of their own.
void Builder::note_named_colors() {
  for (const auto& document : made_->documents) {
    const bool varied =
        std::any_of(document.products.begin(), document.products.end(),
                    [&](auto product) { return !made_->products[product].colors.empty(); });
    if (!varied || document.alias) continue;
    for (std::size_t i = 1; i < document.terms.size(); ++i) {
      made_->named_colors.insert((std::uint64_t{document.terms[i - 1]} << 32U) | document.terms[i]);
    }
  }
}

auto Builder::finish() -> std::unique_ptr<const Catalog> {
  note_named_colors();
  made_->worded = made_->documents.size();
  for (auto& [key, number] : made_->phrases) number += static_cast<DocumentId>(made_->worded);
  made_->documents.insert(made_->documents.end(), phrases_.begin(), phrases_.end());
  weigh();
  key_terms();
  return std::move(made_);
}

}  // namespace

auto build(const tenant::Context& context) -> std::unique_ptr<const Catalog> {
  Builder builder;
  builder.add(context);
  return builder.finish();
}

auto build(std::span<const CatalogItem> items) -> std::unique_ptr<const Catalog> {
  Builder builder;
  builder.add(items);
  return builder.finish();
}

}  // namespace orkesta::nlu::search
