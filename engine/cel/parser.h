// From tokens to a tree: precedence climbing, with the macros expanded into nodes of their own.
// Free names are not resolved yet (resolve.h), constants not folded (fold.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/ast.h"
#include "engine/cel/lexer.h"

namespace yijian::cel {

class Parser {
 public:
  Parser(std::string_view source, std::vector<Token> tokens)
      : source_(source), tokens_(std::move(tokens)) {}

  // The tree of the whole source.
  // Errors: cel_syntax, cel_unknown_function, cel_arguments, cel_too_large; all with a place.
  Result<Node> parse();

 private:
  // Counts how deep the parser's own recursion is.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.level_; }
    ~Level() { --parser_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    bool too_deep() const { return parser_.level_ > kMaxDepth; }

   private:
    Parser& parser_;
  };

  Result<Node> expression();
  Result<Node> binary(int weakest);
  Result<Node> unary();
  Result<Node> member();
  Result<Node> primary();

  Result<Node> dot(Node target);
  Result<Node> index(Node target);
  Result<Node> name(bool is_absolute);
  Result<Node> list_literal();
  Result<Node> map_literal();
  Result<Node> call(const Token& function, std::vector<Node> args, bool is_method);
  // Appends the arguments up to and with the closing bracket.
  Status arguments(std::vector<Node>& args);

  // macros.cpp
  static bool is_macro(std::string_view method);
  Result<Node> has_macro(const Token& word);
  Result<Node> loop_macro(const Token& word, Node range);

  // Checks size and depth, the node's args being complete.
  Result<Node> finish(Node node);
  Result<Node> join(Op op, uint32_t offset, Node left, Node right);

  const Token& peek() const { return tokens_[next_]; }
  // The next token, which is consumed unless it is the end.
  const Token& take();
  // Consumes the symbol when it comes next.
  bool accept(std::string_view symbol);
  Status expect(std::string_view symbol);
  // "expected <what> but found <the next token>"
  Error unexpected(const std::string& what) const;
  Error error_at(const Token& token, std::string code, std::string detail) const;

  std::string_view source_;
  std::vector<Token> tokens_;
  size_t next_ = 0;
  size_t level_ = 0;
  size_t nodes_ = 0;
  std::vector<std::string> variables_;  // of the macros around, outermost first
};

}  // namespace yijian::cel
