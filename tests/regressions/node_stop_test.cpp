// A node that stopped hung now and then, or touched freed memory: the pool for what blocks was
// destroyed while a projector's actor was handing it its next job.
#include <gtest/gtest.h>

#include <atomic>

#include "blocking_pool.hpp"
#include "orkesta/actors/node.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::actors {
namespace {

TEST(StoppedPool, ForgetsAJobThatComesLater) {
  std::atomic<int> done{0};
  BlockingPool pool(2);
  pool.stop();
  pool.run([&] { ++done; });
  EXPECT_EQ(done, 0);
}

TEST(StoppedPool, MayBeStoppedAgain) {
  BlockingPool pool(2);
  pool.stop();
  pool.stop();
}

TEST(Node, StopsWhileItsProjectorsLookForWork) {  // R20
  const auto log = log::open_memory_log({});
  const auto keys = store::derived_keys("regression");
  const auto rows = store::open_sqlite_store({});
  ASSERT_TRUE(keys && rows);
  for (int start = 0; start < 20; ++start) {
    SCOPED_TRACE("start " + std::to_string(start));
    const auto cache = store::memory_state_cache();
    NodeSurroundings around;
    around.log = log.get();
    around.cache = cache.get();
    around.keys = keys->get();
    around.kinds = &engine::all_kinds();
    around.understander = &engine::built_in_understander();
    around.rows = rows->get();
    NodeOptions options;
    options.now = [] { return Timestamp{0}; };
    start_node(options, around)->stop(std::chrono::seconds{5});
  }
}

}  // namespace
}  // namespace orkesta::actors
