// Which folder stands when one is shipped and others were published, and what comes before what.
#include "engine/authoring/publish.h"

#include <gtest/gtest.h>

namespace yijian::authoring {
namespace {

using definition::SourceFile;

Folder folder(const std::string& version, const std::string& more = "") {
  return {"sign", {{"sign/workflow.json", R"({"version": ")" + version + "\"" + more + "}"}}};
}

TEST(Publishing, VersionsAreComparedNumberByNumber) {
  EXPECT_TRUE(is_older("1.9.0", "1.10.0"));
  EXPECT_FALSE(is_older("1.10.0", "1.9.0"));
  EXPECT_FALSE(is_older("1.0.0", "1.0.0"));
  EXPECT_TRUE(is_older("", "0.0.0"));
  EXPECT_FALSE(is_older("1.0.0", "1.0"));
}

TEST(Publishing, TheHighestVersionOfAFolderStands) {
  const std::vector<SourceFile> shipped = {{"sign/workflow.json", R"({"version": "1.0.9"})"},
                                           {"sign/old.json", "{}"},
                                           {"other/workflow.json", "{}"}};
  const auto newer = with_published(shipped, {folder("1.0.10"), folder("1.0.8")});
  ASSERT_TRUE(newer);
  ASSERT_EQ(newer->size(), 2U);  // the table that the new folder lacks is gone with the old one
  EXPECT_EQ(newer->at(1).text, R"({"version": "1.0.10"})");
  const auto older = with_published(shipped, {folder("1.0.8")});
  ASSERT_TRUE(older);
  EXPECT_EQ(older->size(), 3U);
}

TEST(Publishing, OneVersionWithTwoContentsIsRefused) {
  const std::vector<SourceFile> shipped = {{"sign/workflow.json", R"({ "version":"1.0.0" })"}};
  EXPECT_TRUE(with_published(shipped, {folder("1.0.0")})) << "the layout is no content";
  const auto other = with_published(shipped, {folder("1.0.0", R"(, "kind": "duty")")});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "version_changed");
  EXPECT_EQ(other.error().names, std::vector<std::string>{"sign"});
}

TEST(Publishing, ATemplateInUseIsNotReplaced) {
  const std::vector<SourceFile> files = {
      {"templates/a.json", R"({"id": "a", "version": "1.0.0"})"}};
  Folder same = folder("1.0.0");
  same.files.push_back({"templates/b.json", R"({"version": "1.0.0", "id": "a"})"});
  const auto joined = with_folder(files, same);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->size(), 2U);
  Folder other = folder("1.0.0");
  other.files.push_back({"templates/a.json", R"({"id": "a", "version": "2.0.0"})"});
  EXPECT_EQ(with_folder(files, other).error().code, "version_changed");
}

TEST(Publishing, ATextInUseIsNotReplacedAndTheShippedOneStandsAfterAStart) {
  const std::vector<SourceFile> files = {{"sign/workflow.json", R"({"version": "1.0.0"})"},
                                         {"documents/a.json", R"({"id": "a", "word": "甲"})"}};
  Folder same = folder("1.1.0");
  same.files.push_back({"documents/b.json", R"({"word": "甲", "id": "a"})"});
  ASSERT_TRUE(with_folder(files, same));
  EXPECT_EQ(with_folder(files, same)->size(), 2U);
  Folder fresh = folder("1.1.0");
  fresh.files.push_back({"documents/b.json", R"({"id": "b"})"});
  EXPECT_EQ(with_folder(files, fresh)->size(), 3U);
  Folder other = folder("1.1.0");
  other.files.push_back({"documents/a.json", R"({"id": "a", "word": "乙"})"});
  EXPECT_EQ(with_folder(files, other).error().code, "version_changed");
  const auto started = with_published(files, {other, fresh});
  ASSERT_TRUE(started);
  EXPECT_EQ(started->front().text, R"({"id": "a", "word": "甲"})");
}

TEST(Publishing, AFolderBringsTextsButIsNoneOfTheReservedPlaces) {
  const SourceFile text{"documents/a.json", "{}"};
  EXPECT_TRUE(folder_of({{"sign/workflow.json", "{}"}, text}));
  EXPECT_EQ(folder_of({{"sign/workflow.json", "{}"}, {"documents/x/a.json", "{}"}}).error().pointer,
            "/files/1/path");
  for (const char* name : {"documents", "connectors", "templates"})
    EXPECT_FALSE(folder_of({{std::string(name) + "/workflow.json", "{}"}})) << name;
}

TEST(Publishing, ATableThatNoBundleHadIsNotKnown) {
  Editions editions;
  const Value table = Map{{"rows", Map{}}};
  ASSERT_TRUE(editions.note(Map{{"definitions", Map{}}, {"tables", Map{{"sign/t.json", table}}}}));
  EXPECT_TRUE(editions.has_table("sign/t.json", table));
  EXPECT_FALSE(editions.has_table("sign/t.json", Map{{"rows", Map{{"a", 1}}}}));
  EXPECT_FALSE(editions.has_table("sign/u.json", table));
}

}  // namespace
}  // namespace yijian::authoring
