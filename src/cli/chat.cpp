#include "chat.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "chat_line.hpp"
#include "context_choice.hpp"
#include "import.hpp"
#include "local_server.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/local_engine.hpp"
#include "orkesta/gateway/turn_view.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::cli {
namespace {

using engine::CommittedTurn;
using Turns = std::vector<CommittedTurn>;

constexpr Timestamp clock_start{1'767'225'600'000};  // 2026-01-01: where no line has said a time.

auto failed(std::string_view code, const std::string& message) -> Failure<Trouble> {
  return Failure{Trouble{Exit::failed, std::string(code), message}};
}

/// The simulated outside world: every send arrives, every erasure is done.
auto executors_of(KeyStore& keys) -> engine::ExecutorRegistry {
  engine::ExecutorRegistry executors;
  executors.add("send_message", engine::simulated_executor());
  executors.add("withdraw_messages", engine::simulated_executor());
  executors.add("erase_person", engine::erasing_executor(keys));
  return executors;
}

/// When the log accepted its last record of any partition; runs over one folder go on from there.
auto last_accepted(log::MessageLog& log) -> Timestamp {
  Timestamp last{};
  for (Partition p = 0; p < log.partitions(); ++p) {
    const auto range = log.range(log::topic::inbound, p);
    if (!range || range->next == range->first) continue;
    auto reader = log.read({log::topic::inbound, p, range->next - 1}, log::Until::end_at_opening);
    if (!reader) continue;
    const auto records = (*reader)->next(std::chrono::milliseconds{0});
    if (records && !records->empty()) last = std::max(last, records->back().accepted);
  }
  return last;
}

/// Everything that a run holds, in the order of its making.
class Chat {
 public:
  static auto open(const ChatOptions& options, Timestamp first_at)
      -> Result<std::unique_ptr<Chat>, Trouble> {
    auto chat = std::unique_ptr<Chat>(new Chat(first_at));
    ORKESTA_TRY(chat->open_parts(options));
    if (!options.pack.empty()) {
      ORKESTA_TRY(chat->import());
    }
    ORKESTA_TRY_LET(context, context_in(*chat->parts_.log, *chat->tenant_));
    if (!context)
      return Failure{Trouble{Exit::not_found, "not_found",
                             options.tenant + ": this installation has no such tenant"}};
    chat->quiet_window_ = std::chrono::seconds{context->pack.settings.policy.quiet_window_s};
    return chat;
  }

  /// The answer to one line.
  auto answer(const ChatLine& line, codec::JsonWriter& json) -> Result<Done, BadLine> {
    if (const auto* const advance = std::get_if<AdvanceTo>(&line.what)) {
      auto turns = engine_->advance_to(std::max(advance->at, clock_.now()));
      if (!turns) return broken();
      json.field("advanced_to", clock_.now());
      write_turns(json, "turns", turns->begin(), turns->end());
      return Done{};
    }
    ORKESTA_TRY_LET(inbound, inbound_of(line));
    const EntityKey entity{*tenant_, "conversation", EntityId{line.conversation}};
    auto record = door::record_of(*keys_, installation_name, entity, inbound.id, inbound.payload);
    if (!record) return broken();
    const auto at = std::max(line.at.value_or(clock_.now()), clock_.now());
    auto turns = engine_->submit(entity, inbound.id.text(), std::move(record->value), at);
    if (!turns) return broken();
    return write_answer(json, *turns);
  }

  auto clock() const -> Timestamp { return clock_.now(); }
  /// How long the tenant waits for more words before it answers.
  auto quiet_window() const -> std::chrono::milliseconds { return quiet_window_; }

 private:
  explicit Chat(Timestamp first_at) : clock_(first_at) {}

  auto open_parts(const ChatOptions& options) -> Result<Done, Trouble> {
    ORKESTA_TRY(choose_tenant(options));
    const auto& data = options.data;
    const bool has_own_keys = !data.empty() && std::filesystem::exists(DataPaths(data).keys);
    if (data.empty()) {
      parts_.log = log::open_memory_log({.clock = clock_.clock(), .faults = {}});
      parts_.cache = store::memory_state_cache();
    } else {
      ORKESTA_TRY_LET(opened, open_installation(data, {.mode = Mode::writing,
                                                       .keys = has_own_keys,
                                                       .cache = true,
                                                       .rows = true,
                                                       .clock = clock_.clock()}));
      parts_ = std::move(opened);
      clock_.move_to(last_accepted(*parts_.log));
    }
    if (has_own_keys) {
      ORKESTA_TRY(nothing_under_way());
      keys_ = std::move(parts_.keys);
    } else {
      auto keys = chat_keys(data);
      if (!keys) return failed("keys", "the keys of erased persons cannot be read");
      keys_ = std::move(*keys);
    }
    const auto secret = keys_->secret(TenantId{"~"}, "positions");
    if (!secret) return failed("keys", "the installation's keys cannot be read");
    positions_.emplace(*secret);
    view_.emplace(*keys_, *positions_, [this](const EntityKey& entity, Sequence before) {
      return stage_before(entity, before);
    });
    return open_engine();
  }

  /// By its pack, which is imported; or by its name, where the folder has it already.
  auto choose_tenant(const ChatOptions& options) -> Result<Done, Trouble> {
    if (options.pack.empty()) {
      if (options.tenant.empty() || options.data.empty())
        return Failure{Trouble{Exit::usage, "usage",
                               "name a tenant: --pack DIR, or --tenant ID with --data DIR"}};
      tenant_ = TenantId{options.tenant};
      return Done{};
    }
    ORKESTA_TRY_LET(pack, load_pack(options.pack));
    pack_ = std::move(pack);
    tenant_ = TenantId{pack_.id};
    return Done{};
  }

  /// Effects are simulated here: what a server left to be sent would never be.
  auto nothing_under_way() -> Result<Done, Trouble> {
    for (const auto& topic : {log::topic::outbound, log::topic::effects}) {
      for (Partition p = 0; p < parts_.log->partitions(); ++p) {
        const auto range = parts_.log->range(topic, p);
        const auto sent = parts_.log->committed(engine::ExecutorLoopOptions{}.group, {topic, p});
        if (!range || !sent) return failed("log", parts_.log->diagnosis());
        if (*sent < range->next)
          return Failure{Trouble{Exit::conflict, "under_way",
                                 "a server left messages to be sent here: run it first"}};
      }
    }
    return Done{};
  }

  auto open_engine() -> Result<Done, Trouble> {
    executors_ = executors_of(*keys_);
    engine::LocalSurroundings around;
    around.log = parts_.log.get();
    around.cache = parts_.cache.get();
    around.keys = keys_.get();
    around.kinds = &engine::all_kinds();
    around.understander = &engine::built_in_understander();
    around.executors = &executors_;
    around.rows = parts_.rows.get();
    engine_ = std::make_unique<engine::LocalEngine>(around, clock_);
    if (!engine_->open()) return failed("engine", engine_->what());
    return Done{};
  }

  auto import() -> Result<Done, Trouble> {
    ORKESTA_TRY_LET(records, import_records(pack_, *keys_, "chat", next_input()));
    const auto entity = engine::tenant_entity(*tenant_);
    for (auto& part : records)
      if (!engine_->submit(entity, part.id.text(), std::move(part.record.value), clock_.now()))
        return failed("engine", engine_->what());
    return Done{};
  }

  /// Where a conversation of an earlier run stood.
  auto stage_before(const EntityKey& entity, Sequence before)
      -> std::optional<conversation::Stage> {
    auto stage = conversation::Stage::greeting;
    const auto read = engine::export_turns(
        *parts_.log, {std::nullopt, entity}, [&](const engine::ExportedTurn& turn) {
          if (turn.sequence >= before) return false;
          stage = gateway::stage_moved_to(turn.turn).value_or(stage);
          return true;
        });
    if (!read) return std::nullopt;
    return stage;
  }

  /// Where the next inbound of this tenant will lie: unlike any before.
  auto next_input() const -> std::string {
    const auto here = log::partition_of(*tenant_, parts_.log->partitions());
    const auto range = parts_.log->range(log::topic::inbound, here);
    return std::to_string(range ? range->next : 0);
  }

  struct Inbound {
    HeardId id;
    conversation::Payload payload;
  };
  /// What the line says, as the door drafts it. Without an id of its own a message is told from all
  /// others by where it will lie in the log.
  auto inbound_of(const ChatLine& line) -> Result<Inbound, BadLine> {
    const auto own_id = "chat-" + next_input();
    const auto keyed = [&](auto drafted) -> Result<Inbound, BadLine> {
      if (!drafted) return broken();
      conversation::Payload payload = std::move(*drafted);
      auto id = door::heard_id_of(payload).value_or(HeardId{own_id});
      return Inbound{std::move(id), std::move(payload)};
    };
    if (const auto* const message = std::get_if<ChatMessage>(&line.what)) {
      auto said = message->message;
      if (said.message_id.empty()) said.message_id = own_id;
      return keyed(
          door::draft(*keys_, *tenant_, {message->channel, "chat"}, said, {message->customer}));
    }
    if (const auto* const edit = std::get_if<ChatEdit>(&line.what))
      return keyed(door::draft(*keys_, *tenant_, line_of(line), edit->edit));
    if (const auto* const deletion = std::get_if<ChatDeletion>(&line.what))
      return keyed(door::draft(*keys_, *tenant_, line_of(line), deletion->deletion));
    const auto& command = std::get<ChatCommand>(line.what).command;
    return Inbound{HeardId{own_id}, command};
  }
  static auto line_of(const ChatLine&) -> door::Line { return {"chat", "chat"}; }

  auto write_answer(codec::JsonWriter& json, const Turns& turns) -> Result<Done, BadLine> {
    const auto answer = std::find_if(turns.begin(), turns.end(), [](const CommittedTurn& turn) {
      return std::holds_alternative<FromInbound>(turn.decided.cause);
    });
    if (answer == turns.end()) return broken();
    // Stages move in log order: what fired before is printed into its own text first.
    codec::JsonWriter before;
    before.begin_object();
    if (answer != turns.begin()) write_turns(before, "timers", turns.begin(), answer);
    const auto timers = before.end_object().text();
    write_turn(json, *answer);
    if (answer != turns.begin()) json.key("timers").raw(array_in(timers));
    if (std::next(answer) != turns.end()) write_turns(json, "then", std::next(answer), turns.end());
    return Done{};
  }
  void write_turn(codec::JsonWriter& json, const CommittedTurn& turn) {
    const auto& decided = turn.decided;
    const bool readable = view_->write(
        json, {decided.entity, decided.sequence, decided.digest, turn.at, decided.turn});
    ORKESTA_ASSERT(readable);  // Our own bytes of this very run.
  }
  /// The array behind the only member of `{"timers":[…]}`.
  static auto array_in(const std::string& object) -> std::string {
    const auto from = object.find('[');
    return object.substr(from, object.size() - from - 1);
  }

  template <class Iterator>
  void write_turns(codec::JsonWriter& json, std::string_view name, Iterator from, Iterator to) {
    json.key(name).begin_array();
    for (auto turn = from; turn != to; ++turn) {
      json.begin_object();
      write_turn(json, *turn);
      json.end_object();
    }
    json.end_array();
  }

  auto broken() const -> Failure<BadLine> {
    return Failure{BadLine{"engine", engine_ ? engine_->what() : "the engine is not open"}};
  }

  engine::VirtualClock clock_;
  std::chrono::milliseconds quiet_window_{0};
  LoadedPack pack_;
  std::optional<TenantId> tenant_;
  Installation parts_;
  std::unique_ptr<KeyStore> keys_;
  std::optional<store::PositionCodec> positions_;
  engine::ExecutorRegistry executors_;
  std::unique_ptr<engine::LocalEngine> engine_;
  std::optional<gateway::TurnView> view_;
};

/// What the customer reads of a turn.
void print_replies(const codec::JsonView& turn, std::ostream& out) {
  const auto replies = turn.find("replies");
  if (!replies) return;
  for (const auto reply : replies->items()) out << reply.text_of("text").value_or("") << "\n\n";
}

/// The replies of an answer to a line, in log order.
void print_answer(const codec::JsonView& answer, std::ostream& out) {
  for (const auto* const name : {"timers", "", "then", "turns"}) {
    if (*name == 0) {
      print_replies(answer, out);
    } else if (const auto turns = answer.find(name)) {
      for (const auto turn : turns->items()) print_replies(turn, out);
    }
  }
  out.flush();
}

/// Answers one line and prints it: as JSON when the line was JSON, else in words.
auto tell(Chat& chat, const ChatLine& line, bool as_json, std::ostream& out)
    -> Result<Done, BadLine> {
  codec::JsonWriter json;
  json.begin_object();
  ORKESTA_TRY(chat.answer(line, json));
  const auto text = json.end_object().text();
  const auto read = codec::Json::parse(text);
  if (as_json || !read)
    out << text << std::endl;
  else
    print_answer(read->root(), out);
  return Done{};
}

/// One line from the keyboard: words of a customer, after which the quiet window passes; or JSON.
auto hear_typed(Chat& chat, const std::string& typed, std::ostream& out) -> Result<Done, BadLine> {
  if (typed.starts_with('{')) {
    const auto json = codec::Json::parse(typed);
    if (!json) return Failure{BadLine{"bad_json", "this line is not JSON"}};
    ORKESTA_TRY_LET(line, read_chat_line(json->root()));
    return tell(chat, line, true, out);
  }
  const auto at = std::max(wall_clock(), chat.clock());
  connect::IncomingMessage message;
  message.thread = "terminal";
  message.kind = "text";
  message.text = typed;
  ORKESTA_TRY(tell(chat, {"terminal", at, ChatMessage{message, "chat", std::nullopt}}, false, out));
  const AdvanceTo answered{{at.milliseconds + chat.quiet_window().count() + 1}};
  return tell(chat, {"", std::nullopt, answered}, false, out);
}

/// Plain words on a terminal.
auto run_in_words(const ChatOptions& options, std::istream& in, std::ostream& out)
    -> Result<Exit, Trouble> {
  ORKESTA_TRY_LET(chat, Chat::open(options, wall_clock()));
  std::cerr << "Escriba como cliente y pulse Intro; Ctrl-D termina. (Type as a customer.)\n> "
            << std::flush;
  for (std::string typed; std::getline(in, typed);) {
    if (!typed.empty()) {
      const auto heard = hear_typed(*chat, typed, out);
      if (!heard) std::cerr << heard.error().message << '\n';
    }
    std::cerr << "> " << std::flush;
  }
  std::cerr << '\n';
  return Exit::done;
}

}  // namespace

auto run_chat(const ChatOptions& options, std::istream& in, std::ostream& out)
    -> Result<Exit, Trouble> {
  if (&in == &std::cin && ::isatty(STDIN_FILENO) == 1) return run_in_words(options, in, out);
  std::unique_ptr<Chat> chat;
  std::optional<Trouble> trouble;
  const auto exit = answer_lines(
      in, out, [&](const codec::JsonView& line, codec::JsonWriter& json) -> Result<Done, BadLine> {
        ORKESTA_TRY_LET(read, read_chat_line(line));
        if (!chat) {  // The first line says what time it is.
          const auto* const advance = std::get_if<AdvanceTo>(&read.what);
          auto opened = Chat::open(options, advance ? advance->at : read.at.value_or(clock_start));
          if (!opened) {
            trouble = opened.error();
            return Failure{BadLine{trouble->code, trouble->message}};
          }
          chat = std::move(*opened);
        }
        return chat->answer(read, json);
      });
  if (trouble) return Failure{*trouble};
  return exit;
}

}  // namespace orkesta::cli
