#include "heed/app/add.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "heed/app/fetch.h"
#include "heed/app/intake.h"
#include "heed/base/files.h"
#include "heed/read/url.h"

namespace heed::app {
namespace {

namespace fs = std::filesystem;

bool is_address(const std::string& input) {
  return input.find("://") != std::string::npos;
}

// A Maildir: what lies in its tmp is not whole yet, and its subfolders are named ".Like.This".
bool is_maildir(const fs::path& folder) {
  return fs::is_directory(folder / "cur") || fs::is_directory(folder / "new");
}

// What a mail program noted of a message in a Maildir: "…:2,ST" is seen and thrown away.
std::string maildir_flags(const fs::path& path) {
  const auto name = path.filename().string();
  const auto at = name.rfind(":2,");
  const bool noted = at != std::string::npos && path.parent_path().filename() == "cur";
  return noted ? name.substr(at + 3) : std::string();
}

// What a browser saves beside a page: "X_files" or "X.files" beside "X.html".
bool belongs_to_page(const fs::path& folder) {
  const auto name = folder.filename().string();
  for (const std::string_view end : {"_files", ".files"}) {
    if (!name.ends_with(end)) continue;
    const auto stem = name.substr(0, name.size() - end.size());
    for (const auto* suffix : {".html", ".htm", ".xhtml"}) {
      if (fs::exists(folder.parent_path() / (stem + suffix))) return true;
    }
  }
  return false;
}

bool is_left_alone(const fs::path& folder) {
  const auto name = folder.filename().string();
  if (name == "tmp" && is_maildir(folder.parent_path())) return true;
  return belongs_to_page(folder) || (name.starts_with(".") && !is_maildir(folder));
}

// The files in a folder and below, by name; hidden ones are left alone.
std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto at = fs::recursive_directory_iterator(folder, options);
       at != fs::recursive_directory_iterator(); ++at) {
    const bool hidden = at->path().filename().string().starts_with(".");
    if (at->is_directory() && is_left_alone(at->path())) at.disable_recursion_pending();
    if (!hidden && at->is_regular_file()) files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Adding {
 public:
  Adding(Home& home, const AddRequest& request, Ingest& ingest)
      : home_(home), request_(request), ingest_(ingest), intake_(home, ingest, request.source) {
    intake_.allow_private = request.allow_private;
  }

  void input(const std::string& input) {
    guarded([&] {
      if (is_address(input)) return address(input);
      if (input == "-") return bytes(read_file(input), input);
      if (!fs::is_directory(input)) return file(input, false);
      for (const auto& path : files_in(input)) {
        if (!ingest_.stop()) guarded([&] { file(path, true); });
      }
    });
  }

  // All of them at once, after the files.
  void fetch_addresses(const Watch& watch) {
    add_addresses(home_, intake_, ingest_, addresses_, watch);
  }

  int new_sources() const { return intake_.new_sources(); }

 private:
  template <class Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const Error& error) {
      // A full disk or a bug would meet the next input as well.
      if (error.failure == Failure::storage || error.failure == Failure::bug) throw;
      ingest_.fail(error);
    }
  }

  // One of many in a folder may be anything: what heed doesn't read is left aside.
  void file(const std::string& path, bool of_many) {
    if (of_many && maildir_flags(path).find('T') != std::string::npos) return ingest_.skip();
    std::ifstream in(path, std::ios::binary);
    std::string start(8192, '\0');
    if (in) in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(in.gcount()));
    if (!read::looks_like_json_lines(start)) {
      constexpr std::uintmax_t kLong = 64u << 20;  // a film, say: not worth reading to refuse it
      std::error_code unknown;
      const bool too_long =
          of_many && fs::file_size(path, unknown) > kLong && !read::looks_broken(start);
      return too_long ? ingest_.skip() : bytes(read_file(path), path, of_many);
    }
    in.clear();
    in.seekg(0);
    intake_.take_json_lines(in, path);
  }

  void bytes(const std::string& bytes, const std::string& name, bool of_many = false) {
    if (read::looks_like_json_lines(std::string_view(bytes).substr(0, 8192))) {
      std::istringstream in(bytes);
      return intake_.take_json_lines(in, name);
    }
    const read::Origin origin{name, "", ""};
    auto document = read::read_document(bytes, origin);
    if (!document && of_many && !read::looks_broken(bytes)) return ingest_.skip();
    auto* list = document ? std::get_if<read::ItemList>(&*document) : nullptr;
    if (list != nullptr && maildir_flags(name).find('S') != std::string::npos) {
      for (auto& item : list->items) item.read = true;
    }
    intake_.take(std::move(document).take(), origin);
  }

  void address(const std::string& url) {
    if (!read::is_web_url(url)) {
      throw Error(Failure::bad_input, "only http and https addresses can be read", url,
                  "give a web address or a file");
    }
    read::Request request;
    request.url = url;
    request.allow_private = request_.allow_private;
    request.timeout = request_.timeout;
    addresses_.push_back(std::move(request));
  }

  Home& home_;
  const AddRequest& request_;
  Ingest& ingest_;
  Intake intake_;
  std::vector<read::Request> addresses_;
};

}  // namespace

int add(Home& home, const AddRequest& request, Ingest::Report report, std::function<bool()> stop,
        const Watch& watch) {
  Ingest ingest(home, report);
  ingest.stop = std::move(stop);
  Adding adding(home, request, ingest);
  try {
    for (const auto& input : request.inputs) {
      if (!ingest.stop()) adding.input(input);
    }
    if (!ingest.stop()) adding.fetch_addresses(watch);
  } catch (const Error& error) {
    if (error.failure != Failure::storage) throw;
    ingest.fail(error);  // what was reported before is stored all the same
  }
  report(summary(ingest, adding.new_sources()));
  return ingest.exit_code();
}

}  // namespace heed::app
