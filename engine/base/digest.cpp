#include "engine/base/digest.h"

#include <openssl/evp.h>

#include <memory>

#include "engine/base/result.h"

namespace yijian {
namespace {

constexpr size_t kBlockBytes = 64;  // SM3's block, for HMAC

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetched once: a fetch by name at every digest costs more than the digest.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SM3", nullptr);
  ENSURE(fetched != nullptr);
  return fetched;
}

EVP_MD_CTX* context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> held(EVP_MD_CTX_new());
  ENSURE(held != nullptr);
  return held.get();
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Digest sm3(std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const running = context();
  ENSURE(EVP_DigestInit_ex2(running, algorithm(), nullptr) == 1);
  for (std::string_view part : parts)
    ENSURE(EVP_DigestUpdate(running, part.data(), part.size()) == 1);
  Digest digest{};
  unsigned length = 0;
  ENSURE(EVP_DigestFinal_ex(running, digest.data(), &length) == 1 && length == digest.size());
  return digest;
}

Digest hmac_sm3(std::string_view key, std::string_view message) {
  std::string block(kBlockBytes, '\0');
  const Digest hashed = key.size() > kBlockBytes ? sm3(key) : Digest{};
  const std::string_view used = key.size() > kBlockBytes ? bytes_of(hashed) : key;
  block.replace(0, used.size(), used);
  std::string inner = block;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : block) c = static_cast<char>(c ^ 0x5c);
  const Digest first = sm3({inner, message});
  return sm3({block, bytes_of(first)});
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::optional<std::string> unhex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = digit_value(text[i]);
    const int low = digit_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::optional<Digest> digest_from_hex(std::string_view text) {
  const std::optional<std::string> bytes = unhex(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  for (size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<uint8_t>((*bytes)[i]);
  return digest;
}

std::string base64(std::string_view bytes) {
  if (bytes.empty()) return "";
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(length));
  return text;
}

std::optional<std::string> unbase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.empty()) return "";
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<size_t>(length) - padding);
  if (base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace yijian
