// A BERT tokenizer, equal to Hugging Face's `tokenizers` in ids, tokens and offsets, with offsets
// in bytes of the text as it came. Read from a model's folder: tokenizer.json, else vocab.txt.
//
// Const and safe to share between threads; each thread brings its own Encoding, whose memory is
// used again from text to text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/base/late.h"
#include "heed/text/added_tokens.h"
#include "heed/text/bert_normalizer.h"
#include "heed/text/word_piece.h"
#include "heed/text/word_table.h"

namespace heed {

struct TokenSpan {
  std::uint32_t begin = 0, end = 0;  // bytes of the text; 0, 0 for tokens that are not in it

  bool operator==(const TokenSpan&) const = default;
};

struct Encoding {
  std::vector<std::int32_t> ids;
  std::vector<TokenSpan> spans;  // one for each id

  // Added tokens whose text is not the vocabulary's: where in ids, and the text ("  [MASK]").
  std::vector<std::pair<std::size_t, std::string>> spelled;

  // Scratch of encode().
  Normalized normalized;
  std::vector<WordPiece::Piece> pieces;
  std::vector<AddedTokens::Match> matches, inner_matches;
};

// What a tokenizer is made of, as tokenizer.json or vocab.txt say it.
struct TokenizerParts {
  std::vector<std::string> tokens;  // by id; empty where an id has none
  BertRules rules;
  std::int32_t unknown = 0;
  std::string prefix = "##";
  std::size_t max_characters = 100;         // of a word; a longer one is unknown
  std::vector<AddedToken> added;            // looked for in the text as it came
  std::vector<AddedToken> normal_added;     // looked for in normalised text; contents normalised
  std::vector<std::int32_t> before, after;  // put around each text: [CLS], [SEP]
};

// What the two files say; throws bad_input, naming `where`. With vocab.txt the last of equal tokens
// counts.
TokenizerParts parse_tokenizer_json(std::string_view text, const std::string& where);
TokenizerParts parse_vocabulary(std::string_view text, bool lowercase, const std::string& where);

class Tokenizer {
 public:
  explicit Tokenizer(TokenizerParts parts);

  // Throws not_found where the folder has neither file, bad_input where it can't be used.
  static Tokenizer open(const std::filesystem::path& folder);

  // Replaces out.ids and out.spans. Ill-formed UTF-8 is read as U+FFFD, one for each maximal
  // subpart. Of more than `max_tokens` the first are kept, and what is put around the text: at
  // least that.
  void encode(std::string_view text, Encoding& out,
              std::size_t max_tokens = std::numeric_limits<std::size_t>::max()) const;

  std::size_t vocabulary() const { return parts_.tokens.size(); }  // the largest id + 1
  const std::string& token(std::int32_t id) const { return parts_.tokens[id]; }
  std::optional<std::int32_t> id(std::string_view token) const;

  // The text of encoding's token i, as Hugging Face shows it.
  std::string_view token(const Encoding& encoding, std::size_t i) const;

  std::span<const std::int32_t> before() const { return parts_.before; }
  std::span<const std::int32_t> after() const { return parts_.after; }
  std::int32_t unknown() const { return parts_.unknown; }

 private:
  void encode_well_formed(std::string_view text, Encoding& out) const;
  void encode_part(std::string_view text, std::uint32_t base, Encoding& out) const;
  void encode_words(std::size_t begin, std::size_t end, std::uint32_t base, Encoding& out) const;
  void add_token(std::int32_t id, TokenSpan span, std::string_view text, Encoding& out) const;
  void encode_word(std::size_t begin, std::size_t end, std::uint32_t base, Encoding& out) const;

  TokenizerParts parts_;
  BertNormalizer normalizer_;
  WordTable words_;
  std::unique_ptr<Late<WordPiece>> pieces_;  // most short texts are made of whole words
  AddedTokens added_, normal_added_;
  std::size_t whole_words_;  // bytes of the longest word that is looked up whole
};

}  // namespace heed
