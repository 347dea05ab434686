// The queue's limits.
#include "storage/writer/queue.h"

#include <gtest/gtest.h>

namespace yijian::storage {
namespace {

using std::chrono::milliseconds;

Job job_of(const std::string& id, size_t bytes = 1) {
  Job job;
  job.case_id = id;
  job.bytes = bytes;
  return job;
}
bool push(Queue& queue, Job job) { return queue.push(job); }

TEST(WriterQueue, RefusesOneMoreThanItHolds) {
  Queue queue(2, 100);
  EXPECT_TRUE(push(queue, job_of("a")));
  EXPECT_TRUE(push(queue, job_of("b")));
  EXPECT_FALSE(push(queue, job_of("c")));
  EXPECT_EQ(queue.take(1, milliseconds(0)).at(0).case_id, "a");
  EXPECT_TRUE(push(queue, job_of("c")));
}

TEST(WriterQueue, RefusesMoreBytesThanItHoldsAndForgetsThemWhenTaken) {
  Queue queue(10, 100);
  EXPECT_TRUE(push(queue, job_of("a", 60)));
  EXPECT_FALSE(push(queue, job_of("b", 41)));
  EXPECT_TRUE(push(queue, job_of("c", 40)));
  EXPECT_EQ(queue.take(10, milliseconds(0)).size(), 2U);
  EXPECT_TRUE(push(queue, job_of("d", 100)));
}

TEST(WriterQueue, GivesAnErrandAloneAndInItsPlace) {
  Queue queue(10, 100);
  push(queue, job_of("a"));
  Job errand;
  errand.errand = [](const Status&) {};
  EXPECT_TRUE(queue.push(errand));
  push(queue, job_of("b"));
  EXPECT_EQ(queue.take(10, milliseconds(0)).at(0).case_id, "a");
  EXPECT_TRUE(queue.take(10, milliseconds(0)).at(0).errand != nullptr);
  EXPECT_EQ(queue.take(10, milliseconds(0)).at(0).case_id, "b");
}

TEST(WriterQueue, TakesNothingMoreOnceClosedButGivesWhatItHas) {
  Queue queue(10, 100);
  push(queue, job_of("a"));
  queue.close();
  EXPECT_FALSE(push(queue, job_of("b")));
  EXPECT_EQ(queue.take(10, milliseconds(1'000)).size(), 1U);
  EXPECT_TRUE(queue.take(10, milliseconds(60'000)).empty()) << "it does not wait any more";
}

}  // namespace
}  // namespace yijian::storage
