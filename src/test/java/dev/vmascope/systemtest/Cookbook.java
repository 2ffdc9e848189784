package dev.vmascope.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The questions of docs/cookbook.md, each with its command and the output that is printed there.
public final class Cookbook {
  private static final Path DOCUMENT = Path.of("docs/cookbook.md");
  private static final Pattern HEADING = Pattern.compile("## (\\d+)\\. (.*)");

  private Cookbook() {}

  /// A question.
  ///
  /// @param command the command that answers it
  /// @param output the lines of its output, as far as they are printed
  public record Question(int number, String text, String command, List<String> output) {}

  /// All questions, in order.
  public static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    List<String> output = new ArrayList<>();
    boolean inBlock = false;
    String heading = "";
    int number = 0;
    for (String line : lines()) {
      Matcher next = HEADING.matcher(line);
      if (next.matches()) {
        number = Integer.parseInt(next.group(1));
        heading = next.group(2);
      } else if (line.startsWith("$ ") && inBlock) {
        output = new ArrayList<>();
        questions.add(new Question(number, heading, line.substring(2), output));
      } else if (line.startsWith("```")) {
        inBlock = line.equals("```console");
      } else if (inBlock) {
        output.add(line);
      }
    }
    return questions;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The headings of a line of a table.
  public static List<String> words(String heading) {
    return Arrays.stream(heading.strip().split(" {2,}", -1)).toList();
  }

  /// The numbers in a field of rows.
  public static List<Long> numbers(JsonNode rows, String field) {
    return rows.valueStream().map(row -> row.path(field).asLong()).toList();
  }

  /// The texts in a field of rows.
  public static Set<String> strings(JsonNode rows, String field) {
    return rows.valueStream().map(row -> row.path(field).asString()).collect(Collectors.toSet());
  }
}
