// SM3 (GB/T 32905) digests, HMAC-SM3 and hexadecimal, over OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace yijian {

using Digest = std::array<uint8_t, 32>;

// SM3 over the parts joined as raw bytes.
Digest sm3(std::initializer_list<std::string_view> parts);
inline Digest sm3(std::string_view bytes) { return sm3({bytes}); }
Digest hmac_sm3(std::string_view key, std::string_view message);

std::string_view bytes_of(const Digest& digest);
std::string hex(std::string_view bytes);
inline std::string hex(const Digest& digest) { return hex(bytes_of(digest)); }
// The bytes of lowercase hexadecimal, or nothing when it is not that.
std::optional<std::string> unhex(std::string_view text);
std::optional<Digest> digest_from_hex(std::string_view text);

// Standard base64 with padding; decoding refuses anything else.
std::string base64(std::string_view bytes);
std::optional<std::string> unbase64(std::string_view text);

}  // namespace yijian
