package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Arguments as the kernel has them, and what is shown of them.
class CommandLineTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Pattern SECRET = Pattern.compile("«([^»]+)»");

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(RESOURCES.resolve(file)).stream()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> arguments(String line) {
    return Arrays.stream(line.replaceAll("[«»]", "").split(" "))
        .map(word -> word.replace('␣', ' '))
        .toList();
  }

  private static CommandLine commandLine(List<String> arguments) {
    String file = String.join("\0", arguments) + "\0";
    return CommandLine.parse(file.getBytes(StandardCharsets.UTF_8), true);
  }

  @Test
  void showsNoSecret() {
    List<String> leaks = new ArrayList<>();
    List<String> lines = lines("secret-command-lines.txt");
    for (String line : lines) {
      List<String> secrets =
          SECRET.matcher(line).results().map(found -> found.group(1).replace('␣', ' ')).toList();
      assertThat(secrets).as(line).isNotEmpty();
      List<String> shown = commandLine(arguments(line)).scrubbed();
      boolean leaked =
          secrets.stream()
              .flatMap(secret -> Arrays.stream(secret.split(" ")))
              .filter(part -> part.length() > 3)
              .anyMatch(String.join("\n", shown)::contains);
      if (leaked || !String.join(" ", shown).contains("***")) {
        leaks.add(line + " -> " + shown);
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
  }

  @Test
  void leavesHarmlessArgumentsAlone() {
    List<String> changed = new ArrayList<>();
    List<String> lines = lines("harmless-command-lines.txt");
    for (String line : lines) {
      List<String> arguments = arguments(line);
      List<String> shown = commandLine(arguments).scrubbed();
      if (!shown.equals(arguments)) {
        changed.add(line + " -> " + shown);
      }
    }
    assertThat(changed).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @Test
  void keepsWhatIsAroundASecret() {
    assertThat(commandLine(List.of("app", "--user=me", "--password=x y", "run")).scrubbed())
        .containsExactly("app", "--user=me", "--password=***", "run");
    assertThat(commandLine(List.of("curl", "https://u:p@x.org/a?b=c&token=d&e=f")).scrubbed())
        .containsExactly("curl", "https://***@x.org/a?b=c&token=***&e=f");
    assertThat(commandLine(List.of("sh", "-c", "mysql -uroot  -psecret shop")).scrubbed())
        .containsExactly("sh", "-c", "mysql -uroot  -p*** shop");
  }

  @Test
  void namesTheProgramAndItsOptionsAlone() {
    assertThat(names("/usr/bin/mysql -uroot -phunter2 --host=db --ssl shop"))
        .containsExactly("/usr/bin/mysql", "-u", "-p", "--host", "--ssl");
    assertThat(names("java -Xmx1g -Da.password=x -jar app.jar --a.b=c key=value"))
        .containsExactly("java", "-X", "-D", "-j", "--a.b");
    assertThat(names("app --password --Hunter2 --user me -- --hunter3"))
        .containsExactly("app", "--password", "--user");
    assertThat(names("postgres:␣app␣shop␣hunter2")).containsExactly("postgres:");
    assertThat(names("https://u:hunter2@h/")).containsExactly("***");
    assertThat(names("app --ghp_abcdefghijklmnopqrstuvwxyz0123456789 --a/b=c --" + "a".repeat(65)))
        .containsExactly("app");
    assertThat(names("")).containsExactly("***");
    assertThat(commandLine(List.of()).names()).hasSizeLessThanOrEqualTo(1);
  }

  private static List<String> names(String line) {
    return commandLine(arguments(line)).names();
  }

  /// Whatever the secret is, and wherever it stands.
  @Test
  void namesNoSecret() {
    for (String line : lines("secret-command-lines.txt")) {
      List<String> secrets =
          SECRET.matcher(line).results().map(found -> found.group(1).replace('␣', ' ')).toList();
      assertThat(names(line)).as(line).noneMatch(name -> secrets.stream().anyMatch(name::contains));
    }
  }

  @Test
  void partsArgumentsByTheirEnds() {
    assertThat(parsed("a\0\0b c\0")).containsExactly("a", "", "b c");
    assertThat(parsed("title of its own")).containsExactly("title of its own");
    assertThat(parsed("")).isEmpty();
    assertThat(parsed("\0")).containsExactly("");
    assertThat(parsed("a\u00ff\0")).containsExactly("a\u00ff");
  }

  private static List<String> parsed(String latin1) {
    byte[] file = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return CommandLine.parse(file, true).arguments().stream().map(RawText::latin1).toList();
  }

  @Test
  void showsBytesThatAreNotUtf8AsReplaced() {
    CommandLine line = CommandLine.parse(new byte[] {'a', (byte) 0xff, 0}, true);
    assertThat(line.scrubbed()).containsExactly("a\ufffd");
  }

  @Test
  void takesLittleTimeWhateverAStrangerWrote() {
    Random random = new Random(7);
    String[] parts = {
      "a",
      "=",
      ":",
      "://",
      "@",
      "\"",
      "'",
      "\\",
      " ",
      "-",
      "--",
      "mysql ",
      "a:b@",
      "://a:",
      "-----BEGIN A-----",
      "password=",
      "eyJ",
      ".",
      "/",
      "sha256:",
      "A1",
      "bearer ",
      "$1",
      ";",
      "&",
      "0a"
    };
    for (String part : parts) {
      for (String other : parts) {
        String text = (part + other).repeat(65536 / (part.length() + other.length()));
        long began = System.nanoTime();
        assertThatNoException().isThrownBy(() -> commandLine(List.of(text)).scrubbed());
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .as("%s%s, repeated", part, other)
            .isLessThan(Duration.ofSeconds(5));
      }
    }
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertThatNoException().isThrownBy(() -> commandLine(List.of(text.toString())).scrubbed());
    }
  }
}
