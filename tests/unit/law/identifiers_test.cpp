#include "engine/law/identifiers.h"

#include <gtest/gtest.h>

#include <string>

namespace yijian::law {
namespace {

struct IdentifiersRow {
  const char* text;
  const char* why;
  const char* detail;  // how the refusal's detail begins; "" when it is valid
};

void expect(const Status& status, const IdentifiersRow& row, std::string_view code) {
  if (*row.detail == '\0') {
    EXPECT_TRUE(status.has_value()) << row.text << ": " << row.why;
    return;
  }
  ASSERT_FALSE(status.has_value()) << row.text << ": " << row.why;
  EXPECT_EQ(status.error().code, code);
  EXPECT_EQ(status.error().detail.rfind(row.detail, 0), 0u)
      << row.text << " " << status.error().detail;
}

TEST(Identifiers, UnifiedSocialCreditCodes) {
  const IdentifiersRow rows[] = {
      {"", "nothing", "length"},
      {"91350100M000100Y4", "17 characters", "length"},
      {"91350100M000100Y433", "19 characters", "length"},
      {"９135010", "18 bytes are not 18 characters", "length"},
      {"91350100m000100Y43", "a small letter", "character"},
      {"91350100I000100Y43", "a letter that the standard leaves out", "character"},
      {"91350100M000100Y4 ", "a blank", "character"},
      {"91350100M000100Y44", "another check character", "check character"},
      {"913501000M00100Y43", "two neighbours swapped", "check character"},
      {"91350100M000100Y43", "a real enterprise", ""},
      {"91420111MA4K00010P", "a synthetic enterprise", ""},
      {"92420111MA4K00029H", "a synthetic sole trader", ""},
      {"11420111010600018D", "a synthetic agency", ""},
  };
  for (const IdentifiersRow& row : rows) expect(check_uscc(row.text), row, "invalid_uscc");
}

TEST(Identifiers, TheInnerCheckCharacterIsVerifiedOnItsOwn) {
  // The organisation code's check character is 0 here; 1 with the outer one made to fit.
  const std::string body = "91420111MA4K00011";
  int fitting = 0;
  for (char last : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    const Status status = check_uscc(body + last);
    ASSERT_FALSE(status.has_value());
    if (status.error().detail.find("17th") != std::string::npos) ++fitting;
  }
  EXPECT_EQ(fitting, 1);
}

TEST(Identifiers, AnOrganisationCodeThatCannotCarryItsCheckCharacterIsNotHeldToIt) {
  const std::string body = "91420111MA4K0001A";  // no GB 11714 check character is an A
  int valid = 0;
  for (char last : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    if (check_uscc(body + last)) ++valid;
  EXPECT_EQ(valid, 1);
}

TEST(Identifiers, CitizenIdentityNumbers) {
  const IdentifiersRow rows[] = {
      {"", "nothing", "length"},
      {"420111900101001", "15 digits, the old form", "length"},
      {"11010519491231002x", "a small x", "check character"},
      {"1101051949123100２", "a full-width digit", "length"},
      {"1101051949I231002X", "a letter", "character"},
      {"110105194912310020", "another check character", "check character"},
      {"110105194902300026", "30 February", "birth date"},
      {"110105194913310028", "month 13", "birth date"},
      {"110105194900310028", "month 0", "birth date"},
      {"110105179912310028", "1799", "birth date"},
      {"110105220001010028", "2200", "birth date"},
      {"110105190002290024", "1900 was no leap year", "birth date"},
      {"11010519491231002X", "the standard's own", ""},
      {"420111199001010010", "a synthetic one", ""},
  };
  for (const IdentifiersRow& row : rows)
    expect(check_citizen_id(row.text), row, "invalid_citizen_id");
}

// Every other character at every place, for codes whose check must notice all of them.
template <class Check>
void expect_every_substitution_fails(const std::string& good, Check check) {
  int tried = 0;
  for (size_t at = 0; at < good.size(); ++at)
    for (int c = 0; c < 256; ++c) {
      std::string bad = good;
      bad[at] = static_cast<char>(c);
      if (bad == good) continue;
      ++tried;
      EXPECT_FALSE(check(bad).has_value()) << bad;
    }
  EXPECT_EQ(tried, 18 * 255);
}

TEST(Identifiers, EverySubstitutionOfOneCharacterFails) {
  for (const char* good :
       {"91350100M000100Y43", "91420111MA4K00010P", "92420111MA4K00029H", "11420111010600018D"})
    expect_every_substitution_fails(good, check_uscc);
  for (const char* good : {"11010519491231002X", "420111199001010010"})
    expect_every_substitution_fails(good, check_citizen_id);
}

TEST(Identifiers, ARefusalDoesNotRepeatTheNumber) {
  EXPECT_EQ(check_citizen_id("110105194912310020").error().detail.find("1949"), std::string::npos);
}

}  // namespace
}  // namespace yijian::law
