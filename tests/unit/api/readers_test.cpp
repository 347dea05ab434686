// The threads that read for the HTTP thread.
#include "api/handlers/readers.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <future>
#include <string>

namespace yijian::handlers {
namespace {

TEST(Readers, HaveANameForPerfAndTop) {
  Readers readers(1);
  std::promise<std::string> told;
  ASSERT_TRUE(readers.submit([&] {
    char name[16] = "";
    pthread_getname_np(pthread_self(), name, sizeof name);
    told.set_value(name);
  }));
  EXPECT_EQ(told.get_future().get(), "yj-reader");
}

}  // namespace
}  // namespace yijian::handlers
