#include "engine/cel/conjuncts.h"

#include <algorithm>
#include <optional>

#include "engine/cel/ast.h"
#include "engine/cel/lexer.h"

namespace yijian::cel {
namespace {

using Path = std::vector<std::string>;

// A stretch of tokens, and the bytes of the source that they cover.
struct Stretch {
  size_t first, last;  // tokens, half-open
};

int step_of(const Token& token) {
  if (token.is("(") || token.is("[") || token.is("{")) return 1;
  return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
}

// Whether one pair of brackets holds the whole stretch.
bool is_wrapped(const std::vector<Token>& tokens, Stretch of) {
  if (of.last - of.first < 2 || !tokens[of.first].is("(")) return false;
  int depth = 0;
  for (size_t i = of.first; i < of.last; ++i) {
    depth += step_of(tokens[i]);
    if (depth == 0) return i + 1 == of.last;
  }
  return false;
}

std::vector<Stretch> split(const std::vector<Token>& tokens) {
  Stretch whole{0, tokens.size() - 1};  // the last token is the end
  while (is_wrapped(tokens, whole)) whole = {whole.first + 1, whole.last - 1};
  std::vector<Stretch> parts;
  int depth = 0;
  size_t from = whole.first;
  for (size_t i = whole.first; i < whole.last; ++i) {
    depth += step_of(tokens[i]);
    if (depth != 0 || !tokens[i].is("&&")) continue;
    parts.push_back({from, i});
    from = i + 1;
  }
  parts.push_back({from, whole.last});
  return parts;
}

// The piece of the source in which the byte lies, without the blanks around it.
std::string piece_at(const std::string& source, const std::vector<Token>& tokens,
                     const std::vector<Stretch>& parts, uint32_t offset) {
  for (const Stretch& part : parts) {
    const size_t begin = tokens[part.first].offset;
    const size_t end = tokens[part.last].offset;
    if (offset < begin || offset >= end) continue;
    const std::string piece = source.substr(begin, end - begin);
    return piece.substr(0, piece.find_last_not_of(" \t\r\n") + 1);
  }
  return source;
}

std::optional<std::string> token_of(const Value& key) {
  if (key.is_string()) return key.string();
  if (key.is_int()) return std::to_string(key.integer());
  return std::nullopt;
}

// The path that the node is, or nothing when it is more than names.
std::optional<Path> path_of(const Node& node) {
  if (node.op == Op::name) return Path{node.text};
  if (node.op != Op::select && node.op != Op::has && node.op != Op::index) return std::nullopt;
  std::optional<Path> path = path_of(node.args[0]);
  if (!path) return std::nullopt;
  if (node.op != Op::index) {
    path->push_back(node.text);
    return path;
  }
  const Node& key = node.args[1];
  const std::optional<std::string> token =
      key.op == Op::constant ? token_of(key.value) : std::nullopt;
  if (!token) return std::nullopt;
  path->push_back(*token);
  return path;
}

void gather(const Node& node, std::vector<Path>& paths) {  // as deep as kMaxDepth
  if (std::optional<Path> path = path_of(node)) {
    if (std::find(paths.begin(), paths.end(), *path) == paths.end())
      paths.push_back(*std::move(path));
    return;
  }
  for (const Node& inner : node.args) gather(inner, paths);
}

}  // namespace

std::vector<Program> conjuncts(const Program& program) {
  const Result<std::vector<Token>> tokens = tokenize(program.source());
  if (program.root().op != Op::all_of || !tokens) return {program};
  const std::vector<Stretch> parts = split(*tokens);
  std::vector<Program> all;
  for (const Node& node : program.root().args) {
    Program part;
    part.source_ = piece_at(program.source(), *tokens, parts, node.offset);
    part.roots_ = program.roots_;
    part.root_ = std::shared_ptr<const Node>(program.root_, &node);
    all.push_back(std::move(part));
  }
  return all;
}

std::vector<std::vector<std::string>> paths_read(const Program& program) {
  std::vector<Path> paths;
  gather(program.root(), paths);
  return paths;
}

}  // namespace yijian::cel
