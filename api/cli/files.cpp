#include "api/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

Error not_readable(const fs::path& path, const std::string& why) {
  Error error{"not_readable", "cannot be read: " + why};
  error.place = path.string();
  return error;
}

bool is_below(const fs::path& path, const fs::path& root) {
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  (void)unused;
  return end == root.end();
}

// One folder's worth of a walk.
class Walk {
 public:
  Walk(fs::path root, std::string_view suffix) : root_(std::move(root)), suffix_(suffix) {}

  Status enter(const fs::path& folder, int depth) {
    if (depth > kMaxTreeDepth) return trouble("too_deep", folder);
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
      const Status status = take(it->path(), depth);
      if (!status) return status;
    }
    if (ec) return not_readable(folder, ec.message());
    return {};
  }

  std::vector<std::string> found;

 private:
  static Error trouble(std::string code, const fs::path& path) {
    Error error{std::move(code), "the folder is refused here"};
    error.place = path.string();
    return error;
  }

  Status take(const fs::path& path, int depth) {
    if (path.filename().string().starts_with(".")) return {};
    std::error_code ec;
    const fs::path real = fs::canonical(path, ec);
    if (ec) return not_readable(path, ec.message());
    if (!is_below(real, root_)) return trouble("outside_root", path);
    if (fs::is_directory(real, ec)) return enter(path, depth + 1);
    if (!fs::is_regular_file(real, ec) || !path.filename().string().ends_with(suffix_)) return {};
    if (found.size() >= kMaxTreeFiles) return trouble("too_many_files", path);
    found.push_back(path.lexically_relative(root_).generic_string());
    return {};
  }

  fs::path root_;
  std::string suffix_;
};

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  std::error_code ec;
  if (!fs::is_regular_file(path, ec)) return not_readable(path, "no such file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_readable(path, "it cannot be opened");
  // By blocks: what is kept of the text takes no more room than the text.
  std::string text;
  std::array<char, 64 << 10> block;
  while (text.size() <= kMaxFileBytes && file.read(block.data(), block.size()).gcount() > 0)
    text.append(block.data(), static_cast<size_t>(file.gcount()));
  if (file.bad()) return not_readable(path, "reading failed");
  text.shrink_to_fit();
  if (text.size() <= kMaxFileBytes) return text;
  Error error{"too_large", "the file is larger than 4 MiB"};
  error.place = path.string();
  return error;
}

Result<Value> read_json(const fs::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return parse_json(*text, path.string());
}

Result<std::vector<std::string>> list_tree(const fs::path& root, std::string_view suffix) {
  std::error_code ec;
  const fs::path real = fs::canonical(root, ec);
  if (ec) return not_readable(root, ec.message());
  if (!fs::is_directory(real, ec)) return not_readable(root, "no folder");
  Walk walk(real, suffix);
  const Status status = walk.enter(real, 0);
  if (!status) return status.error();
  std::sort(walk.found.begin(), walk.found.end());
  return std::move(walk.found);
}

Result<std::vector<FileText>> read_tree(const fs::path& root, std::string_view suffix) {
  const Result<std::vector<std::string>> paths = list_tree(root, suffix);
  if (!paths) return paths.error();
  std::vector<FileText> files;
  for (const std::string& path : *paths) {
    Result<std::string> text = read_file(root / path);
    if (!text) return text.error();
    files.push_back({path, std::move(*text)});
  }
  return files;
}

Status replace_file(const fs::path& path, const std::string& text) {
  std::error_code ec;
  const fs::path beside = path.string() + ".new";
  const fs::perms kept = fs::status(path, ec).permissions();
  const bool known = !ec;
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file.good() && known) fs::permissions(beside, kept, ec);
  if (file.good()) fs::rename(beside, path, ec);
  if (file.good() && !ec) return {};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return Error{"not_writable", path.string() + ": it cannot be written"};
}

Status write_file(const fs::path& path, const std::string& text) {
  const auto refused = [&](int code) {
    return Error{.code = "not_writable",
                 .detail = path.string() + ": " + std::generic_category().message(code)};
  };
  const std::string beside = path.string() + ".new";
  const int file =
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return refused(errno);
  const std::string whole = text + "\n";
  size_t done = 0;
  while (done < whole.size()) {
    const ssize_t some = ::write(file, whole.data() + done, whole.size() - done);
    if (some < 0 && errno == EINTR) continue;
    if (some <= 0) break;
    done += static_cast<size_t>(some);
  }
  const bool written = done == whole.size() && ::fsync(file) == 0;
  const int code = errno;
  ::close(file);
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0)
    return refused(written ? errno : code);
  const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

}  // namespace yijian::cli
