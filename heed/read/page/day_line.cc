#include "heed/read/page/day_line.h"

#include <algorithm>
#include <iterator>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/page/names.h"

namespace heed::read {
namespace {

// How the words begin that say of a day what happened on it. Only those of
// ASCII in any case.
struct Label {
  std::string_view start;
  bool updated;
};

constexpr Label kLabels[] = {
    // English and the Romance languages
    {"publi", false},
    {"pubbl", false},
    {"posted", false},
    {"created", false},
    {"updat", true},
    {"modif", true},
    {"edited", true},
    {"mis à jour", true},
    {"mise à jour", true},
    {"actualiz", true},
    {"atualiz", true},
    {"aggiornat", true},
    // the Germanic ones
    {"veröffentlicht", false},
    {"erstellt", false},
    {"erschienen", false},
    {"gepubliceerd", false},
    {"aktualis", true},
    {"geändert", true},
    {"bijgewerkt", true},
    {"uppdatera", true},
    {"oppdater", true},
    {"opdater", true},
    // Polish, Czech, Slovak; Turkish; Finnish
    {"opublikowan", false},
    {"zveřejně", false},
    {"aktualiz", true},
    {"yayın", false},
    {"güncelle", true},
    {"julkaistu", false},
    {"päivitetty", true},
    // Russian
    {"Опубликован", false},
    {"опубликован", false},
    {"Обновлен", true},
    {"обновлен", true},
    {"Изменен", true},
    {"изменен", true},
    // Chinese, Japanese, Korean
    {"发布", false},
    {"發布", false},
    {"发表", false},
    {"發表", false},
    {"公開", false},
    {"掲載", false},
    {"投稿", false},
    {"更新", true},
    {"修改", true},
    {"입력", false},
    {"등록", false},
    {"수정", true},
    {"업데이트", true},
    // Arabic
    {"نشر", false},
    {"تحديث", true},
};

const Label* label_at(std::string_view line, std::size_t at) {
  if (at > 0 && is_letter(line[at - 1])) return nullptr;  // within a word
  const auto* const found = std::find_if(
      std::begin(kLabels), std::end(kLabels),
      [&](const Label& label) { return starts_ignoring_case(line.substr(at), label.start); });
  return found == std::end(kLabels) ? nullptr : found;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

constexpr std::string_view kBefore[] = {" on ", " am ", " le ", " el ", " il ", " op "};  // a day
constexpr std::string_view kByName[] = {" by ", " par ", " von ", " por ", " di "};
constexpr std::string_view kByOrigin[] = {"来源", "來源", "作者", "记者", "記者", "编辑", "編輯"};
constexpr std::string_view kMarks[] = {"·", "•", "–", "—", "|", "/", "-", ",", " ", "\u3000"};

// Without marks at either end.
std::string_view bare(std::string_view text) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const auto mark : kMarks) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        goes_on = true;
      } else if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        goes_on = true;
      }
    }
  }
  return text;
}

bool is_name(std::string_view text) {
  constexpr std::ptrdiff_t kMostBlanks = 3;
  const bool is_capital = !text.empty() && !(text[0] >= 'a' && text[0] <= 'z');
  return is_capital && std::count(text.begin(), text.end(), ' ') <= kMostBlanks;
}

constexpr std::size_t kLongest = 120;  // bytes of a line; what is longer is a sentence

}  // namespace

bool is_day_alone(std::string_view line) {
  constexpr std::ptrdiff_t kMostWords = 7;
  if (line.size() < 8 || std::count(line.begin(), line.end(), ' ') >= kMostWords) return false;
  const auto is_year = [&](std::size_t at) {
    return (line.substr(at).starts_with("19") || line.substr(at).starts_with("20")) &&
           (at == 0 || !is_digit(line[at - 1]));
  };
  const auto digits = std::count_if(line.begin(), line.end(), is_digit);
  bool year = false;
  for (std::size_t at = 0; at + 4 <= line.size() && !year; ++at) year = is_year(at);
  return year && digits > 4 && parse_date(line);
}

std::string_view part_published(std::string_view line) {
  if (line.size() > kLongest) return line;
  std::string_view published;
  const Label* last = nullptr;
  bool updated = false;
  for (std::size_t start = 0, at = 1; start < line.size(); ++at) {
    const auto* const next = label_at(line, at);
    if (next == nullptr && at < line.size()) continue;
    const auto part = bare(line.substr(start, at - start));
    if (start == 0) last = label_at(line, 0);
    if (last != nullptr && !has_digit(part)) return line;  // "updated by the editors"
    updated = updated || (last != nullptr && last->updated);
    const bool counts = published.empty() && (last == nullptr || !last->updated);
    if (counts && is_day_alone(part)) published = part;
    last = next;
    start = at;
  }
  return updated && !published.empty() ? published : line;
}

std::string_view day_part(std::string_view line) {
  if (!has_digit(line)) return line;
  const auto part = part_published(line);
  const auto whole = bare(part);
  if (is_day_alone(part) || whole.size() > kLongest) return part;
  if (is_day_alone(whole)) return whole;
  const auto day_before = [&](std::string_view what) {
    const auto day = bare(whole.substr(0, std::min(whole.find(what), whole.size())));
    return day.size() < whole.size() && is_day_alone(day) ? day : std::string_view();
  };
  for (const auto origin : kByOrigin) {
    if (const auto day = day_before(origin); !day.empty()) return day;
  }
  for (const auto by : kByName) {
    const auto day = day_before(by);
    if (!day.empty() && is_name(names_in_byline(whole.substr(whole.find(by))))) return day;
  }
  if (!starts_as_byline(whole)) return part;
  for (const auto before : kBefore) {
    const auto at = whole.rfind(before);
    if (at == whole.npos) continue;
    if (const auto day = bare(whole.substr(at + before.size())); is_day_alone(day)) return day;
  }
  return part;
}

}  // namespace heed::read
