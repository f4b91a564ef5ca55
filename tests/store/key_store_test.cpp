/// Both key stores, and what the file must survive: kill -9 is tried on a child process.

#include "orkesta/store/key_store.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "support.hpp"

namespace orkesta::store {
namespace {

const TenantId demo{"demo"}, other{"other"};
const Subject ana = "conversation/ana", luis = "customer/luis";

auto read_all(const std::string& path) -> std::string {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class AnyKeyStore : public testing::TestWithParam<bool> {
 protected:
  AnyKeyStore() { reopen(); }
  void reopen() {
    keys_.reset();
    keys_ = GetParam() ? open_key_file({folder_.file("keys.sqlite")}).value()
                       : derived_keys("pack", folder_.path()).value();
  }
  TempFolder folder_;
  std::unique_ptr<KeyStore> keys_;
};
INSTANTIATE_TEST_SUITE_P(Stores, AnyKeyStore, testing::Values(true, false),
                         [](const auto& of) { return of.param ? "File" : "Derived"; });

TEST_P(AnyKeyStore, NumbersASubjectsKeysFromOne) {
  const auto key = keys_->current(demo, ana).value();
  EXPECT_EQ(key.number, 1u);
  EXPECT_EQ(keys_->current(demo, ana).value().bytes, key.bytes);
  EXPECT_EQ(keys_->find(demo, ana, 1).value()->bytes, key.bytes);
  EXPECT_FALSE(keys_->find(demo, ana, 2).value()) << "never made";
}

TEST_P(AnyKeyStore, NoTwoSubjectsNorTenantsShareAKey) {
  const auto key = keys_->current(demo, ana).value();
  EXPECT_NE(keys_->current(demo, luis).value().bytes, key.bytes);
  EXPECT_NE(keys_->current(other, ana).value().bytes, key.bytes);
}

TEST_P(AnyKeyStore, KeepsThemOverReopening) {
  const auto key = keys_->current(demo, ana).value();
  reopen();
  EXPECT_EQ(keys_->find(demo, ana, 1).value()->bytes, key.bytes);
  EXPECT_EQ(keys_->current(demo, ana).value().bytes, key.bytes);
}

TEST_P(AnyKeyStore, WhoIsErasedStaysErasedAndComesBackUnderTheNextNumber) {  // S13
  const auto first = keys_->current(demo, ana).value();
  const auto bystander = keys_->current(other, ana).value();
  ASSERT_TRUE(keys_->destroy(demo, ana));
  EXPECT_FALSE(keys_->find(demo, ana, 1).value());
  reopen();
  EXPECT_FALSE(keys_->find(demo, ana, 1).value());
  const auto second = keys_->current(demo, ana).value();
  EXPECT_EQ(second.number, 2u);
  EXPECT_NE(second.bytes, first.bytes);
  EXPECT_EQ(keys_->find(demo, ana, 2).value()->bytes, second.bytes);
  EXPECT_FALSE(keys_->find(demo, ana, 1).value());
  EXPECT_EQ(keys_->find(other, ana, 1).value()->bytes, bystander.bytes);
}

TEST_P(AnyKeyStore, ATenantsSecretIsMadeOnceAndSurvivesErasures) {
  const auto routing = keys_->secret(demo, "routing").value();
  EXPECT_NE(keys_->secret(demo, "lookups").value(), routing);
  EXPECT_NE(keys_->secret(other, "routing").value(), routing);
  ASSERT_TRUE(keys_->current(demo, ana));
  ASSERT_TRUE(keys_->destroy(demo, ana));
  reopen();
  EXPECT_EQ(keys_->secret(demo, "routing").value(), routing);
}

TEST_P(AnyKeyStore, PreparedKeysAreTheCurrentOnes) {
  const std::vector<KeyOwner> owners{{demo, ana}, {demo, luis}, {demo, ana}};
  ASSERT_TRUE(keys_->prepare(owners));
  const auto key = keys_->current(demo, ana).value();
  EXPECT_EQ(key.number, 1u);
  reopen();
  EXPECT_EQ(keys_->current(demo, ana).value().bytes, key.bytes);
}

TEST_P(AnyKeyStore, ManyThreadsAgreeOnOneKey) {
  std::vector<SubjectKey> seen(8);
  std::vector<std::thread> threads;
  for (auto& key : seen) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        key = keys_->current(demo, "conversation/" + std::to_string(i)).value();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& key : seen) EXPECT_EQ(key.bytes, seen[0].bytes);
}

TEST(DerivedKeys, AreTheSameForTheSameId) {
  const auto a = derived_keys("pack-1").value(), b = derived_keys("pack-1").value();
  EXPECT_EQ(a->current(demo, ana).value().bytes, b->current(demo, ana).value().bytes);
  EXPECT_EQ(a->secret(demo, "routing").value(), b->secret(demo, "routing").value());
  const auto c = derived_keys("pack-2").value();
  EXPECT_NE(a->current(demo, ana).value().bytes, c->current(demo, ana).value().bytes);
}

TEST(KeyFile, IsReadableByItsOwnerAlone) {  // S14
  const TempFolder folder;
  const auto keys = open_key_file({folder.file("keys.sqlite")}).value();
  ASSERT_TRUE(keys->current(demo, ana));
  for (const auto* name : {"keys.sqlite", "keys.sqlite-wal", "keys.sqlite.destroyed"}) {
    struct stat found {};
    ASSERT_EQ(::stat(folder.file(name).c_str(), &found), 0) << name;
    EXPECT_EQ(found.st_mode & 0777u, 0600u) << name;
  }
}

TEST(KeyFile, KeepsNoByteOfADestroyedKey) {
  const TempFolder folder;
  const auto keys = open_key_file({folder.file("keys.sqlite")}).value();
  const auto key = keys->current(demo, ana).value();
  const auto bytes = std::string(key.bytes.begin(), key.bytes.end());
  const auto held = [&] {
    return read_all(folder.file("keys.sqlite")) + read_all(folder.file("keys.sqlite-wal"));
  };
  ASSERT_NE(held().find(bytes), std::string::npos);
  ASSERT_TRUE(keys->destroy(demo, ana));
  EXPECT_EQ(held().find(bytes), std::string::npos);
}

TEST(KeyFile, AnOlderCopyRestoredBringsNobodyBack) {  // R18, S13
  const TempFolder folder;
  const auto path = folder.file("keys.sqlite");
  ASSERT_TRUE(open_key_file({path}).value()->current(demo, ana));
  const auto backup = read_all(path);
  ASSERT_TRUE(open_key_file({path}).value()->destroy(demo, ana));
  std::ofstream(path, std::ios::binary) << backup;
  const auto keys = open_key_file({path}).value();
  EXPECT_FALSE(keys->find(demo, ana, 1).value());
  EXPECT_EQ(keys->current(demo, ana).value().number, 2u);
}

TEST(KeyFile, ATornLastErasureIsCutOffAndADamagedOneIsNotPassedOver) {
  const TempFolder folder;
  const auto path = folder.file("keys.sqlite");
  {
    const auto keys = open_key_file({path}).value();
    for (const auto& subject : {ana, luis}) {
      ASSERT_TRUE(keys->current(demo, subject));
      ASSERT_TRUE(keys->destroy(demo, subject));
    }
  }
  const auto whole = read_all(path + ".destroyed");
  std::ofstream(path + ".destroyed", std::ios::binary) << whole.substr(0, whole.size() - 4);
  EXPECT_FALSE(open_key_file({path}).value()->find(demo, luis, 1).value());
  auto damaged = whole;
  damaged[3] = damaged[3] == '0' ? '1' : '0';
  std::ofstream(path + ".destroyed", std::ios::binary) << damaged;
  const auto opened = open_key_file({path});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error(), KeyError::corrupt);
}

TEST(KeyFile, ADamagedKeyIsAnErrorAndNotAnErasure) {
  const TempFolder folder;
  const auto path = folder.file("keys.sqlite");
  const auto key = open_key_file({path}).value()->current(demo, ana).value();
  auto bytes = read_all(path);
  const auto at = bytes.find(std::string(key.bytes.begin(), key.bytes.end()));
  ASSERT_NE(at, std::string::npos);
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto found = open_key_file({path}).value()->find(demo, ana, 1);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error(), KeyError::corrupt);
}

TEST(KeyFile, AReadOnlyOneMakesNothing) {
  const TempFolder folder;
  const auto path = folder.file("keys.sqlite");
  const auto writer = open_key_file({path}).value();
  const auto key = writer->current(demo, ana).value();
  const auto reader = open_key_file({path, true}).value();
  EXPECT_EQ(reader->find(demo, ana, 1).value()->bytes, key.bytes);
  EXPECT_EQ(reader->current(demo, luis).error(), KeyError::unavailable);
  EXPECT_EQ(reader->destroy(demo, ana).error(), KeyError::unavailable);
}

/// Makes keys for ever and says each on the pipe once it was answered.
[[noreturn]] void make_keys_until_killed(const std::string& path, int out) {
  const auto keys = open_key_file({path}).value();
  for (int i = 0;; ++i) {
    const auto key = keys->current(demo, "conversation/" + std::to_string(i)).value();
    if (::write(out, key.bytes.data(), key.bytes.size()) < 0) ::_exit(1);
  }
}

TEST(KeyFile, WhatWasAnsweredSurvivesKill9) {
  const TempFolder folder;
  const auto path = folder.file("keys.sqlite");
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto child = ::fork();
  if (child == 0) make_keys_until_killed(path, ends[1]);
  ::close(ends[1]);
  std::string said;
  char buffer[6400];
  while (said.size() < 64 * 50) {
    const auto got = ::read(ends[0], buffer, sizeof buffer);
    ASSERT_GT(got, 0);
    said.append(buffer, static_cast<std::size_t>(got));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  for (auto got = ::read(ends[0], buffer, sizeof buffer); got > 0;
       got = ::read(ends[0], buffer, sizeof buffer)) {
    said.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  const auto keys = open_key_file({path}).value();
  for (std::size_t i = 0; i < said.size() / 64; ++i) {
    const auto key = keys->find(demo, "conversation/" + std::to_string(i), 1).value();
    ASSERT_TRUE(key) << i;
    EXPECT_EQ(std::string(key->bytes.begin(), key->bytes.end()), said.substr(i * 64, 64));
  }
}

TEST(KeyFile, KnowsAWarmKeyInAboutAMicrosecond) {
  const TempFolder folder;
  const auto keys = open_key_file({folder.file("keys.sqlite")}).value();
  ASSERT_TRUE(keys->current(demo, ana));
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 20000; ++i) ASSERT_TRUE(keys->current(demo, ana));
  const auto took = std::chrono::steady_clock::now() - begin;
  RecordProperty("nanoseconds", std::to_string((took / 20000).count()));
  EXPECT_LT(took, std::chrono::seconds(2)) << "a look into a cache, not into a file";
}

}  // namespace
}  // namespace orkesta::store
