package dev.vmascope;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whoever opens a file, a package or a class finds little that he must know at once.
@AnalyzeClasses(packages = "dev.vmascope", importOptions = WrittenClasses.class)
class HouseSizeTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int LONGEST_FILE = 250;
  private static final int MEDIAN_FILE = 80;
  private static final int MEDIAN_PACKAGE = 14;
  private static final int LARGEST_KNOT = 6;

  @ArchTest
  static void filesAreShort(JavaClasses ignored) throws IOException {
    Map<String, Integer> sources = lines(SOURCES);
    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(median(sources.values())).isLessThanOrEqualTo(MEDIAN_FILE);
    assertShort(sources);
    Map<String, Integer> tests = lines(TESTS);
    assertThat(tests).hasSizeGreaterThan(400);
    assertShort(tests);
  }

  private static void assertShort(Map<String, Integer> lines) {
    assertThat(lines)
        .allSatisfy((file, size) -> assertThat(size).as(file).isLessThanOrEqualTo(LONGEST_FILE));
  }

  /// The number of lines of each Java file below a folder.
  private static Map<String, Integer> lines(Path folder) throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        lines.put(file.toString(), Files.readAllLines(file).size());
      }
    }
    return lines;
  }

  @ArchTest
  static void packagesHaveFewClasses(JavaClasses classes) {
    Map<String, Long> sizes =
        topLevel(classes)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(median(sizes.values().stream().map(Long::intValue).toList()))
        .isLessThanOrEqualTo(MEDIAN_PACKAGE);
  }

  /// Classes each of which needs all the others, directly or not, must be read together.
  @ArchTest
  static void knotsAreSmall(JavaClasses classes) {
    Map<String, Set<String>> needs = new TreeMap<>();
    Map<String, Set<String>> neededBy = new TreeMap<>();
    topLevel(classes).forEach(type -> needs.put(type.getName(), new TreeSet<>()));
    for (JavaClass type : classes) {
      String from = outermost(type).getName();
      type.getDirectDependenciesFromSelf().stream()
          .map(needed -> outermost(needed.getTargetClass()).getName())
          .filter(to -> needs.containsKey(to) && !to.equals(from))
          .forEach(to -> {
            needs.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
            neededBy.computeIfAbsent(to, _ -> new TreeSet<>()).add(from);
          });
    }
    List<Set<String>> large = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : needs.keySet()) {
      if (!seen.contains(name)) {
        Set<String> knot = reached(name, needs);
        knot.retainAll(reached(name, neededBy));
        seen.addAll(knot);
        if (knot.size() > LARGEST_KNOT) {
          large.add(knot);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(500);
    assertThat(large).isEmpty();
  }

  private static Stream<JavaClass> topLevel(JavaClasses classes) {
    return classes.stream().filter(JavaClass::isTopLevelClass);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseSizeTest::outermost).orElse(type);
  }

  private static Set<String> reached(String start, Map<String, Set<String>> arrows) {
    Set<String> reached = new TreeSet<>(Set.of(start));
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      arrows.getOrDefault(next.remove(), Set.of()).stream().filter(reached::add).forEach(next::add);
    }
    return reached;
  }

  private static int median(Collection<Integer> sizes) {
    return sizes.stream().sorted().toList().get(sizes.size() / 2);
  }
}
