// What a digest is of, and that it never changes.
#include <gtest/gtest.h>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "small_world.h"

namespace yijian::definition {
namespace {

std::string digest(const std::vector<SourceFile>& files, std::string_view id) {
  const Library library = load(files);
  const Bundle* bundle = library.find(id);
  EXPECT_NE(bundle, nullptr) << id;
  return bundle == nullptr ? "" : bundle->digest;
}

TEST(Digest, IsOfTheSortedListOfParts) {
  const Library library = load(small_world());
  const Bundle& bundle = *library.find("check");
  const auto line = [](std::string_view kind, std::string_view id, std::string_view version,
                       const Value& value) {
    return List{kind, id, version, hex(sm3(canonical_text(*tag(value))))};
  };
  const Value& source = bundle.source;
  const List lines = {
      line("definition", "check", "1.0.0", *source.find("definitions")->find("check")),
      line("dictionary", "dictionary", "1", *source.find("dictionary"))};
  EXPECT_EQ(bundle.digest, hex(sm3(canonical_text(lines))));
}

TEST(Digest, FollowsEveryPartThatACaseIsPinnedTo) {
  const std::string whole = digest(small_world(), "whole");
  const std::string check = digest(small_world(), "check");
  const struct {
    const char *file, *find, *replacement;
  } kParts[] = {{"whole/workflow.json", "\"en\": \"Whole\"", "\"en\": \"All\""},
                {"mini/workflow.json", "\"en\": \"Plan\"", "\"en\": \"Map\""},
                {"family/workflow.json", "\"law\": \"L\"", "\"law\": \"M\""},
                {"mini/rows.json", "\"days\": \"4wd\"", "\"days\": \"2wd\""},
                {"templates/plain.json", "\"en\": \"Accept\"", "\"en\": \"Take\""},
                {"shared/dictionary.json", "\"maxLength\": 5", "\"maxLength\": 6"}};
  for (const auto& part : kParts)
    EXPECT_NE(digest(small_world_with(part.file, part.find, part.replacement), "whole"), whole)
        << part.file;
  // What it neither opens nor uses is no part of it.
  EXPECT_EQ(digest(small_world_with("mini/workflow.json", "\"en\": \"Plan\"", "\"en\": \"Map\""),
                   "check"),
            check);
  // White space and the order of keys are no content.
  EXPECT_EQ(digest(small_world_with("check/workflow.json", "{\n", "{ \n\n"), "check"), check);
}

TEST(Digest, OfTheSmallWorldIsWhatItWas) {
  EXPECT_EQ(digest(small_world(), "check"),
            "65c8103137984be6ba2b5e6ca544c66422f26ee3d43f665818d12370e7867bfc");
}

}  // namespace
}  // namespace yijian::definition
