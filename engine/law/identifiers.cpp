#include "engine/law/identifiers.h"

#include <array>

#include "engine/base/time.h"

namespace yijian::law {
namespace {

// GB 32100: the characters in the order of their values, 0 to 30.
constexpr std::string_view kUsccCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array<int, 17> kUsccWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                              29, 25, 13, 8,  24, 10, 30, 28};
// GB 11714: the organisation code, characters 9 to 16 and its check character, the 17th.
constexpr size_t kOrganisationAt = 8;
constexpr std::array<int, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};
// GB 11643.
constexpr std::array<int, 17> kCitizenWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                 3, 7, 9,  10, 5, 8, 4, 2};
constexpr std::string_view kCitizenChecks = "10X98765432";

constexpr int kFirstBirthYear = 1800;
constexpr int kLastBirthYear = 2199;

Error refusal(std::string_view code, std::string_view detail) {
  return Error{.code = std::string(code), .detail = std::string(detail)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char uscc_check(std::string_view code) {
  int sum = 0;
  for (size_t i = 0; i < kUsccWeights.size(); ++i)
    sum += static_cast<int>(kUsccCharacters.find(code[i])) * kUsccWeights[i];
  return kUsccCharacters[static_cast<size_t>((31 - sum % 31) % 31)];
}

// A letter counts 10 to 35 here, by its place in the whole alphabet.
char organisation_check(std::string_view code) {
  int sum = 0;
  for (size_t i = 0; i < kOrganisationWeights.size(); ++i) {
    const char c = code[kOrganisationAt + i];
    sum += (is_digit(c) ? c - '0' : c - 'A' + 10) * kOrganisationWeights[i];
  }
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_birth_date(std::string_view yyyymmdd) {
  const int year = number(yyyymmdd.substr(0, 4));
  const int month = number(yyyymmdd.substr(4, 2));
  const int day = number(yyyymmdd.substr(6, 2));
  if (year < kFirstBirthYear || year > kLastBirthYear || month < 1 || month > 12) return false;
  return day >= 1 && day <= days_in_month(year, month);
}

}  // namespace

Status check_uscc(std::string_view code) {
  constexpr std::string_view kCode = "invalid_uscc";
  if (code.size() != kUsccWeights.size() + 1)
    return refusal(kCode, "length: a unified social credit code has 18 characters");
  for (char c : code)
    if (kUsccCharacters.find(c) == std::string_view::npos)
      return refusal(kCode, "character: only 0-9 and A-Z without I O S V Z stand in the code");
  if (uscc_check(code) != code.back())
    return refusal(kCode, "check character: the last character does not fit the others");
  const char inner = code[kOrganisationAt + kOrganisationWeights.size()];
  const bool carries_check = is_digit(inner) || inner == 'X';
  if (carries_check && organisation_check(code) != inner)
    return refusal(kCode, "check character: the 17th character does not fit the 9th to 16th");
  return {};
}

Status check_citizen_id(std::string_view id) {
  constexpr std::string_view kCode = "invalid_citizen_id";
  if (id.size() != kCitizenWeights.size() + 1)
    return refusal(kCode, "length: an identity number has 18 characters");
  int sum = 0;
  for (size_t i = 0; i < kCitizenWeights.size(); ++i) {
    if (!is_digit(id[i])) return refusal(kCode, "character: the first 17 characters are digits");
    sum += (id[i] - '0') * kCitizenWeights[i];
  }
  if (!is_birth_date(id.substr(6, 8)))
    return refusal(kCode, "birth date: no day of the years 1800 to 2199");
  if (kCitizenChecks[static_cast<size_t>(sum % 11)] != id.back())
    return refusal(kCode, "check character: the last character does not fit the others");
  return {};
}

}  // namespace yijian::law
