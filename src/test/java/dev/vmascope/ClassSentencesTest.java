package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A check of the comment of every type: its first sentence names the thing. The sentence begins
/// with an article and has at most 15 words, so that a reader who knows only the name of a type
/// learns from one line what kind of thing it is.
class ClassSentencesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_WORDS = 15;
  private static final String COMMENT = "///";

  private static final Pattern TYPE =
      Pattern.compile(
          "(?:(?:public|abstract|final|sealed|non-sealed|strictfp) )*"
              + "(?:class|record|enum|interface|@interface) (\\w+).*");

  private static final Pattern ARTICLE = Pattern.compile("(?:A|An|The) ");
  private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z`\\[(])");
  private static final Pattern WORD = Pattern.compile(".*[\\p{L}\\p{N}].*");

  @Test
  void nameTheThing() throws IOException {
    List<String> complaints = new ArrayList<>();
    int types = 0;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(ClassSentencesTest::hasTypes).sorted().toList()) {
        List<Type> found = types(Files.readAllLines(file));
        assertThat(found).as(file.toString()).isNotEmpty();
        types += found.size();
        found.forEach(type -> type.complaint().ifPresent(complaints::add));
      }
    }
    assertThat(types).isGreaterThan(400);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A line of `/proc/<pid>/limits`. What it limits, the kernel says.",
        "An index of addresses: by start, by end, or by neither.",
        "The sizes of one process, in bytes; those the kernel does not give are absent."
      })
  void acceptsANoun(String comment) {
    assertThat(complaint(comment)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is known of a process.",
        "Parses the limits of a process.",
        "The sizes of one process, in bytes, and those of all processes that it has ever started."
      })
  void noticesAnotherSentence(String comment) {
    assertThat(complaint(comment)).isPresent();
  }

  @Test
  void noticesATypeWithoutAComment() {
    assertThat(complaints("record Size(long bytes) {}")).containsExactly("Size: no sentence");
  }

  @Test
  void readsOnlyTheFirstParagraphOfTheTypeItself() {
    assertThat(
            complaints(
                "/// A size that",
                "/// is broken in two.",
                "///",
                "/// @param bytes what it is",
                "@Deprecated(",
                "    since = \"2\")",
                "public record Size(long bytes) {",
                "  /// Whether it is none.",
                "  boolean none() {",
                "  }",
                "}",
                "",
                "/// How far it goes.",
                "final class Distance {}"))
        .containsExactly("Distance: no article: How far it goes.");
  }

  private static boolean hasTypes(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && !name.equals("package-info.java");
  }

  private static Optional<String> complaint(String comment) {
    return new Type("Type", List.of(comment)).complaint();
  }

  private static List<String> complaints(String... lines) {
    return types(Arrays.asList(lines)).stream().flatMap(type -> type.complaint().stream()).toList();
  }

  /// The types that begin at the margin, each with the lines of the comment before it.
  private static List<Type> types(List<String> lines) {
    List<Type> types = new ArrayList<>();
    List<String> comment = new ArrayList<>();
    boolean inComment = false;
    for (String line : lines) {
      boolean wasInComment = inComment;
      inComment = line.startsWith(COMMENT);
      Matcher type = TYPE.matcher(line);
      if (inComment) {
        if (!wasInComment) {
          comment.clear();
        }
        comment.add(line.substring(COMMENT.length()).strip());
      } else if (type.matches()) {
        types.add(new Type(type.group(1), List.copyOf(comment)));
        comment.clear();
      }
    }
    return types;
  }

  /// A type with the lines of its comment.
  private record Type(String name, List<String> comment) {
    Optional<String> complaint() {
      String sentence = sentence();
      long words = Stream.of(sentence.split("\\s+")).filter(WORD.asMatchPredicate()).count();
      if (sentence.isEmpty()) {
        return Optional.of(name + ": no sentence");
      }
      if (!ARTICLE.matcher(sentence).lookingAt()) {
        return Optional.of(name + ": no article: " + sentence);
      }
      return words > MOST_WORDS
          ? Optional.of(name + ": " + words + " words: " + sentence)
          : Optional.empty();
    }

    private String sentence() {
      String paragraph =
          String.join(
              " ",
              comment.stream()
                  .takeWhile(line -> !line.isEmpty() && !line.startsWith("@"))
                  .toList());
      return BETWEEN_SENTENCES.split(paragraph, 2)[0];
    }
  }
}
