package dev.vmascope.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes shown as text.
class RawTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "grüße", "\ufffd", "日本", "\ud83d\ude00", "a\nb\tc"})
  void decodesUtf8(String text) {
    RawText kernelText = RawText.ofUtf8(text);

    assertThat(kernelText.text()).isEqualTo(text);
    assertThat(kernelText.isUtf8()).isTrue();
    assertThat(kernelText.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff\u00fe", // never in UTF-8
        "gr\u00fc\u00dfe", // ISO-8859-1
        "\u00c3", // the first of two bytes
        "\u00c0\u00af", // '/' in two bytes
        "\u00ed\u00a0\u0080" // half of a surrogate pair
      })
  void showsWhatIsNotUtf8AsReplaced(String latin1) {
    RawText text = new RawText(latin1);

    assertThat(text.isUtf8()).isFalse();
    assertThat(text.text()).contains("\ufffd");
    assertThat(text.latin1()).isEqualTo(latin1);
  }

  @Test
  void keepsEveryByte() {
    byte[] bytes = new byte[500];
    new Random(5).nextBytes(bytes);

    assertThat(RawText.of(bytes, 0, bytes.length).bytes()).isEqualTo(bytes);
    assertThat(RawText.of(bytes, 100, 102).bytes()).containsExactly(bytes[100], bytes[101]);
  }

  @Test
  void handsOutAFreshCopyOfItsBytes() {
    RawText text = new RawText("a");
    text.bytes()[0] = 'b';

    assertThat(text.latin1()).isEqualTo("a");
  }

  @Test
  void isOneCharacterPerByte() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RawText("\u0100"))
        .withMessage("expected one character per byte");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001b",
        "\u007f",
        "\u0085", // control
        "\u00ad",
        "\u200b",
        "\ufeff", // invisible
        "\u202e",
        "\u2066",
        "\u200f", // bidirectional
        "\u2028",
        "\u2029", // line and paragraph separators
        "\u0378" // unassigned
      })
  void replacesWhatIsNotPrintable(String hostile) {
    RawText text = RawText.ofUtf8("a" + hostile + "b");

    assertThat(text.printable(10)).isEqualTo("a\ufffdb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain name", "grüße", "日本", "\ud83d\ude00", "{}\"'\\"})
  void leavesPrintableTextAlone(String text) {
    assertThat(RawText.ofUtf8(text).printable(20)).isEqualTo(text);
  }

  @Test
  void cutsBetweenCharacters() {
    RawText text = RawText.ofUtf8("a\ud83d\ude00b");

    assertThat(text.printable(3)).isEqualTo("a\ud83d\ude00b");
    assertThat(text.printable(2)).isEqualTo("a\ud83d\ude00");
    assertThat(text.printable(0)).isEmpty();
  }
}
