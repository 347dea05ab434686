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
  const Bundle& bundle = *library.find("recheck");
  const auto line = [](std::string_view kind, std::string_view id, std::string_view version,
                       const Value& value) {
    return List{kind, id, version, hex(sm3(canonical_text(*tag(value))))};
  };
  const Value& source = bundle.source;
  const List lines = {
      line("definition", "recheck", "1.0.0", *source.find("definitions")->find("recheck")),
      line("dictionary", "dictionary", "1", *source.find("dictionary"))};
  EXPECT_EQ(bundle.digest, hex(sm3(canonical_text(lines))));
}

TEST(Digest, FollowsEveryPartThatACaseIsPinnedTo) {
  const std::string whole = digest(small_world(), "whole");
  const std::string check = digest(small_world(), "recheck");
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
                   "recheck"),
            check);
  // White space and the order of keys are no content.
  EXPECT_EQ(digest(small_world_with("recheck/workflow.json", "{\n", "{ \n\n"), "recheck"), check);
}

TEST(Digest, OfTheSmallWorldIsWhatItWas) {
  EXPECT_EQ(digest(small_world(), "recheck"),
            "d83f39222765d0591ddb9aa95fb84bec5e7f73d5fdf631f543e886ed85db397b");
}

}  // namespace
}  // namespace yijian::definition
