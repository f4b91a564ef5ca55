#pragma once

/// Everything has a limit (R12), and each has its name here. Settings may lower them.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace orkesta::limits {

// The message log.
inline constexpr std::uint32_t log_partitions_max = 4096;    ///< 12 bits of a row's key.
inline constexpr std::uint32_t log_topics_max = 2047;        ///< 11 bits of a row's key.
inline constexpr std::uint64_t log_offset_max = 1ULL << 40;  ///< 40 bits of a row's key.
inline constexpr std::size_t log_topic_name_bytes_max = 160;
inline constexpr std::size_t log_attributes_max = 64;  ///< Of one record.
inline constexpr std::size_t log_key_bytes_max = 1024;
inline constexpr std::size_t log_trying_bytes_max = 1024;            ///< Of a poison note.
inline constexpr std::size_t log_transaction_bytes_max = 64u << 20;  ///< Of one unit's transaction.
inline constexpr std::size_t log_group_commit_bytes_max = 64u << 20;  ///< Then the next one starts.
inline constexpr std::size_t log_poll_bytes_max = 16u << 20;  ///< Handed over by one poll or read.
inline constexpr std::size_t log_read_rows_max = 500;         ///< Of one read transaction.
inline constexpr std::chrono::milliseconds log_read_time_max{100};  ///< Of one read transaction.
inline constexpr std::size_t log_readers_idle_max = 16;      ///< Kept connections for reading.
inline constexpr std::uint32_t log_wal_pages_max = 512;      ///< Then the writer checkpoints.
inline constexpr std::uint64_t log_tail_verified_rows = 16;  ///< Of each partition, at opening.
inline constexpr std::chrono::milliseconds log_foreign_poll_wait{5};  ///< Beside another process.

// The engine.
inline constexpr std::size_t engine_credits_per_partition = 4096;
inline constexpr std::size_t engine_credits_per_entity = 64;
inline constexpr std::size_t engine_rounds_max = 16;            ///< A seventeenth is a dead letter.
inline constexpr std::size_t engine_timers_per_work_max = 256;  ///< Then the next batch goes on.
inline constexpr std::size_t engine_timers_per_batch_max = 1024;
inline constexpr std::size_t engine_resident_max = 50'000;  ///< Living entities of a partition.
inline constexpr std::chrono::minutes engine_idle_until_passive{15};
inline constexpr std::uint64_t engine_turns_between_rows = 200;
inline constexpr std::uint64_t engine_turns_behind_cache_max = 50'000;
inline constexpr std::size_t engine_careful_transactions = 10'000;  ///< After a second crash.
inline constexpr std::size_t engine_rows_per_batch_max = 256;
inline constexpr std::size_t engine_failures_in_a_row_max = 1000;
inline constexpr std::chrono::seconds engine_child_time_max{10};
inline constexpr std::chrono::milliseconds engine_child_poll{2};
inline constexpr std::size_t engine_tenants_known_max = 100'000;
inline constexpr std::chrono::minutes engine_send_deadline{60};
inline constexpr std::size_t engine_dead_letter_raw_bytes_max = 64u << 10;

// A conversation.
inline constexpr std::chrono::seconds conversation_window_max{20};  ///< Of a burst, in all (D3).
inline constexpr std::int64_t conversation_seen_days = 9;  ///< Before the last: duplicates (R2).
inline constexpr std::size_t conversation_early_changes_max = 64;  ///< Edits without a message yet.
inline constexpr std::size_t conversation_sent_max = 32;  ///< Of ours that a channel may report on.
inline constexpr std::size_t conversation_waiting_max = 50;        ///< Messages of one burst.
inline constexpr std::size_t conversation_options_shown_max = 12;  ///< In one question.
inline constexpr std::size_t conversation_suggestions_max = 16;    ///< Remembered, not repeated.
inline constexpr std::size_t conversation_tools_max = 64;          ///< Remembered as used.

// The stores.
inline constexpr std::chrono::milliseconds store_busy_wait{5000};  ///< For another writer.
inline constexpr std::size_t store_statements_max = 512;  ///< Kept prepared by one connection.
inline constexpr std::size_t store_rows_max = 10000;      ///< Of one answer.
inline constexpr std::size_t store_readers_max = 64;      ///< Connections that answer questions.
inline constexpr std::chrono::milliseconds store_position_poll{20};  ///< Of another process's work.
inline constexpr std::size_t keys_cached_max = 131072;  ///< Two generations of half of it.
inline constexpr std::size_t keys_batch_max = 4096;     ///< Made in one transaction.
// The door (S12; the table of limits).
inline constexpr std::size_t text_code_points_max = 20'000;  ///< Longer texts are cut, and noted.
inline constexpr std::size_t raw_envelope_bytes_max = 64u << 10;

// HTTP.
inline constexpr std::size_t http_head_bytes_max = 8u << 10;
inline constexpr std::size_t http_headers_max = 64;
inline constexpr std::size_t http_target_bytes_max = 2u << 10;
inline constexpr std::size_t http_requests_per_connection_max = 1'000;
inline constexpr std::size_t stream_frames_max = 1'024;  ///< Waiting for one slow client.
inline constexpr std::size_t stream_listeners_max = 1'000;
inline constexpr std::size_t page_rows_max = 200;
inline constexpr std::uint32_t tenant_rate_per_second = 100;
inline constexpr std::uint32_t tenant_burst = 200;

// JSON. What others send is read with these; callers lower them where they know better.
inline constexpr std::size_t json_bytes_max = 16u << 20;  ///< The largest body is 10 MiB.
inline constexpr std::size_t json_depth_max = 32;
inline constexpr std::size_t json_members_max = 100'000;  ///< Of one object or array.
inline constexpr std::size_t json_values_max = 2'000'000;
// What we wrote ourselves may be a tenant's whole state: its pack and the one being imported.
inline constexpr std::size_t stored_json_bytes_max = 1'000'000'000;  ///< SQLite's largest value.
inline constexpr std::size_t stored_json_members_max = 300'000;      ///< `tenant_rows_max`.
inline constexpr std::size_t stored_json_values_max = 32'000'000;    ///< Two packs, 50 a row.

// A tenant's pack, and its import.
/// Of all tables together: 10,000 products with ten prices each, and as many rows again twice over.
inline constexpr std::size_t tenant_rows_max = 300'000;
inline constexpr std::size_t pack_files_max = 1000;
inline constexpr std::size_t pack_bytes_max = 64u << 20;  ///< Of a folder; by HTTP 10 MiB.
inline constexpr std::size_t import_part_bytes_max = 512u << 10;
inline constexpr std::uint32_t import_parts_max = 1000;

// Executors of effects.
inline constexpr std::size_t executor_withdrawals_kept_max = 100'000;
inline constexpr std::chrono::milliseconds executor_retry_pause{100};       ///< Doubled each time.
inline constexpr std::chrono::milliseconds executor_retry_pause_max{5000};  ///< Longer: a timer.

}  // namespace orkesta::limits
