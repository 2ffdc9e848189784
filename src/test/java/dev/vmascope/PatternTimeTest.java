package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every regular expression of the service, held against 64 KiB of its worst letters. What it costs
/// is counted in reads of characters, which no other load changes: of a text that is 64 times as
/// long they may be twice as many for each character. The time is that of the processor.
class PatternTimeTest {
  private static final int LENGTH = 1 << 16;

  private static final int SHORT = 1 << 10;
  private static final long NO_BOUND = Long.MAX_VALUE;
  private static final Duration LONGEST = Duration.ofMillis(250);

  /// Rounds of a pattern that took longer: what else uses the caches, and a compiler that has not
  /// come to it yet, can only make one longer.
  private static final int ROUNDS = 3;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// What makes patterns of parts that are no constants: [dev.vmascope.fault] keeps those in
  /// fields, the others read files of the kernel that no process can write to.
  private static final Set<String> BUILT =
      Set.of("LogPatterns.of", "ResourceLimits.limit", "AddressLayoutProbe.hasFlag");

  private static final List<String> LETTERS =
      List.of(
          "a", "A", "1", "0", " ", "=", ":", "/", "@", "\"", "'", "\\", "-", ".", "[", "]", "(",
          ")", ",", ";", "_", "%", "\n", "é");

  private static Path classes() throws URISyntaxException {
    return Path.of(
        VmascopeApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @TestFactory
  List<DynamicTest> takesTimeInProportionToTheText() throws URISyntaxException {
    List<CompiledRegex> all = CompiledRegex.all(classes(), BUILT);
    assertThat(all).hasSizeGreaterThan(60);
    return all.stream()
        .map(regex ->
            DynamicTest.dynamicTest(
                regex.place() + " " + regex.pattern(), () -> assertThat(slow(regex)).isEmpty()))
        .toList();
  }

  @Test
  void noticesAPatternThatTakesTimeAsTheSquareOfTheText() {
    for (String slow : List.of("=+$", "\\s+$", ".*x", "[a-z]+\\d", "\\w+@\\w+")) {
      CompiledRegex regex =
          new CompiledRegex("", Pattern.compile(slow), EnumSet.of(CompiledRegex.Use.FIND));
      assertThat(slow(regex)).as(slow).isNotEmpty();
    }
  }

  /// What is wrong with the pattern; empty if nothing is. The shapes that cost most of a short text
  /// are tried at full length.
  private static Optional<String> slow(CompiledRegex regex) {
    record Shape(String start, String part, long reads) {}
    List<Shape> shapes = new ArrayList<>();
    for (String start : starts(regex)) {
      for (String part : parts(regex)) {
        shapes.add(new Shape(start, part, regex.reads(text(start, part, SHORT), NO_BOUND)));
      }
    }
    shapes.sort(Comparator.comparingLong(Shape::reads).reversed());
    for (Shape shape : shapes.subList(0, 4)) {
      String text = text(shape.start(), shape.part(), LENGTH);
      long most = 2 * (LENGTH / SHORT) * (shape.reads() + SHORT);
      try {
        Duration taken = time(regex, text, most);
        for (int again = 1; again < ROUNDS && taken.compareTo(LONGEST) > 0; again++) {
          taken = time(regex, text, most);
        }
        if (taken.compareTo(LONGEST) > 0) {
          return Optional.of(taken + " for " + text.substring(0, 60));
        }
      } catch (CountedText.TooManyReadsException | StackOverflowError e) {
        return Optional.of(e + " for " + text.substring(0, 60));
      }
    }
    return Optional.empty();
  }

  private static Duration time(CompiledRegex regex, String text, long most) {
    long began = THREADS.getCurrentThreadCpuTime();
    regex.reads(text, most);
    return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - began);
  }

  private static String text(String start, String part, int length) {
    String text = start + part.repeat(length / part.length() + 1);
    return text.substring(0, length - 1) + "\u0001";
  }

  private static List<String> words(CompiledRegex regex) {
    return Arrays.stream(regex.pattern().pattern().split("[^\\w ,:='/@%-]+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(8)
        .toList();
  }

  /// Nothing, or a word of the pattern.
  private static List<String> starts(CompiledRegex regex) {
    List<String> starts = new ArrayList<>(List.of(""));
    starts.addAll(words(regex).stream().limit(2).toList());
    return starts;
  }

  /// Each letter, each word of the pattern, and each word with a letter.
  private static Set<String> parts(CompiledRegex regex) {
    Set<String> parts = new LinkedHashSet<>(LETTERS);
    for (String word : words(regex)) {
      parts.add(word);
      LETTERS.forEach(letter -> parts.add(word + letter));
    }
    return parts;
  }
}
