#include "orkesta/connect/secrets.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace orkesta::connect {
namespace {

class Secrets : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "orkesta_secrets_" + std::to_string(::getpid());
    std::filesystem::create_directories(folder_ + "/tenant/demo/chatwoot/3");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& path, const std::string& value) {
    std::ofstream(folder_ + '/' + path) << value;
  }
  auto found(const std::string& account) -> std::vector<std::string> {
    return find_secrets(open_secrets(folder_), "demo", "chatwoot", account, "hmac_secret");
  }
  std::string folder_;
};

TEST_F(Secrets, ALineEndIsNotPartOfOne) {
  write("tenant/demo/chatwoot/hmac_secret", "s3cret\n");
  EXPECT_EQ(found("3"), std::vector<std::string>{"s3cret"});
}
TEST_F(Secrets, TheAccountsOwnGoesFirst) {
  write("tenant/demo/chatwoot/hmac_secret", "all");
  write("tenant/demo/chatwoot/3/hmac_secret", "own");
  EXPECT_EQ(found("3"), std::vector<std::string>{"own"});
  EXPECT_EQ(found("4"), std::vector<std::string>{"all"});
}
TEST_F(Secrets, TwoLiveDuringARotation) {
  write("tenant/demo/chatwoot/hmac_secret", "new");
  write("tenant/demo/chatwoot/hmac_secret_previous", "old");
  EXPECT_EQ(found("3"), (std::vector<std::string>{"new", "old"}));
}
TEST_F(Secrets, APathOutOfTheFolderFindsNothing) {  // S8
  write("tenant/demo/chatwoot/hmac_secret", "s");
  EXPECT_FALSE(open_secrets(folder_ + "/tenant")("../tenant/demo/chatwoot/hmac_secret"));
  EXPECT_FALSE(open_secrets(folder_)("tenant//demo"));
}
TEST_F(Secrets, TheEnvironmentIsAskedNext) {
  ::setenv("ORKESTA_SECRET_TENANT_DEMO_CHATWOOT_HMAC_SECRET", "env", 1);
  EXPECT_EQ(found("3"), std::vector<std::string>{"env"});
  ::unsetenv("ORKESTA_SECRET_TENANT_DEMO_CHATWOOT_HMAC_SECRET");
}

}  // namespace
}  // namespace orkesta::connect
