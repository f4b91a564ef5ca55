#include "orkesta/nlu/text.hpp"

#include <algorithm>

namespace orkesta::nlu {
namespace {

auto words(std::string_view text) -> std::vector<std::string> {
  std::vector<std::string> made;
  for (const auto& token : tokenize(text)) made.push_back(token.mapped);
  return made;
}
using Words = std::vector<std::string>;

TEST(Fold, DropsAccentsAndCapitals) {
  EXPECT_EQ(fold("Ñandú ¡SÍ! Ça œuf STRASSE ß"), "nandu ¡si! ca oeuf strasse ss");
}

TEST(Fold, ComposedAndDecomposedLettersAreOne) { EXPECT_EQ(fold("cafe\u0301"), fold("café")); }

TEST(Tokens, StandAtCodePointsOfTheOriginal) {
  const auto tokens = tokenize("¿Año 😀 85A?");
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_EQ(tokens[1].folded, "ano");
  EXPECT_EQ(tokens[1].start, 1);
  EXPECT_EQ(tokens[1].end, 4);
  EXPECT_EQ(tokens[2].kind, TokenKind::emoji);
  EXPECT_EQ(tokens[3].folded, "85");
  EXPECT_EQ(tokens[4].folded, "a");
  EXPECT_EQ(tokens[4].start, tokens[3].end);
}

TEST(Tokens, ChatShorthandIsWrittenOut) {
  EXPECT_EQ(words("q precio xfa"), (Words{"que", "precio", "por favor"}));
  EXPECT_EQ(words("vc tb"), (Words{"voce", "tambien"}));
}

TEST(Tokens, LongRunsOfALetterAreCutAndRemembered) {
  const auto tokens = tokenize("HOLAAAA carro");
  EXPECT_EQ(tokens[0].folded, "hola");
  EXPECT_TRUE(tokens[0].elongated);
  EXPECT_TRUE(tokens[0].capitals);
  EXPECT_EQ(tokens[1].folded, "carro");
  EXPECT_FALSE(tokens[1].elongated);
}

TEST(Tokens, NumbersKeepTheirInnerMarks) {
  EXPECT_EQ(words("1,250.50, 3."), (Words{"1,250.50", ",", "3", "."}));
}

TEST(Tokens, EmojiWithVariationsAndSkinAreOne) {
  EXPECT_EQ(words("👍🏽❤️"), (Words{"👍", "❤"}));
  EXPECT_EQ(words("ok :-))) :("), (Words{"ok", ":)", ":("}));
}

TEST(Tokens, AnyBytesAreRead) {
  std::string bytes;
  for (int i = 0; i < 1024; ++i) bytes.push_back(static_cast<char>((i * 37) & 0xFF));
  const auto tokens = tokenize(bytes);
  const auto size = static_cast<std::int32_t>(decode(bytes).size());
  EXPECT_TRUE(std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.start < token.end && token.end <= size;
  }));
  EXPECT_EQ(encode(decode("\xFF\xC0\xAFz")), "\uFFFD\uFFFD\uFFFDz");
}

TEST(Tokens, ATextBeyondTheLimitIsCut) {
  EXPECT_EQ(decode(std::string(30'000, 'a')).size(), text_code_points_max);
}

}  // namespace
}  // namespace orkesta::nlu
