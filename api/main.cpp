// The program: its command line, and nothing else.
#include <iostream>

#include "api/cli/command.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return yijian::cli::main(argc, argv, {std::cin, std::cout, std::cerr});
}
