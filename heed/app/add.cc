#include "heed/app/add.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "heed/app/fetch.h"
#include "heed/app/intake.h"
#include "heed/base/files.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/jsonl/jsonl.h"
#include "heed/read/mail/gmail_labels.h"
#include "heed/read/mail/mail.h"
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

void take_flags(const fs::path& path, read::ItemList& list) {
  if (maildir_flags(path).find('S') == std::string::npos) return;
  for (auto& item : list.items) item.read = true;
}

// What a mail program calls the folder of mail that a file or a folder is, or "": Thunderbird's
// "Sent" and what lies in its "Sent.sbd", "Sent.mbox", a Maildir's ".Sent" and ".INBOX.Sent".
std::string mail_folder(const fs::path& path, bool is_file) {
  const auto extension = path.extension();
  const bool is_mbox = extension == ".mbox" || (is_file ? extension.empty() : extension == ".sbd");
  if (is_mbox) return path.stem().string();
  const auto name = path.filename().string();
  const bool is_below = !is_file && name.starts_with(".") && is_maildir(path);
  return is_below ? name.substr(name.rfind('.') + 1) : std::string();
}

// Whether that of a file in `among`, or one around it, is for what was sent, thrown away, …
bool lies_aside(const fs::path& file, const fs::path& among) {
  if (read::is_folder_left_aside(mail_folder(file, true))) return true;
  const auto end = among.has_filename() ? among : among.parent_path();  // "mail" of "mail/"
  for (auto path = file.parent_path(); path != end && path.has_relative_path();
       path = path.parent_path()) {
    if (read::is_folder_left_aside(mail_folder(path, false))) return true;
  }
  return false;
}

bool may_be_json_lines(std::string_view start) {
  return read::trim(read::without_mark(start)).starts_with('{');
}

// Enough to tell what it is: of what may be JSON Lines the first line.
std::string start_of(std::istream& in) {
  std::string start(8192, '\0');
  const auto read_on = [&](std::size_t from) {
    if (in) in.read(start.data() + from, static_cast<std::streamsize>(start.size() - from));
    start.resize(from + static_cast<std::size_t>(in.gcount()));
  };
  read_on(0);
  while (in && start.find('\n') == start.npos && start.size() < read::kLongestLine &&
         may_be_json_lines(start)) {
    const auto from = start.size();
    start.resize(2 * from);
    read_on(from);
  }
  return start;
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

bool is_closed(const fs::path& folder) {
  return ::access(folder.c_str(), R_OK | X_OK) != 0;
}

// The files in a folder and below, by name, and the folders that can't be looked into; hidden ones
// are left alone.
std::vector<std::string> files_in(const std::string& folder) {
  if (is_closed(folder)) return {folder};
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator();
       ++at) {
    const bool hidden = at->path().filename().string().starts_with(".");
    std::error_code unknown;  // a link that leads nowhere
    const bool is_folder = at->is_directory(unknown);
    const bool left = is_folder && is_left_alone(at->path());
    const bool closed = is_folder && !left && is_closed(at->path());
    if (left || closed) at.disable_recursion_pending();
    const bool is_file = !hidden && at->is_regular_file(unknown);
    if (closed || is_file) files.push_back(at->path().string());
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
      std::error_code unknown;
      if (input == "-" || !fs::is_directory(input, unknown)) return file(input, false);
      for (const auto& path : files_in(input)) {
        if (!ingest_.stop()) guarded([&] { file_among(path, input); });
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

  // One that can't be read says nothing of the next one, unlike a store that can't be written.
  std::optional<std::string> content(const std::string& path) {
    try {
      return read_file(path, kLongestFile, ingest_.stop);
    } catch (const Error& e) {
      const auto failure = e.failure == Failure::storage ? Failure::bad_input : e.failure;
      if (!ingest_.stop()) ingest_.fail(Error(failure, e.message, e.where, e.remedy));
      return std::nullopt;
    }
  }

  void file_among(const std::string& path, const std::string& folder) {
    if (lies_aside(path, folder)) {
      std::ifstream in(path, std::ios::binary);
      if (read::looks_like_mail(start_of(in))) return ingest_.skip();
    }
    file(path, true);
  }

  // One of many in a folder may be anything: what heed doesn't read is left aside.
  void file(const std::string& path, bool of_many) {
    if (of_many && maildir_flags(path).find('T') != std::string::npos) return ingest_.skip();
    std::error_code unknown;
    if (path == "-" || !fs::is_regular_file(path, unknown)) {  // a pipe gives its bytes once
      if (const auto all = content(path)) bytes(*all, path);
      return;
    }
    std::ifstream in(path, std::ios::binary);
    const auto start = start_of(in);
    const bool lines = read::looks_like_json_lines(start);
    if (!lines && !read::looks_like_mbox(start)) {
      constexpr std::uintmax_t kLong = 64u << 20;  // a film, say: not worth reading to refuse it
      const bool too_long =
          of_many && fs::file_size(path, unknown) > kLong && !read::looks_broken(start);
      if (too_long) return ingest_.skip();
      if (const auto all = content(path)) bytes(*all, path, of_many);
      return;
    }
    in.clear();
    in.seekg(0);
    return lines ? intake_.take_json_lines(in, path) : mbox(in, path);
  }

  // Of any length, some hundred messages in memory at a time.
  void mbox(std::istream& in, const std::string& name) {
    read::read_mbox(in, name, [&](read::ItemList list) {
      take_flags(name, list);
      intake_.take_items(list, {name, "", "", home_.now()});
      return !ingest_.stop();
    });
  }

  void bytes(const std::string& bytes, const std::string& name, bool of_many = false) {
    const auto start = std::string_view(bytes).substr(0, 8192);
    const bool lines = read::looks_like_json_lines(start);
    if (lines || read::looks_like_mbox(start)) {
      std::istringstream in(bytes);
      return lines ? intake_.take_json_lines(in, name) : mbox(in, name);
    }
    const read::Origin origin{name, "", "", home_.now()};
    auto document = read::read_document(bytes, origin);
    if (!document && of_many && !read::looks_broken(bytes)) return ingest_.skip();
    auto* list = document ? std::get_if<read::ItemList>(&*document) : nullptr;
    if (list != nullptr) take_flags(name, *list);
    intake_.take(std::move(document).take(), origin);
  }

  void address(const std::string& url) {
    if (!read::is_web_url(url)) {
      throw Error(Failure::bad_input, "only http and https addresses can be read",
                  read::shown_url(url), "give a web address or a file");
    }
    read::Request request;
    request.url = read::normal_url(url);
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

int add(Home& home, const AddRequest& request, const Ingest::Report& report,
        std::function<bool()> stop, const Watch& watch) {
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
