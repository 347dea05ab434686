// The command line itself: the only file that includes CLI11.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <memory>
#include <ostream>

#include "api/cli/command.h"
#include "api/cli/exit.h"

namespace yijian::cli {
namespace {

struct Slot {
  const Word* word;
  CLI::Option* option;
  std::vector<std::string> values;
};

struct Parsed {
  const CommandSpec* spec = nullptr;
  CLI::App* app = nullptr;
  std::vector<std::unique_ptr<Slot>> slots;
};

std::string bare_name(std::string_view name) {
  return std::string(name.starts_with("--") ? name.substr(2) : name);
}

constexpr Word kJson{"--json", Takes::nothing, false, "结果写成 JSON / the result as JSON"};

void add_word(Parsed& parsed, const Word& word) {
  auto slot = std::make_unique<Slot>(Slot{&word, nullptr, {}});
  const std::string name(word.name), help(word.help);
  if (word.takes == Takes::nothing)
    slot->option = parsed.app->add_flag(name, help);
  else
    slot->option = parsed.app->add_option(name, slot->values, help);
  // Options take one value each time they are given; a positional list takes all that follow.
  // Without extra arguments CLI11 leaves "[1, 2]" alone, which it would otherwise split.
  if (word.takes == Takes::one) slot->option->expected(1)->allow_extra_args(false);
  if (word.takes == Takes::many && word.name.starts_with("--"))
    slot->option->allow_extra_args(false);
  slot->option->required(word.required);
  parsed.slots.push_back(std::move(slot));
}

Parsed add_command(CLI::App& app, const CommandSpec& spec) {
  Parsed parsed{&spec, app.add_subcommand(std::string(spec.name), std::string(spec.summary)), {}};
  for (const Word& word : spec.positionals) add_word(parsed, word);
  for (const Word& word : spec.options) add_word(parsed, word);
  add_word(parsed, kJson);
  return parsed;
}

Arguments arguments_of(const Parsed& parsed) {
  Arguments arguments;
  for (const auto& slot : parsed.slots)
    if (slot->option->count() > 0) arguments.set(bare_name(slot->word->name), slot->values);
  return arguments;
}

int parse_and_run(int argc, const char* const* argv, const Io& io) {
  CLI::App app("一件：高效办成一件事 / Yijian: one application, one form, one window, one deadline",
               "yijian");
  app.require_subcommand(1);
  app.set_version_flag("--version", YIJIAN_VERSION);
  std::vector<Parsed> all;
  for (const CommandSpec* spec : commands()) all.push_back(add_command(app, *spec));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, io.out, io.err);  // prints help or the complaint
    return code == 0 ? kOk : kUsage;
  }
  for (const Parsed& parsed : all)
    if (parsed.app->parsed()) return parsed.spec->run(arguments_of(parsed), io);
  return kUsage;
}

}  // namespace

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
  const std::vector<std::string>& values = all(name);
  return values.empty() ? std::string(otherwise) : values.back();
}

const std::vector<std::string>& Arguments::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

int report(const Error& error, const Io& io) {
  const std::string place = error.place.empty() ? "yijian" : error.place;
  if (error.faults.empty()) io.err << place << ": " << error.code << ": " << error.detail << "\n";
  for (const Fault& fault : error.faults)
    io.err << place << ": " << fault.pointer << ": " << fault.code << ": " << fault.detail << "\n";
  return exit_code(error.code);
}

int main(int argc, const char* const* argv, const Io& io) {
  try {
    const int code = parse_and_run(argc, argv, io);
    io.out.flush();
    return io.out.good() ? code : kUnreadable;
  } catch (const std::exception& error) {
    io.err << "yijian: bug: " << error.what() << "\n";
    return kBug;
  }
}

}  // namespace yijian::cli
