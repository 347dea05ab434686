// The press (发布): takes a folder of definitions, has it checked beside all that the node offers,
// stores it, and puts it on the shelf. Knows no request.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "engine/authoring/publish.h"
#include "engine/base/result.h"
#include "engine/casework/command.h"
#include "storage/writer/shelf.h"
#include "storage/writer/writer.h"

namespace yijian::handlers {

struct Published {
  struct Edition {
    std::string id, version;
    std::string digest;  // of its bundle
  };
  bool known = false;  // it was published before, exactly so
  std::vector<Edition> editions;
  std::vector<definition::Problem> problems;  // an error among them: nothing was published
};

class Press {
 public:
  // files: what the node's present bundles were made of. The writer outlives it.
  Press(std::vector<definition::SourceFile> files, authoring::Editions editions,
        storage::Shelf shelf, storage::Writer& writer)
      : files_(std::move(files)),
        editions_(std::move(editions)),
        shelf_(std::move(shelf)),
        writer_(writer) {}

  // Any thread that may wait, one at a time. When it returns, the folder is on the disk and new
  // cases open in it; cases that are open stay in the bundle that they were opened in.
  //
  // Errors: busy (another publication is under way, or the writer has stopped), invalid_data,
  //         version_changed, version_not_newer, those of the store.
  Result<Published> publish(const std::vector<definition::SourceFile>& files,
                            const casework::Actor& by);

 private:
  Status keep(const authoring::Folder& folder, authoring::Publishing publishing,
              const casework::Actor& by);

  std::mutex busy_;
  std::vector<definition::SourceFile> files_;
  authoring::Editions editions_;
  storage::Shelf shelf_;
  storage::Writer& writer_;
};

// A folder as it is stored, and read again. Errors: store_corrupt.
std::string text_of(const authoring::Folder& folder);
Result<authoring::Folder> folder_from(const std::string& name, const std::string& text);

}  // namespace yijian::handlers
