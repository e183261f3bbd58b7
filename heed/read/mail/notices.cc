#include "heed/read/mail/notices.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/html/hidden.h"
#include "heed/read/phrases.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kLongestLink = 60;  // bytes of its words
constexpr std::size_t kFewWords = 20;     // bytes beside the links of a block: "5 March |"
constexpr std::size_t kLongLead = 120;   // the same where they ask whether the letter is shown well
constexpr std::size_t kMostNodes = 200;  // of a small block
constexpr std::size_t kMostLinks = 50;   // looked at
constexpr std::size_t kMostViews = 2;    // above and below
constexpr std::size_t kFirstLines = 3;

// As normalised_title writes them.
constexpr std::string_view kView[] = {
    "view online",
    "read online",
    "view in browser",
    "read in browser",
    "open in browser",
    "view in your browser",
    "read in your browser",
    "open in your browser",
    "view it in your browser",
    "view in web browser",
    "view email in browser",
    "view this email in browser",
    "view this email in your browser",
    "view this email in a browser",
    "view this email online",
    "view this newsletter online",
    "view this post on the web",
    "view on the web",
    "view on web",
    "read on the web",
    "view web version",
    "view online version",
    "web version",
    "webversion",
    "online version",
    "view as web page",
    "view as a web page",
    "view as webpage",
    "im browser ansehen",
    "im browser anzeigen",
    "im browser lesen",
    "im browser öffnen",
    "newsletter im browser ansehen",
    "online lesen",
    "online ansehen",
    "onlineversion",
    "zur onlineversion",
    "zur webversion",
    "voir en ligne",
    "lire en ligne",
    "version en ligne",
    "voir dans le navigateur",
    "voir dans votre navigateur",
    "afficher dans le navigateur",
    "ver en el navegador",
    "ver en línea",
    "leer en línea",
    "versión web",
    "ver online",
    "visualizza nel browser",
    "leggi online",
    "versione web",
    "bekijk online",
    "bekijk in browser",
    "bekijk in de browser",
    "lees online",
    "online versie",
    "ver no navegador",
    "ler online",
    "versão web",
    "read on our website",
    "read this on our website",
    "wyświetl w przeglądarce",
    "zobacz w przeglądarce",
    "otwórz w przeglądarce",
    "visa i webbläsaren",
    "läs i webbläsaren",
    "vis i nettleser",
    "vis i browser",
    "näytä selaimessa",
    "zobrazit v prohlížeči",
    "tarayıcıda görüntüle",
    "открыть в браузере",
    "посмотреть в браузере",
    "просмотреть в браузере",
    "читать в браузере",
    "веб версия",
    "在浏览器中查看",
    "在浏览器中打开",
    "在浏览器中阅读",
    "在线阅读",
    "在线查看",
    "网页版",
    "查看网页版",
    "在瀏覽器中查看",
    "線上閱讀",
    "網頁版",
    "ブラウザで表示",
    "ブラウザで見る",
    "ブラウザで開く",
    "ウェブで見る",
    "ウェブ版",
    "브라우저에서 보기",
    "웹에서 보기",
};
constexpr std::string_view kOther[] = {
    "read in app",
    "open in app",
    "unsubscribe",
    "unsubscribe here",
    "unsubscribe from this list",
    "manage preferences",
    "update preferences",
    "update your preferences",
    "email preferences",
    "manage subscription",
    "abmelden",
    "abbestellen",
    "vom newsletter abmelden",
    "newsletter abbestellen",
    "se désabonner",
    "se désinscrire",
    "désinscription",
    "darse de baja",
    "cancelar suscripción",
    "annulla iscrizione",
    "disiscriviti",
    "uitschrijven",
    "afmelden",
    "cancelar inscrição",
};
// After "view" or the like.
constexpr std::string_view kInBrowser[] = {"in browser", "in your browser", "in a browser"};
constexpr std::string_view kVerbs[] = {"view ", "read ", "open ", "see "};
// Beside those of a letter; alone they may stand beside anything.
constexpr std::string_view kBeside[] = {
    "advertise", "advertise with us",   "sponsor", "sign up", "subscribe",
    "forward",   "forward to a friend", "share",   "log in",
};
// Beside words that speak of trouble with the letter: both of it and of what is the matter.
constexpr std::string_view kHere[] = {
    "click here",   "here",        "please click here", "read it online", "view it online",
    "hier klicken", "hier",        "klicken sie hier",  "cliquez ici",    "ici",
    "clic aquí",    "aquí",        "haga clic aquí",    "clicca qui",     "qui",
    "klik hier",    "clique aqui", "点击此处",          "点击这里",       "點擊此處",
    "こちら",       "сюда",        "нажмите здесь",
};
constexpr std::string_view kLetter[] = {
    "email",  "e mail",  "mail",      "newsletter", "message", "nachricht", "bericht", "courriel",
    "correo", "mensaje", "messaggio", "邮件",       "郵件",    "メール",    "письмо",
};
constexpr std::string_view kTrouble[] = {
    "trouble viewing",     "trouble reading",     "trouble seeing",
    "problems viewing",    "not displaying",      "not display correctly",
    "t see this",          "t view this",         "cannot see this",
    "unable to view",      "richtig angezeigt",   "korrekt angezeigt",
    "richtig dargestellt", "korrekt dargestellt", "s affiche pas",
    "visualisez pas",      "ve correctamente",    "non visualizzi",
    "goed weergegeven",    "无法正常显示",        "无法显示",
    "不能正常显示",        "無法正常顯示",        "正しく表示",
    "не отображается",
};
// Where a forge or a forum keeps what is talked of.
constexpr std::string_view kDiscussions[] = {"/issues/",      "/pull/",           "/commit/",
                                             "/discussions/", "/merge_requests/", "/t/"};
constexpr std::string_view kDiscussion[] = {"view it on github", "view it on gitlab",
                                            "visit topic"};

template <std::size_t N>
bool is_any(const std::string_view (&phrases)[N], std::string_view words) {
  return std::find(std::begin(phrases), std::end(phrases), words) != std::end(phrases);
}

struct Link {
  const html::Node* node;
  std::size_t length;  // of its words
  enum class Kind { views, other, beside } kind;

  bool views() const { return kind == Kind::views; }  // the letter
};

const html::Node* block_of(const html::Node& node) {
  const auto* block = node.parent;
  while (block != nullptr && block->parent != nullptr && !html::is_block(block->name)) {
    block = block->parent;
  }
  return block;
}

// The words of a block that has few nodes, as normalised_title writes them; "" of any other.
std::string words_of(const html::Node& block) {
  std::size_t nodes = 0;
  html::first_where(block, [&](const html::Node&) { return ++nodes > kMostNodes; });
  if (nodes > kMostNodes) return {};
  const auto text = html::short_text_of(block);
  return text && text->size() <= kLongLead + kLongestLink ? normalised_title(*text) : std::string();
}

// Whether the words of a block ask if the letter is shown well.
bool speaks_of_trouble(std::string_view words) {
  return holds_any(words, kTrouble) && holds_any(words, kLetter);
}

class Links {
 public:
  explicit Links(const html::Node& root) {
    html::first_where(root, [&](const html::Node& node) {
      if (node.name != "a" || node.get("href") == nullptr) return false;
      const auto words = html::short_text_of(node);
      if (!words || words->empty() || words->size() > kLongestLink) return false;
      if (const auto kind = kind_of(node, normalised_title(*words))) {
        links_.push_back({&node, words->size(), *kind});
      }
      return links_.size() == kMostLinks;
    });
    std::set<std::string_view> views;
    for (const auto& link : links_) {
      if (link.views()) views.insert(*link.node->get("href"));
    }
    if (views.size() > kMostViews) std::erase_if(links_, [](const auto& l) { return l.views(); });
  }

  const std::vector<Link>& all() const { return links_; }

 private:
  std::optional<Link::Kind> kind_of(const html::Node& node, std::string_view words) {
    if (is_any(kView, words)) return Link::Kind::views;
    if (is_any(kOther, words)) return Link::Kind::other;
    if (is_any(kBeside, words)) return Link::Kind::beside;
    const bool in_browser = is_any(kInBrowser, words);
    if (!in_browser && !is_any(kHere, words)) return std::nullopt;
    const auto& around = words_around(node);
    const bool views = in_browser ? starts_with_any(around, kVerbs) : speaks_of_trouble(around);
    return views ? std::optional(Link::Kind::views) : std::nullopt;
  }

  // Asked once of a block, however many links it has.
  const std::string& words_around(const html::Node& node) {
    const auto* block = block_of(node);
    if (block != asked_) words_ = block == nullptr ? std::string() : words_of(*block);
    asked_ = block;
    return words_;
  }

  std::vector<Link> links_;
  const html::Node* asked_ = nullptr;
  std::string words_;
};

std::size_t pictures_in(const html::Node& node) {
  std::size_t count = 0;
  html::walk(node, [&](const html::Node& each) { count += each.name == "img" ? 1 : 0; });
  return count;
}

bool lies_in(const html::Node& node, const html::Node& outer) {
  return html::closest(&node, [&](const html::Node& n) { return &n == &outer; }) != nullptr;
}

// Whether it has a link of its own, a heading or words that are set off.
bool says_more(const html::Node& block, const std::vector<Link>& links) {
  std::size_t nodes = 0;
  const auto* const more = html::first_where(block, [&](const html::Node& node) {
    if (++nodes > kMostNodes) return true;
    if (node.is_text() || &node == &block) return false;
    const bool is_of_link = std::ranges::any_of(links, [&](const Link& link) {
      return lies_in(node, *link.node) || lies_in(*link.node, node);
    });
    if (is_of_link) return false;
    for (const std::string_view own : {"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em"}) {
      if (node.name == own) return true;
    }
    return node.name == "a" && node.get("href") != nullptr;
  });
  return more != nullptr;
}

// Whether there is hardly more in the block than these.
bool is_small(const html::Node& block, const std::vector<Link>& links) {
  if (block.parent == nullptr || block.name == "body" || says_more(block, links)) return false;
  const auto only_beside = [](const Link& link) { return link.kind == Link::Kind::beside; };
  if (std::ranges::all_of(links, only_beside)) return false;
  std::size_t words = speaks_of_trouble(words_of(block)) ? kLongLead : kFewWords, pictures = 0;
  for (const auto& link : links) {
    words += link.length;
    pictures += pictures_in(*link.node);
  }
  const auto text = html::short_text_of(block);
  return text && text->size() <= words && pictures_in(block) == pictures;
}

bool is_quoted(const html::Node& node) {
  return html::closest(&node, [](const html::Node& n) { return n.name == "blockquote"; }) !=
         nullptr;
}

// Where a letter of a forge or a forum can be answered: its foot says so, below what it quotes.
std::string discussed_at(const html::Node& root) {
  const html::Node* last = nullptr;
  html::walk(root, [&](const html::Node& node) {
    const auto* href = node.name == "a" ? node.get("href") : nullptr;
    if (href == nullptr) return;
    const bool is_message = href->starts_with("https://groups.google.com/d/msgid/");
    if (!is_message && !holds_any(*href, kDiscussions)) return;
    const auto words = html::short_text_of(node).value_or("");
    const bool says_so =
        words.size() <= kLongestLink && is_any(kDiscussion, normalised_title(words));
    if ((is_message || says_so) && !is_quoted(node)) last = &node;
  });
  return last == nullptr ? std::string() : letter_address(*last->get("href"));
}

}  // namespace

std::string letter_address(std::string_view link) {
  const auto address = unwrap_redirect(link);
  return is_web_url(address) && !is_click_counter(address) ? strip_tracking(address)
                                                           : std::string();
}

Notices take_notices(html::Tree& tree) {
  std::map<const html::Node*, std::vector<Link>> by_block;
  const Links links(tree.root());
  for (const auto& link : links.all()) by_block[block_of(*link.node)].push_back(link);
  std::erase_if(by_block, [](const auto& each) { return !is_small(*each.first, each.second); });
  if (by_block.empty()) return {false, discussed_at(tree.root())};
  std::set<std::string> addresses;
  for (const auto& [block, its] : by_block) {
    for (const auto& link : its) {
      if (link.views()) addresses.insert(letter_address(*link.node->get("href")));
    }
  }
  addresses.erase("");
  Notices notices;
  notices.address = addresses.size() == 1 ? *addresses.begin()
                    : addresses.empty()   ? discussed_at(tree.root())
                                          : std::string();
  notices.dropped = html::drop_where(
      tree.root(), [&](const html::Node& node) { return by_block.contains(&node); });
  return notices;
}

Notices take_notices(std::string& text) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kFirstLines;) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = std::string_view(text).substr(at, end - at);
    lines += trim(line).empty() ? 0 : 1;
    const auto begin = line.find("http");
    auto words = begin < kLongestLink ? normalised_title(line.substr(0, begin)) : std::string();
    if (words.ends_with(" at")) words.resize(words.size() - 3);
    if (is_any(kView, words)) {
      const auto link = line.substr(begin);
      const auto stop =
          find_where(link, 0, [](char c) { return is_space(c) || c == ')' || c == '>'; });
      if (trim(link.substr(stop)).size() <= 1) {
        Notices notices{true, letter_address(link.substr(0, stop))};
        text.erase(at, end - at);
        return notices;
      }
    }
    at = end + 1;
  }
  return {};
}

}  // namespace heed::read
