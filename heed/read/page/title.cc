#include "heed/read/page/title.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "heed/read/ascii.h"
#include "heed/read/phrases.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::string_view kUnderscore = "_";  // parts titles in Chinese alone
constexpr std::string_view kBars[] = {"｜",  " | ", " - ", " – ", " — ", " :: ", " » ",
                                      " « ", " · ", " / ", " • ", " @ ", " // ", kUnderscore};

std::string without_soft_hyphens(std::string text) {
  constexpr std::string_view kSoftHyphen = "\u00ad";
  for (auto at = text.find(kSoftHyphen); at != text.npos; at = text.find(kSoftHyphen, at)) {
    text.erase(at, kSoftHyphen.size());
  }
  return text;
}

// Text, and the form in which it is compared.
struct Claim {
  explicit Claim(std::string written) : text(without_soft_hyphens(std::move(written))) {
    key = normalised_title(text);
  }
  std::string text, key;
};

std::vector<Claim> claims_of(const std::vector<std::string>& texts) {
  std::vector<Claim> claims;
  for (const auto& text : texts) {
    if (Claim claim(text); !claim.key.empty()) claims.push_back(std::move(claim));
  }
  return claims;
}

bool is_among(const std::vector<Claim>& claims, const std::string& key) {
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& c) { return c.key == key; });
}

// Whether the words of `part` stand in `whole`, one after the other.
bool holds(const std::string& whole, const std::string& part) {
  return !part.empty() && (" " + whole + " ").find(" " + part + " ") != std::string::npos;
}

// Letters that are words, or parts of them, without blanks between.
std::ptrdiff_t wide_letters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xED;
  });
}

// Chinese titles may have bars without blanks: "Headline_Section_Site", "Headline_News of X". One
// alone is a letter of the headline unless what follows is called as sites are.
bool has_underscored_parts(std::string_view title) {
  const auto last = title.rfind('_');
  if (last == title.npos) return false;
  const auto tail = title.substr(last + 1);
  if (wide_letters(tail) == 0 || wide_letters(title.substr(0, last)) == 0) return false;
  if (std::count(title.begin(), title.end(), '_') > 1) return true;
  constexpr std::string_view kSites[] = {"网",   "網",   "报",   "報",   "新闻", "新聞",
                                         "频道", "頻道", "百科", "博客", "论坛", "論壇",
                                         "社区", "在线", "门户", "资讯"};
  return ends_with_any(tail, kSites);
}

// As many as a headline has; two letters of Chinese, Japanese or Korean count for one.
bool has_several_words(std::string_view text) {
  constexpr std::ptrdiff_t kSeveral = 4;
  return std::count(text.begin(), text.end(), ' ') + 1 + wide_letters(text) / 2 >= kSeveral;
}

struct Span {
  std::size_t begin, end;
};

// "Headline | Section - Site" at its bars.
std::vector<Span> parts_of(std::string_view title) {
  std::vector<Span> parts;
  const bool underscored = has_underscored_parts(title);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < title.size(); ++at) {
    for (const auto bar : kBars) {
      if (!title.substr(at).starts_with(bar)) continue;
      if (bar == kUnderscore && !underscored) continue;
      parts.push_back({begin, at});
      begin = at + bar.size();
      at = begin - 1;
      break;
    }
  }
  parts.push_back({begin, title.size()});
  return parts;
}

// Without parts at its ends that name the site; where none is known to, and `guess`, without a last
// part that is short beside a headline of several words.
std::string without_site(std::string title, const std::vector<Claim>& sites, bool guess) {
  const auto colon = title.find(": ");
  if (colon != std::string::npos && is_among(sites, normalised_title(title.substr(0, colon)))) {
    title.erase(0, colon + 2);
  }
  const auto parts = parts_of(title);
  const auto key = [&](const Span& part) {
    return normalised_title(title.substr(part.begin, part.end - part.begin));
  };
  const auto ends_with_site = [&](const Span& part) {
    const auto words = key(part);
    return words.empty() || std::any_of(sites.begin(), sites.end(),
                                        [&](const Claim& site) { return holds(words, site.key); });
  };
  std::size_t first = 0, last = parts.size() - 1;
  while (first < last && ends_with_site(parts[last])) --last;
  while (first < last && is_among(sites, key(parts[first]))) ++first;
  if (guess && first < last && last + 1 == parts.size() && first == 0) {
    const auto head = std::string_view(title).substr(0, parts[last - 1].end);
    if (has_several_words(head) && parts[last].end - parts[last].begin < head.size()) --last;
    // "Headline_Section_Site"
    while (last > 0 && title[parts[last].begin - 1] == '_' &&
           has_several_words(std::string_view(title).substr(0, parts[last - 1].end))) {
      --last;
    }
  }
  return title.substr(parts[first].begin, parts[last].end - parts[first].begin);
}

bool is_part(const Claim& whole, const std::string& key) {
  const auto parts = parts_of(whole.text);
  return std::any_of(parts.begin(), parts.end(), [&](const Span& part) {
    return normalised_title(whole.text.substr(part.begin, part.end - part.begin)) == key;
  });
}

// What may stand for the headline where `whole` says more: a part of it between bars, or words that
// are many enough to be no accident.
bool agrees(const Claim& whole, const Claim& part) {
  constexpr std::size_t kShortest = 11;  // bytes
  if (whole.key == part.key) return true;
  if (!holds(whole.key, part.key)) return false;
  return part.key.size() >= kShortest || is_part(whole, part.key);
}

// Where the title element says a claim and little else, that is the site's name: "Headline: Site".
std::optional<Claim> rest_of(const Claim& element, const Claim& claim) {
  const auto& whole = element.key;
  if (whole.size() <= claim.key.size() + 1 || whole.size() > 2 * claim.key.size()) return {};
  if (whole.starts_with(claim.key + " ")) return Claim(whole.substr(claim.key.size() + 1));
  if (!whole.ends_with(" " + claim.key)) return {};
  return Claim(whole.substr(0, whole.size() - claim.key.size() - 1));
}

class Weighing {
 public:
  explicit Weighing(const TitleClaims& claims)
      : sites_(claims_of(claims.sites)), headings_(claims_of(claims.headings)) {
    const Claim element(claims.element);
    for (const auto& stated : claims_of(claims.stated)) {
      if (const auto rest = rest_of(element, stated)) sites_.push_back(*rest);
    }
    std::erase_if(headings_, [&](const Claim& claim) { return is_among(sites_, claim.key); });
    // What a heading says whole is not cut: "Time and space" of a site named "Time".
    const auto heard = [&](const Claim& claim) {
      return is_among(headings_, claim.key) ? claim.text : without_site(claim.text, sites_, true);
    };
    for (const auto& stated : claims_of(claims.stated)) hear(heard(stated));
    hear(heard(element));
  }

  const Claim* best() const {
    const Claim* best = nullptr;
    std::ptrdiff_t most = 1;
    for (const auto& heading : headings_) {
      const auto found = support(heading);
      const bool longer = best != nullptr && heading.key.size() > best->key.size();
      if (found > most || (found == most && longer)) {
        most = found;
        best = &heading;
      }
    }
    if (best == nullptr) most = 0;
    for (const auto& voice : voices_) {
      const auto found = support(voice);
      const bool same = best != nullptr && voice.key == best->key;
      if (found > most || (same && voice.text.size() > best->text.size())) {
        most = found;
        best = &voice;
      }
    }
    return best == nullptr ? nullptr : whole_of(*best);
  }

 private:
  void hear(std::string text) {
    Claim claim(std::move(text));
    if (!claim.key.empty() && !is_among(voices_, claim.key) && !is_among(sites_, claim.key)) {
      voices_.push_back(std::move(claim));
    }
  }

  // How many claims, headings counting as one, say the same or hold it.
  std::ptrdiff_t support(const Claim& claim) const {
    const auto says = [&](const Claim& other) { return agrees(other, claim); };
    return std::count_if(voices_.begin(), voices_.end(), says) +
           std::any_of(headings_.begin(), headings_.end(), says);
  }

  // A claim that was cut short is found whole elsewhere.
  const Claim* whole_of(const Claim& claim) const {
    constexpr std::size_t kShortest = 20;  // bytes
    if (claim.key.size() < kShortest) return &claim;
    const bool cut = claim.text.ends_with("...") || claim.text.ends_with("…");
    const auto goes_on = [&](const Claim& other) {
      return other.key.size() > claim.key.size() && other.key.starts_with(claim.key) &&
             !is_part(other, claim.key);
    };
    for (const auto& heading : headings_) {
      if (goes_on(heading) && (cut || holds(heading.key, claim.key))) return &heading;
    }
    for (const auto& voice : voices_) {
      if (cut && goes_on(voice)) return &voice;
    }
    return &claim;
  }

  std::vector<Claim> sites_, headings_, voices_;
};

}  // namespace

std::string choose_title(const TitleClaims& claims) {
  const Weighing weighing(claims);
  if (const auto* best = weighing.best()) return best->text;
  if (!claims.element.empty()) return claims.element;
  for (const auto* claimed : {&claims.stated, &claims.headings, &claims.sites}) {
    for (const auto& text : *claimed) {
      if (!text.empty()) return text;
    }
  }
  return {};
}

}  // namespace heed::read
