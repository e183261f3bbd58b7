#include "heed/read/html/element.h"

#include <utility>

#include "heed/read/name_table.h"

namespace heed::read::html {
namespace {

// Lists of names, blanks between them.
constexpr std::string_view kVoid =
    " area base basefont bgsound br col command embed frame hr image img input keygen link meta "
    "param source track wbr ";

constexpr std::string_view kBlock =
    " address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr "
    "ul ";

// Starting one of these ends an open paragraph.
constexpr std::string_view kEndsParagraph =
    " address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section "
    "summary table ul ";

// No end tag and no implied end reaches past these.
constexpr std::string_view kScope = " table td th caption object button #root ";
constexpr std::string_view kListScope = " ul ol dl table td th caption object blockquote #root ";
constexpr std::string_view kTableScope = " table #root ";

constexpr std::string_view kFormatting =
    " abbr b big cite code del em font i ins kbd mark q s samp small span strike strong sub sup tt "
    "u var ";

constexpr std::string_view kHeadings = " h1 h2 h3 h4 h5 h6 ";

constexpr std::string_view kCells = " td th tr tbody thead tfoot caption ";

// Frames are not raw: what stands in them is for readers without frames, as ours are.
constexpr std::string_view kRaw = " script style textarea title plaintext xmp ";

// Readings beside Chinese characters would stand within the words: a text is what is read.
constexpr std::string_view kHidden = " script style head template svg title rp rt ";

constexpr std::string_view kAllowed =
    " a abbr address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    "i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong "
    "sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr ";

constexpr std::string_view kDropped =
    " annotation annotation-xml applet head script style svg template title ";

using Table = NameTable<unsigned, 1024>;

Table make_table() {
  const std::pair<std::string_view, unsigned> lists[] = {
      {kVoid, kIsVoid},        {kBlock, kIsBlock},         {kEndsParagraph, kEndsP},
      {kScope, kBounds},       {kListScope, kBoundsLists}, {kTableScope, kBoundsTables},
      {kFormatting, kFormats}, {kHeadings, kHeads},        {kCells, kIsCell},
      {kRaw, kIsRaw},          {kHidden, kIsHidden},       {kAllowed, kIsAllowed},
      {kDropped, kIsDropped}};
  Table table;
  for (const auto& [list, trait] : lists) {
    each_name(list, [&, trait = trait](std::string_view name) { table[name] |= trait; });
  }
  return table;
}

}  // namespace

unsigned traits_of(std::string_view name) {
  static const Table table = make_table();
  const auto* traits = table.find(name);
  return traits == nullptr ? 0 : *traits;
}

}  // namespace heed::read::html
