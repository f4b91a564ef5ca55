#include "path_world.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "measure.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/domain/tenant/messages.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/pack/pack.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::benchmarks {
namespace {

constexpr std::chrono::milliseconds look_every{1};

auto wall_clock() -> Timestamp {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

/// A customer's thread from greeting to thanks; `%n` is a number that differs from one to the next.
constexpr auto script = std::to_array<std::string_view>({
    "hola, buenas tardes",
    "necesito %n cajas de guantes nitrilo azul M y 20 cajas de cubrebocas tricapa azul",
    "¿cuál es el horario de atención?",
    "y también quiero %n cajas de guantes de látex, por favor",
    "medianos",
    "¿hacen envíos a Saltillo? me urge para el viernes",
    "a cómo el casco de seguridad blanco?",
    "me haces un descuento si llevo %n?",
    "ok, acepto la cotización",
    "muchas gracias, hasta luego",
});

auto said(std::size_t conversation, std::size_t message) -> std::string {
  std::string text(script[message % script.size()]);
  if (const auto at = text.find("%n"); at != std::string::npos)
    text.replace(at, 2, std::to_string(5 + (conversation * 7 + message) % 60));
  return text;
}

/// The pack under another id, with a quiet window of 0.
auto renamed(std::vector<pack::PackFile> files, const std::string& from, const std::string& to)
    -> std::vector<pack::PackFile> {
  const auto replace = [](std::string& text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    ORKESTA_ASSERT(at != std::string::npos);
    text.replace(at, what.size(), with);
  };
  for (auto& file : files) {
    if (file.name != "tenant.toml") continue;
    replace(file.text, "id = \"" + from + '"', "id = \"" + to + '"');
    replace(file.text, "quiet_window_s = 4", "quiet_window_s = 0");
  }
  return files;
}

}  // namespace

auto TimedUnderstander::understand(std::string_view text, const engine::UnderstandingHints& hints,
                                   Timestamp at, const engine::ContextSnapshot& context) const
    -> Understanding {
  const auto before = thread_nanoseconds();
  auto made = engine::built_in_understander().understand(text, hints, at, context);
  const auto spent = static_cast<std::uint64_t>(thread_nanoseconds() - before);
  ++count_;
  nanoseconds_ += spent;
  ++buckets_[std::min<std::uint64_t>(spent / (bucket_us * 1000), buckets_.size() - 1)];
  return made;
}

auto TimedUnderstander::mean_us() const -> double {
  return count_ == 0 ? 0 : static_cast<double>(nanoseconds_) / 1e3 / static_cast<double>(count_);
}

auto TimedUnderstander::percentile_us(double share) const -> double {
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (static_cast<double>(seen) >= share * static_cast<double>(count_))
      return static_cast<double>((i + 1) * bucket_us);
  }
  return 0;
}

World::World(WorldOptions options) : options_(std::move(options)) {
  std::filesystem::remove_all(options_.folder);
  std::filesystem::create_directories(options_.folder);
}

World::~World() {
  crash();
  std::error_code ignored;
  std::filesystem::remove_all(options_.folder, ignored);
}

void World::open() {
  log_ = log::open_embedded_log({.folder = options_.folder + "/log"}).value();
  keys_ = store::open_key_file({.path = options_.folder + "/keys.sqlite"}).value();
  cache_ = store::open_state_cache({.folder = options_.folder + "/cache", .say = {}}).value();
  if (options_.rows)
    rows_ = store::open_sqlite_store({.path = options_.folder + "/rows.sqlite"}).value();
  door_ = std::make_unique<door::Door>(*log_, *keys_, "orkesta");
}

auto World::start() -> double {
  const auto begun = wall_seconds();
  open();
  actors::NodeOptions wanted;
  wanted.workers = options_.workers;
  wanted.blocking_threads = options_.blocking_threads;
  wanted.hosting = options_.hosting;
  wanted.now = wall_clock;
  wanted.say = [](std::string_view text) { std::cerr << text << '\n'; };
  actors::NodeSurroundings around;
  around.log = log_.get();
  around.cache = cache_.get();
  around.keys = keys_.get();
  around.kinds = &engine::all_kinds();
  around.understander = &understander_;
  around.rows = rows_.get();
  node_ = actors::start_node(wanted, around);
  while (!node_->is_ready()) std::this_thread::sleep_for(look_every);
  return wall_seconds() - begun;
}

void World::stop() {
  if (node_) node_->stop(std::chrono::minutes{5});
  crash();
}

void World::crash() {
  node_.reset();
  door_.reset();
  rows_.reset();
  cache_.reset();
  keys_.reset();
  log_.reset();
}

void World::import_tenants() {
  const auto files = pack::load_folder(options_.pack).value();
  const auto name = std::filesystem::path(options_.pack).filename().string();
  for (std::size_t i = 0; i < options_.tenants; ++i) {
    const auto id = tenant(i);
    const auto read =
        pack::read_pack(renamed(files, name, id.text()), pack::system_zones()).value();
    const auto entity = engine::tenant_entity(id);
    for (auto& part : tenant::split_import(read.pack, {"import-1", "digest", "benchmark"})) {
      const HeardId heard{"import-1/" + std::to_string(part.part)};
      auto record =
          door::record_of(*keys_, "orkesta", entity, heard, tenant::Payload{std::move(part)});
      ORKESTA_ASSERT(door_->append(entity, std::move(record).value()).has_value());
    }
  }
  for (std::size_t i = 0; i < options_.tenants; ++i) {
    while (true) {
      const auto there = node_->contexts().find(tenant(i));
      if (there && there->version > 0) break;
      std::this_thread::sleep_for(look_every);
    }
  }
}

auto World::tenant(std::size_t conversation) const -> TenantId {
  return TenantId{"shop-" + std::to_string(conversation % options_.tenants)};
}

auto World::webhook(std::size_t conversation, std::size_t message) const -> std::string {
  const auto thread = std::to_string(conversation + 1);
  const auto id = std::to_string(message * options_.conversations + conversation + 1);
  return R"({"event":"message_created","account":{"id":3,"name":"Tienda"},"id":)" + id +
         R"(,"content":")" + said(conversation, message) +
         R"(","content_type":"text","content_attributes":{},"additional_attributes":{},)"
         R"("message_type":"incoming","private":false,"source_id":"wamid.)" +
         id + R"(","created_at":"2026-11-21T16:02:11.482Z","conversation":{"id":)" + thread +
         R"(,"inbox_id":7,"status":"open","can_reply":true,"channel":"Channel::Whatsapp",)"
         R"("unread_count":1,"labels":[]},"inbox":{"id":7,"name":"WhatsApp"},"sender":{"id":)" +
         thread + R"(,"name":"Mariana )" + thread + R"(","email":"m)" + thread +
         R"(@example.com","phone_number":"+52555)" + std::to_string(1'000'000 + conversation) +
         R"(","type":"contact"}})";
}

auto World::turns() const -> std::uint64_t {
  std::uint64_t sum = 0;
  for (Partition partition = 0; partition < log_->partitions(); ++partition)
    sum += log_->range(log::topic::turns, partition).value().next;
  return sum;
}

auto World::revive(std::size_t conversations_max) const
    -> std::vector<std::unique_ptr<engine::Entity>> {
  std::vector<std::unique_ptr<engine::Entity>> alive;
  alive.reserve(conversations_max);
  const auto* kind = engine::all_kinds().find("conversation");
  for (Partition partition = 0; partition < log_->partitions(); ++partition) {
    const auto rows = cache_->scan(partition, std::nullopt, conversations_max).value();
    for (const auto& row : rows) {
      if (row.entity.kind != kind->name() || alive.size() >= conversations_max) continue;
      alive.push_back(kind->restore(row));
    }
  }
  return alive;
}

void World::await_rows() const {
  if (!rows_) return;
  for (const auto& projection : rows_->projections()) {
    for (Partition partition = 0; partition < log_->partitions(); ++partition) {
      const auto end = log_->range(log::topic::turns, partition).value().next;
      if (end == 0) continue;
      const store::Position last{store::PositionOf::turn, partition, end - 1};
      while (!rows_->wait_for(projection, last,
                              std::chrono::steady_clock::now() + std::chrono::seconds{10})) {
        ORKESTA_ASSERT(node_->counters().projectors_stopped == 0);
      }
    }
  }
}

auto World::bytes_on_disk() const -> std::uint64_t {
  std::uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(options_.folder))
    if (file.is_regular_file()) bytes += file.file_size();
  return bytes;
}

}  // namespace orkesta::benchmarks
